"""peak_memory.py FILE COMMAND…: run the command and write the peak of its and its children's resident memory, in MB."""

import contextlib
import subprocess
import sys
import time
from pathlib import Path

PAGE_MB = 4096 / 1e6


def children_of(pid: int) -> list[int]:
    """Return the processes that this one has started, and theirs."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text(encoding="ascii").split()):
            found += [child, *children_of(child)]
    return found


def resident_mb(pid: int) -> float:
    """Return the resident memory of one process; 0 where it has ended."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * PAGE_MB
    except (OSError, IndexError):
        return 0.0


def main() -> int:
    """Run, watch every 50 ms, write the peak; return the command's exit status."""
    peak = 0.0
    process = subprocess.Popen(sys.argv[2:])
    while process.poll() is None:
        with contextlib.suppress(OSError):  # a process ended while it was looked at
            peak = max(peak, sum(map(resident_mb, [process.pid, *children_of(process.pid)])))
        time.sleep(0.05)
    Path(sys.argv[1]).write_text(f"{peak:.0f}\n", encoding="ascii")
    return process.returncode


if __name__ == "__main__":
    sys.exit(main())
