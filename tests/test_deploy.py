"""What `deploy/` hands out: units that systemd reads, and commands that exist as they are written there."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import tomllib
from configparser import ConfigParser
from itertools import pairwise
from pathlib import Path

import click
import pytest

from newsarchive import errors
from newsarchive.commands import archive as archive_commands
from newsarchive.crawl import settings

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*@.*"))
SERVICES = [path for path in UNITS if path.suffix == ".service"]


def unit(path: Path) -> ConfigParser:
    """Return a unit file as sections of keys; the case of a key counts (systemd.syntax)."""
    parser = ConfigParser(strict=True, interpolation=None, comment_prefixes=("#", ";"))
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(path, encoding="utf-8")
    return parser


def words(path: Path) -> list[str]:
    return shlex.split(unit(path)["Service"]["ExecStart"])


def test_there_is_a_crawl_its_timer_and_a_watch_over_it() -> None:
    names = [f"newsarchive{which}.{kind}" for which in ("-health@", "@") for kind in ("service", "timer")]
    assert [path.name for path in UNITS] == names


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_says_what_it_is_and_for_which_portal(path: Path) -> None:
    found = unit(path)
    assert found.sections()[0] == "Unit"
    assert set(found.sections()) <= {"Unit", "Service", "Timer", "Install"}
    assert "newsarchive" in found["Unit"]["Description"] and "%i" in found["Unit"]["Description"]


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_has_no_comment_behind_a_value(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        assert "#" not in line.lstrip("#") or line.startswith("#"), line


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_a_service_ends_and_runs_as_nobody_special(path: Path) -> None:
    service = unit(path)["Service"]
    assert (service["Type"], service["User"]) == ("oneshot", "newsarchive")
    assert service["WorkingDirectory"] == "/var/lib/newsarchive"
    assert words(path)[0] == "/opt/newsarchive/bin/newsarchive"


def test_the_crawl_is_one_that_the_command_line_takes() -> None:
    crawl = words(DEPLOY / "newsarchive@.service")[1:]
    assert crawl[:2] == ["crawl", "%i"]
    assert {word for word in crawl if word.startswith("--")} == {"--strict", "--lock-wait"}
    assert float(crawl[crawl.index("--lock-wait") + 1]) > 0
    given = dict(word.split("=", 1) for flag, word in pairwise(crawl) if flag == "-s")
    assert given == {"ARCHIVE": "/var/lib/newsarchive/archive"}
    assert all(hasattr(settings, name) for name in given)


def test_the_watch_is_a_command_with_the_options_that_it_names() -> None:
    command, *arguments = words(DEPLOY / "newsarchive-health@.service")[1:]
    assert command == "health"
    with click.Context(archive_commands.health) as context:
        archive_commands.health.parse_args(context, list(arguments))
    assert (context.params["portal"], context.params["archive"]) == ("%i", Path("/var/lib/newsarchive/archive"))
    assert context.params["max_age"].total_seconds() == 26 * 3600


def test_both_services_speak_of_the_same_archive_which_is_in_the_folder_they_may_write() -> None:
    told = {match for path in SERVICES for match in re.findall(r"/var/lib/\S+/archive", path.read_text("utf-8"))}
    crawl = unit(DEPLOY / "newsarchive@.service")["Service"]
    assert told == {f"/var/lib/{crawl['StateDirectory']}/archive"}
    assert crawl["ProtectSystem"] == "strict"


def test_a_held_archive_is_no_failure_and_a_run_is_asked_to_end_as_by_hand() -> None:
    crawl = unit(DEPLOY / "newsarchive@.service")["Service"]
    assert int(crawl["SuccessExitStatus"]) == errors.ArchiveHeld.exit_code
    assert crawl["KillSignal"] == "SIGINT"
    assert int(crawl["TimeoutStopSec"]) > 20
    image = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    assert "STOPSIGNAL SIGINT" in image


def test_a_run_has_more_memory_than_its_readers_may_take() -> None:
    most = unit(DEPLOY / "newsarchive@.service")["Service"]["MemoryMax"]
    assert int(most.removesuffix("G")) * 1024 > settings.WORKER_MEMORY_MB


def test_the_timer_starts_the_service_of_its_name_and_is_not_on_the_hour() -> None:
    found = unit(DEPLOY / "newsarchive@.timer")
    assert found["Timer"]["OnCalendar"] == "hourly"
    assert found["Timer"]["Persistent"] == "yes" and found["Timer"]["RandomizedDelaySec"]
    assert found["Install"]["WantedBy"] == "timers.target"
    assert "Unit" not in found["Timer"]


def test_something_starts_the_watch() -> None:
    found = unit(DEPLOY / "newsarchive-health@.timer")
    assert found["Timer"]["OnCalendar"] and "Unit" not in found["Timer"]
    assert found["Install"]["WantedBy"] == "timers.target"


def test_the_image_runs_our_command_as_a_user() -> None:
    lines = (DEPLOY / "Containerfile").read_text(encoding="utf-8").replace("\\\n", "").splitlines()
    told = {line.split()[0]: line.split(maxsplit=1)[1] for line in lines if line and not line.startswith("#")}
    assert told["ENTRYPOINT"] == '["newsarchive"]'
    assert told["USER"] == "newsarchive" and "useradd" in told["RUN"]
    assert told["VOLUME"].startswith(told["WORKDIR"]) and told["VOLUME"].endswith("/archive")
    assert told["RUN"].endswith(f" install -d -o newsarchive -g newsarchive {told['VOLUME']}")
    assert lines.index("USER newsarchive") < lines.index('ENTRYPOINT ["newsarchive"]')


def test_the_image_holds_what_the_wheel_is_made_of_and_no_archive() -> None:
    lines = (DEPLOY / "Containerfile").read_text(encoding="utf-8").splitlines()
    copied = {source for line in lines if line.startswith("COPY ") for source in line.split()[1:-1]}
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = declared["project"]
    only = declared["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"]
    assert copied == {"pyproject.toml", project["readme"], *project["license-files"], *only}


def test_the_page_on_scheduling_names_every_file() -> None:
    page = (ROOT / "docs" / "scheduling.md").read_text(encoding="utf-8")
    assert [path.name for path in DEPLOY.iterdir() if path.name not in page] == []


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    for path in UNITS:
        # What is installed elsewhere is not here: the program, and the file with the contact.
        text = re.sub(r"(?m)^ExecStart=\S+", f"ExecStart={shutil.which('true')}", path.read_text(encoding="utf-8"))
        text = text.replace("EnvironmentFile=/", "EnvironmentFile=-/")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
        (tmp_path / path.name.replace("@", "@bbn")).write_text(text, encoding="utf-8")
    units = [f"./{path.name.replace('@', '@bbn')}" for path in UNITS]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    ours = [line for line in done.stderr.splitlines() if "newsarchive" in line]
    assert (done.returncode, ours) == (0, [])
