"""What a run forgets of old captures."""

import subprocess
import sys
from pathlib import Path

import pytest

from newsarchive.archive.store import open_archive
from newsarchive.archive.verify import verify
from tests.odd_site import OddSite, article, serving, site_of_stories

pytestmark = pytest.mark.timeout(120)


def crawl(site: OddSite, folder: Path, **settings: object) -> subprocess.CompletedProcess[str]:
    told = {"ARCHIVE": folder / "archive", "DOWNLOAD_DELAY": 0} | settings
    return subprocess.run(
        [sys.executable, "-m", "newsarchive", "crawl", "portal", "-a", f"url={site.base}/", "-a", "name=odd"]
        + [word for name, value in told.items() for word in ("-s", f"{name}={value}")],
        capture_output=True,
        text=True,
        timeout=100,
    )


def asked(folder: Path, sql: str) -> list[tuple[object, ...]]:
    with open_archive(folder / "archive") as archive:
        return archive.db.conn.execute(sql).fetchall()


def test_a_run_forgets_old_captures_but_none_that_a_version_needs(tmp_path: Path) -> None:
    site = site_of_stories(3)
    with serving(site):
        assert crawl(site, tmp_path).returncode == 0
        with open_archive(tmp_path / "archive", write=True) as archive:
            archive.db.conn.execute("update captures set fetched_at = '2020-01-01T00:00:00Z'")
        site.add("/story-1/", article("1", text="The bridge is closed again until further notice, said the council."))
        again = {"REVISIT_ALL": 1, "WARC_RETENTION_DAYS": 0}
        assert crawl(site, tmp_path, **again).returncode == 0
        every = "select kind, substr(url, -9), substr(fetched_at, 1, 4) = '2020' from captures order by id"
        before = asked(tmp_path, every)
        assert crawl(site, tmp_path, **again | {"WARC_RETENTION_DAYS": 30}).returncode == 0
    kept = asked(tmp_path, every)
    stories = [("page", f"/story-{number}/", 1) for number in (0, 1, 2)]
    old = [row for row in kept if row[2]]
    assert sorted(old) == stories and len([row for row in before if row[2]]) > len(old)
    assert asked(tmp_path, "select count(*) from revisions where capture_id is not null") == [(4,)]
    assert list(verify(tmp_path / "archive")) == []
