"""peak_memory.py FILE COMMAND…: run the command and write the peak of the memory that it and its children hold, in MB.

Pages that processes share (forked workers do) count once: proportional set size, proc(5).
"""

import contextlib
import subprocess
import sys
import time
from pathlib import Path


def children_of(pid: int) -> list[int]:
    """Return the processes that this one has started, and theirs."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text(encoding="ascii").split()):
            found += [child, *children_of(child)]
    return found


def held_mb(pid: int) -> float:
    """Return the memory of one process, its share of what it shares; 0 where it has ended."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
        return int(rollup.partition("\nPss:")[2].split()[0]) * 1024 / 1e6
    except (OSError, IndexError):
        return 0.0


def main() -> int:
    """Run, watch every 50 ms, write the peak; return the command's exit status."""
    peak = 0.0
    process = subprocess.Popen(sys.argv[2:])
    while process.poll() is None:
        with contextlib.suppress(OSError):  # a process ended while it was looked at
            peak = max(peak, sum(map(held_mb, [process.pid, *children_of(process.pid)])))
        time.sleep(0.05)
    if not peak:
        sys.exit("no memory was measured: /proc/PID/smaps_rollup cannot be read")
    Path(sys.argv[1]).write_text(f"{peak:.0f}\n", encoding="ascii")
    return process.returncode


if __name__ == "__main__":
    sys.exit(main())
