"""One writer an archive, however a process ends."""

import os
import signal
import threading
from pathlib import Path

import pytest

from newsarchive.archive.lock import Lock, is_held
from newsarchive.errors import ArchiveHeld, ReadOnlyArchive, StorageError


def test_a_lock_is_held_until_it_is_released(tmp_path: Path) -> None:
    first, second = Lock(tmp_path), Lock(tmp_path)
    assert not is_held(tmp_path)
    first.acquire()
    assert is_held(tmp_path)
    with pytest.raises(ArchiveHeld, match=rf"another run holds {tmp_path} \(process {os.getpid()}\)"):
        second.acquire()
    first.release()
    second.acquire()
    second.release()
    assert not is_held(tmp_path)


def test_a_lock_can_be_waited_for(tmp_path: Path) -> None:
    first, second = Lock(tmp_path), Lock(tmp_path)
    first.acquire()
    releasing = threading.Timer(0.3, first.release)
    releasing.start()
    second.acquire(10)
    releasing.join()
    second.release()


def test_a_lock_ends_with_its_process(tmp_path: Path) -> None:
    read, write = os.pipe()
    child = os.fork()
    if not child:
        Lock(tmp_path).acquire()
        kept = Lock(tmp_path)
        os.write(write, b".")
        signal.pause()
        kept.release()
    os.read(read, 1)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(read)
    os.close(write)
    again = Lock(tmp_path)
    again.acquire()
    again.release()


def test_a_forked_worker_does_not_keep_the_lock(tmp_path: Path) -> None:
    lock = Lock(tmp_path)
    lock.acquire()
    (read, write), (told, tell) = os.pipe(), os.pipe()
    child = os.fork()
    if not child:
        os.close(write)
        os.write(tell, b".")
        os.read(read, 1)
        os._exit(0)
    os.read(told, 1)
    lock.release()
    again = Lock(tmp_path)
    again.acquire()
    again.release()
    os.close(write)
    os.waitpid(child, 0)
    for end in (read, told, tell):
        os.close(end)


def test_a_place_where_no_lock_can_be_made_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=f"cannot use {tmp_path}/nowhere/lock: No such file or directory"):
        Lock(tmp_path / "nowhere").acquire()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(ReadOnlyArchive, match="read-only"):
        Lock(tmp_path).acquire()
