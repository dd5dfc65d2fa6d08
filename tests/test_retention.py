"""Old captures go, the proof of what was said stays."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from newsarchive.archive.looks import Visit
from newsarchive.archive.pages import page
from newsarchive.archive.retention import Freed, prune
from newsarchive.archive.store import Archive, open_archive
from newsarchive.archive.verify import verify
from newsarchive.captures.walk import walk
from newsarchive.commands.archive import prune as command
from newsarchive.errors import DamagedArchive
from tests.looks import URL, article, at, comment, exchange, files, look, rows


def feed(archive: Archive, hours: int, body: bytes) -> None:
    portal = archive.portal("news.example", url="https://news.example/")
    captured = archive.captures.write(exchange(f"{URL}feed/", body, kind="feed", hours=hours))
    page_id = page(archive, portal, f"{URL}feed/", kind="feed").id
    archive.save(Visit(page_id, None, portal, at(hours), "stored", captures=(captured,)))


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A story that is edited and discussed over ten days, and a feed that is read each time."""
    shared = b"the same feed " * 500
    with open_archive(tmp_path, write=True) as opened:
        stories = {
            0: article(),
            48: article(),
            72: article(headline="Lavrov leaves"),
            96: article(headline="Lavrov leaves", comments=(comment(1), comment(2))),
            120: article(headline="Lavrov leaves", comments=(comment(1), comment(2))),
            144: article(headline="Lavrov leaves", comments=(comment(1),)),
            168: article(headline="Lavrov leaves", comments=(comment(1),)),
            240: article(headline="Lavrov leaves", comments=(comment(1),)),
        }
        for hours, seen in stories.items():
            feed(opened, hours, shared)
            look(opened, seen, hours)
    return tmp_path


def kept(archive: Path) -> dict[str, list[str]]:
    """Return the days of the captures that are left, by kind."""
    with open_archive(archive) as opened:
        found = rows(opened, "select kind, substr(fetched_at, 9, 2) from captures order by id")
        return {kind: [day for one, day in found if one == kind] for kind in ("page", "feed")}


def test_what_proves_nothing_is_forgotten(archive: Path) -> None:
    before = files(archive)[0].stat().st_size
    with open_archive(archive, write=True) as opened:
        freed = prune(opened, at(200))
    # Versions of the 19th and 22nd, comments of the 23rd, one missing on the 25th, the last look; the feed's payload.
    assert kept(archive) == {"page": ["19", "22", "23", "25", "29"], "feed": ["19", "29"]}
    assert list(verify(archive)) == []
    (file,) = files(archive)
    assert freed == Freed(9, before - file.stat().st_size) and freed.bytes > 0
    kinds = [step.record.kind for step in walk(file) if step.record]
    pairs = ["request", "response"]
    assert kinds == ["warcinfo", *pairs * 5, *["request", "revisit"] * 2]
    with open_archive(archive, write=True) as opened:
        assert prune(opened, at(200)) == Freed(0, 0)
        look(opened, article(url=f"{URL}2/", source_id="2", headline="Another", body=("Words.",)), 300)
        stored = list(opened.db.query("select * from captures"))
        assert [opened.reader.response(row).url for row in stored] == [row["url"] for row in stored]
    assert list(verify(archive)) == []


def test_a_dry_run_changes_nothing(archive: Path) -> None:
    before = (files(archive)[0].read_bytes(), kept(archive))
    with open_archive(archive, write=True) as opened:
        assert prune(opened, at(200), dry_run=True).captures == 9
    assert (files(archive)[0].read_bytes(), kept(archive)) == before


def test_nothing_young_is_forgotten(archive: Path) -> None:
    with open_archive(archive, write=True) as opened:
        assert prune(opened, at(0)) == Freed(0, 0)
        assert prune(opened, at(49)).captures == 2  # those of the 21st; the feed's first holds the payload of the later
    assert list(verify(archive)) == []


def test_a_crash_between_the_steps_is_healed(archive: Path) -> None:
    (file,) = files(archive)
    with open_archive(archive, write=True) as opened:
        whole = file.read_bytes()
        prune(opened, at(200))
    file.write_bytes(whole)  # as if the old file had not been removed
    with open_archive(archive, write=True):
        pass
    assert not file.exists()
    assert list(verify(archive)) == []


def test_the_command_says_what_went(archive: Path) -> None:
    done = CliRunner().invoke(command, [str(archive), "--older-than", "1d", "--dry-run"])
    assert done.exit_code == 0 and done.output.startswith("would forget 11 captures, ")
    done = CliRunner().invoke(command, [str(archive), "--older-than", "1d"])
    assert done.exit_code == 0 and done.output.startswith("forgot 11 captures, ")
    assert CliRunner().invoke(command, [str(archive), "--older-than", "soon"]).exit_code == 2


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path, write=True) as made:
        yield made


def test_an_empty_archive_forgets_nothing(made: Archive) -> None:
    assert prune(made, at(1_000)) == Freed(0, 0)


def test_a_file_of_which_nothing_is_needed_goes_whole(made: Archive) -> None:
    portal = made.portal("news.example", url="https://news.example/")
    feed = page(made, portal, f"{URL}feed/", kind="feed").id
    for hours in range(3):
        made.captures.close()
        body = f"<rss>{hours}</rss>".encode()
        if hours:
            name = f"newsarchive-2023101917000{hours}-0000{hours + 1}.warc.gz"
            (made.path / "captures" / name).touch()
        captured = made.captures.write(exchange(f"{URL}feed/", body, kind="feed", hours=hours, status=500))
        made.save(Visit(feed, None, portal, at(hours), "failed", captures=(captured,)))
    made.commit()
    sizes = [one.stat().st_size for one in files(made.path)]
    assert prune(made, at(2)) == Freed(2, sum(sizes[:2]))
    assert [one.stat().st_size for one in files(made.path)] == sizes[2:]
    made.commit()
    assert list(verify(made.path)) == []


def test_a_record_that_cannot_be_copied_stops_the_forgetting_and_stays(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as made:
        for hours in range(4):
            look(made, article(), hours)
    (file,) = files(tmp_path)
    with open_archive(tmp_path) as made:
        ((offset, length),) = rows(made, "select warc_offset, warc_length from captures order by id desc limit 1")
    content = bytearray(file.read_bytes())
    content[offset + 20 : offset + length - 20] = b"\0" * (length - 40)
    file.write_bytes(content)
    with pytest.raises(DamagedArchive, match="lacks records"), open_archive(tmp_path, write=True) as made:
        prune(made, at(3))
    assert files(tmp_path) == [file]
