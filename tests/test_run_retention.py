"""What a run forgets of old captures."""

from pathlib import Path

import pytest

from newsarchive.archive.store import open_archive
from newsarchive.archive.verify import verify
from tests.looks import asked
from tests.odd_site import article, crawl, serving, site_of_stories

pytestmark = pytest.mark.timeout(120)


def test_a_run_forgets_old_captures_but_none_that_a_version_needs(tmp_path: Path) -> None:
    archive, site, again = tmp_path / "archive", site_of_stories(3), ("-s", "REVISIT_ALL=1")
    with serving(site):
        assert crawl(site.base, archive).returncode == 0
        with open_archive(archive, write=True) as opened:
            opened.db.conn.execute("update captures set fetched_at = '2020-01-01T00:00:00Z'")
        site.add("/story-1/", article("1", text="The bridge is closed again until further notice, said the council."))
        assert crawl(site.base, archive, *again, "-s", "WARC_RETENTION_DAYS=0").returncode == 0
        every = "select kind, substr(url, -9), substr(fetched_at, 1, 4) = '2020' from captures order by id"
        before = asked(archive, every)
        assert crawl(site.base, archive, *again, "-s", "WARC_RETENTION_DAYS=30").returncode == 0
    old = [row for row in asked(archive, every) if row[2]]
    assert sorted(old) == [("page", f"/story-{number}/", 1) for number in (0, 1, 2)]
    assert len([row for row in before if row[2]]) > len(old)
    assert asked(archive, "select count(*) from revisions where capture_id is not null") == [(4,)]
    assert list(verify(archive)) == []
