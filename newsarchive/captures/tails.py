"""Making captures and rows agree after a crash: what lies behind the last row of a file is cut."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from newsarchive.captures.writer import OWN_NAME, sync_folder
from newsarchive.errors import DamagedArchive


def cut_tails(folder: Path, ends: Mapping[str, int]) -> int:
    """Cut every WARC file behind the end of its last row and return the bytes cut; a file without rows is removed.

    `ends`: file name → end of the last record that a row speaks of. Only files that newsarchive writes are cut;
    imported ones stay as they came. Raises DamagedArchive where a file is shorter than its rows say, or missing.
    """
    sizes = {entry.name: entry.stat().st_size for entry in os.scandir(folder) if entry.is_file()}
    for name, end in ends.items():
        if sizes.get(name, -1) < end:
            what = "truncated" if name in sizes else "missing"
            raise DamagedArchive(f"damaged archive: {folder / name} is {what}; 'newsarchive verify' lists the faults")
    cut = 0
    for name, size in sizes.items():
        if OWN_NAME.fullmatch(name) and size > ends.get(name, 0):
            _cut(folder / name, ends.get(name, 0))
            cut += size - ends.get(name, 0)
    if cut:
        sync_folder(folder)
    return cut


def _cut(path: Path, end: int) -> None:
    if not end:
        path.unlink()
        return
    with path.open("r+b") as file:
        file.truncate(end)
        os.fsync(file.fileno())
