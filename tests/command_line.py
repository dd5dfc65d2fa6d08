"""The command line in this process: what a command prints and how it ends, without the second that a start takes."""

import sys
from contextlib import chdir
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from newsarchive.cli import main


def newsarchive(folder: Path, *arguments: str | Path, stdin: bytes = b"") -> tuple[int, str, str]:
    """Run a command other than crawl in the folder and return exit code, standard output and standard error."""
    out, err = BytesIO(), BytesIO()
    with chdir(folder), pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["newsarchive", *map(str, arguments)])
        patch.setattr(sys, "stdin", TextIOWrapper(BytesIO(stdin), encoding="utf-8"))
        patch.setattr(sys, "stdout", TextIOWrapper(out, encoding="utf-8", newline="", write_through=True))
        patch.setattr(sys, "stderr", TextIOWrapper(err, encoding="utf-8", newline="", write_through=True))
        with pytest.raises(SystemExit) as ended:
            main()
        sys.stdout.flush()
        told = out.getvalue().decode(), err.getvalue().decode()
    code = ended.value.code
    return (code if isinstance(code, int) else 0, *told)
