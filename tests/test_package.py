"""What `pip install` brings: the package, and inside it the portals and the exports that stand beside it here."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0, done.stdout
    return zipfile.ZipFile(next(out.glob("*.whl")))


def test_the_wheel_holds_the_portals_and_exports_inside_the_package(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    spiders = {f"newsarchive/spiders/{path.name}" for path in (ROOT / "spiders").glob("*.py")}
    exports = {f"newsarchive/exports/{path.name}" for path in (ROOT / "exports").glob("*.sql")}
    assert spiders and spiders | exports <= names


def test_the_wheel_holds_every_file_of_the_package(wheel: zipfile.ZipFile) -> None:
    ours = [path for path in (ROOT / "newsarchive").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert {str(path.relative_to(ROOT)) for path in ours} <= set(wheel.namelist())


def test_the_wheel_holds_nothing_else(wheel: zipfile.ZipFile) -> None:
    assert {name.split("/")[0].split("-")[0] for name in wheel.namelist()} == {"newsarchive"}


def test_the_wheel_names_its_commands(wheel: zipfile.ZipFile) -> None:
    entry_points = next(name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    lines = wheel.read(entry_points).decode().split()
    assert "newsarchive=newsarchive.cli:main" in "".join(lines)
