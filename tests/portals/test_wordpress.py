"""WordPress with its three default themes, then ten editor's days."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.portals.compare import open_readonly
from tests.portals.history import copies_f1, untold
from tests.portals.stand import Portal, crawl, read_again, size, standing

pytestmark = [pytest.mark.portal, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def wordpress() -> Iterator[Portal]:
    with standing("wordpress") as portal:
        yield portal


@pytest.mark.parametrize("theme", ["twentytwentytwo", "twentytwentythree", "twentytwentyone"])
def test_a_crawl_holds_what_the_database_of_wordpress_holds(wordpress: Portal, theme: str, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    wordpress.run("theme", theme)
    before = len(wordpress.requests())
    crawl("wordpress", wordpress, archive)
    first = len(wordpress.requests()) - before
    assert list(map(str, wordpress.differences(archive))) == []

    held = size(archive)
    crawl("wordpress", wordpress, archive)
    again = len(wordpress.requests()) - before - first
    assert size(archive) == held
    assert again <= 0.15 * first, f"a second run asked {again} times, the first {first} times"


def test_a_revisit_of_all_follows_the_editors_days_and_tells_them(wordpress: Portal, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    crawl("wordpress", wordpress, archive)
    with closing(open_readonly(archive)) as db:
        assert copies_f1(db, wordpress.truth()) >= 0.95
    for day in range(1, 11):
        wordpress.run("change", str(day))
        crawl("wordpress", wordpress, archive, "-s", "REVISIT_ALL=1")
        assert list(map(str, wordpress.differences(archive))) == [], f"after day {day}"
    with closing(open_readonly(archive)) as db:
        assert list(untold(db, wordpress.log())) == []
    assert " 0 would change, 0 not readable any more" in read_again(archive)
