"""A release: a snapshot and its data package under a name, frozen by a manifest of hashes."""

import hashlib
from pathlib import Path

import orjson

from newsarchive import __version__
from newsarchive.errors import StorageError, UsageMistake
from newsarchive.exporting.package import sha256, write_package
from newsarchive.publish.snapshot import Progress, publish
from newsarchive.publish.snapshot_rules import Profile

MANIFEST = "manifest.json"


def release(
    name: str, source: Path, folder: Path, *, profile: Profile, key: bytes = b"", progress: Progress = lambda _: None
) -> str:
    """Freeze the archive as the release `name` in the folder and return its id: the SHA-256 of its manifest.

    Raises UsageMistake where the folder holds anything: what was released is never changed.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageMistake(f"{folder} is a file; a release is a folder")
    if folder.exists() and any(folder.iterdir()):
        raise UsageMistake(f"{folder} is not empty; a release is never overwritten, choose another name or folder")
    database = publish(source, folder, profile=profile, key=key, progress=progress)
    progress("writing the data package")
    write_package(database, folder / "package")
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    manifest = {
        "name": name,
        "profile": profile,
        "newsarchive": __version__,
        "files": {
            str(file.relative_to(folder)): {"bytes": file.stat().st_size, "sha256": sha256(file)} for file in files
        },
    }
    content = orjson.dumps(manifest, option=orjson.OPT_INDENT_2) + b"\n"
    (folder / MANIFEST).write_bytes(content)
    return hashlib.sha256(content).hexdigest()


def faults(folder: Path) -> list[str]:
    """Return one line a file of a release that is missing, changed or not in its manifest; none: it is whole."""
    try:
        files = orjson.loads((folder / MANIFEST).read_bytes())["files"]
    except OSError as error:
        raise StorageError(f"{folder} holds no release: {MANIFEST}: {error.strerror}") from error
    except (ValueError, TypeError, KeyError) as error:
        raise StorageError(f"{folder} holds no release: {MANIFEST} is damaged") from error
    found = []
    for name, told in files.items():
        file = folder / name
        if not file.is_file():
            found.append(f"{name}: missing")
        elif sha256(file) != told["sha256"]:
            found.append(f"{name}: changed")
    here = {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()} - {MANIFEST}
    return found + [f"{name}: not in the manifest" for name in sorted(here - set(files))]
