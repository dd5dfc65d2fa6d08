"""Ctrl-C while a command starts ends it with one line; later it raises, so that what is open is closed."""

import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from newsarchive.archive.store import open_archive

_PROGRAM = """
import os, signal, sys
sys.argv[0] = {program!r}
signal.signal(signal.SIGINT, signal.{before})
from newsarchive import interrupts
interrupts.end_while_starting()
{then}
try:
    os.kill(os.getpid(), signal.SIGINT)
except KeyboardInterrupt:
    print("raised")
else:
    print("ignored")
"""
ENDED = (130, "", "Error: interrupted before it had begun\n")
RAISED = (0, "raised\n", "")
IGNORED = (0, "ignored\n", "")


@pytest.mark.parametrize(
    ("program", "before", "then", "expected"),
    [
        ("/usr/bin/newsarchive", "default_int_handler", "", ENDED),
        ("/usr/lib/newsarchive/__main__.py", "default_int_handler", "", ENDED),
        ("/usr/bin/scrapy", "default_int_handler", "", ENDED),
        ("/usr/bin/pytest", "default_int_handler", "", RAISED),
        ("/usr/bin/newsarchive", "SIG_IGN", "", IGNORED),
        ("/usr/bin/newsarchive", "default_int_handler", "interrupts.raise_from_now_on()", RAISED),
    ],
)
def test_an_interrupt_at_the_start_is_one_line(
    program: str, before: str, then: str, expected: tuple[int, str, str]
) -> None:
    assert int(signal.SIGINT) == 2
    source = _PROGRAM.format(program=program, before=before, then=then)
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == expected


@pytest.mark.timeout(60)
def test_an_interrupt_is_the_end_of_a_reading_room_and_no_error(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True):
        pass
    command = [sys.executable, "-m", "newsarchive", "serve", str(tmp_path), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as room:
        assert room.stdout is not None
        address = room.stdout.readline().split(" (")[0].split()[-1]
        with urllib.request.urlopen(address) as answer:
            assert answer.status == 200
        room.send_signal(signal.SIGINT)
        out, err = room.communicate()
    assert (room.returncode, out, err) == (0, "", "")
