"""A notice that a portal shows in place of its pages is no article, and replaces none."""

from pathlib import Path

import pytest

from newsarchive.archive.store import open_archive
from newsarchive.crawl.echoes import MOST_DOORS, Echoes
from newsarchive.items import Article
from tests.looks import ask
from tests.odd_site import article, crawl, serving, site_of_stories

NOTICE = (
    b"<html><head><title>Odd News</title>%s</head><body><h1>We will be back in an hour</h1><p>Our technicians are "
    b"looking after the machines that bring you the news, and we ask you to have a little patience.</p></body></html>"
)
STORIES = ["Story 1", "Story 2", "Story 3", "Story rewritten"]


def shown(number: int, text: str = "One notice.") -> Article:
    return Article(f"https://news.example/{number}/", headline=f"Story {number}", body=(text,))


def test_a_text_that_replaces_another_is_a_notice_where_a_second_address_shows_it() -> None:
    echoes = Echoes()
    assert echoes.note(shown(1), 0) and echoes.other(shown(1)) is None
    echoes.note(shown(2), None)
    assert echoes.other(shown(1)) == shown(2).url and echoes.other(shown(2)) is None
    assert echoes.other(shown(1, "A correction.")) is None


def test_an_article_that_is_as_it_was_is_no_notice_however_many_addresses_show_it() -> None:
    echoes = Echoes()
    for number in range(30):
        echoes.note(shown(number), None if number == 5 else MOST_DOORS)
    assert echoes.other(shown(5)) is None and echoes.other(shown(6)) is not None


def test_a_text_that_replaces_an_article_at_both_of_its_addresses_is_no_notice() -> None:
    echoes = Echoes()
    for number in (1, 2):
        echoes.note(shown(number), 0, stands_there=7)
    assert echoes.other(shown(1)) is None and echoes.other(shown(2)) is None
    echoes.note(shown(3), 0, stands_there=8)
    assert echoes.other(shown(2)) == shown(3).url and echoes.other(shown(3)) == shown(1).url


def test_a_text_that_replaces_two_articles_is_a_notice_at_a_new_address_too() -> None:
    echoes = Echoes()
    echoes.note(shown(1), MOST_DOORS)
    echoes.note(shown(2), 0, stands_there=7)
    assert echoes.other(shown(1)) is None
    echoes.note(shown(3), 0, stands_there=8)
    assert echoes.other(shown(1)) == shown(2).url


@pytest.mark.parametrize("count", [2, MOST_DOORS + 1, MOST_DOORS + 2, 30])
def test_a_new_text_is_a_notice_where_more_addresses_show_it_than_an_article_has_doors(count: int) -> None:
    echoes = Echoes()
    waiting = [echoes.note(shown(number), MOST_DOORS) for number in range(count)]
    assert waiting == [False] + [True] * (count - 1)
    is_notice = {echoes.other(shown(number)) is not None for number in range(count)}
    assert is_notice == {count > MOST_DOORS + 1}


def test_a_notice_at_many_addresses_replaces_no_article_and_the_portal_is_red(tmp_path: Path) -> None:
    folder, site = tmp_path / "archive", site_of_stories(4)
    with serving(site):
        crawl(site.base, folder)
        home = "".join(f'<h2><a href="/story-{number}/">{number}</a></h2>' for number in range(12))
        for number in range(12):
            site.add(f"/story-{number}/", NOTICE % f'<meta property="og:title" content="Story {number}">'.encode())
        site.add("/story-0/", article("rewritten", text="Nothing is as it was."))
        site.add("/", home)
        red = crawl(site.base, folder, "-s", "REVISIT_ALL=1")
        for path in ("/", "/story-0/"):
            site.add(path, NOTICE % b"")
        closed = crawl(site.base, folder, "-s", "REVISIT_ALL=1")
    assert [done.returncode for done in (red, closed)] == [0, 0]
    assert "1 changed, 0 same" in red.stdout and "Red: failures" in red.stderr
    told = [headline for (headline,) in ask(folder, "select headline from articles order by headline")]
    assert told == STORIES
    sql = "select count(*) from pages where state = 'failed' and reason like 'shows the same as %'"
    assert ask(folder, sql) == [(12,)]


def test_an_article_in_whose_place_a_notice_stands_for_days_is_gone(tmp_path: Path) -> None:
    folder, site = tmp_path / "archive", site_of_stories(4)
    states = "select distinct state from pages where url like '%/story-%' and cast(substr(url, -2, 1) as int) < 2"
    runs = []
    with serving(site):
        crawl(site.base, folder)
        for number in (0, 1):
            site.add(f"/story-{number}/", NOTICE % b"")
        for stands in (True, True, False, True):
            with open_archive(folder, write=True) as archive:
                archive.db.execute("update visits set at = strftime('%Y-%m-%dT%H:%M:%SZ', at, '-2 days')")
            for number in (2, 3):
                site.add(f"/story-{number}/", article(str(number)), 200 if stands else 503)
            crawl(site.base, folder, "-s", "REVISIT_ALL=1", "-s", "RETRY_LIMIT=0")
            runs.append(ask(folder, states))
    assert runs == [[("failed",)], [("failed",)], [("failed",)], [("gone",)]]
    told = ask(
        folder,
        "select a.status, v.kind, v.ended_at, a.body like '%Story 0 one.%' from articles a "
        "join availability v on v.article_id = a.id where a.url like '%/story-0/'",
    )
    assert told == [("gone", "notice", None, 1)]
    pause = "select julianday(next_visit_at) - julianday(fetched_at) > 29 from pages where url like '%/story-0/'"
    assert ask(folder, pause) == [(1,)]


@pytest.mark.parametrize("shown", ["list", "nothing", "error", "outage"])
def test_an_article_whose_address_has_become_none_is_gone_once_others_outlast_it(tmp_path: Path, shown: str) -> None:
    folder, site = tmp_path / "archive", site_of_stories(4)
    runs = []
    with serving(site):
        crawl(site.base, folder)
        page = {"list": site.pages["/"](site)[2], "error": b"<h1>Internal Server Error</h1><p>Sorry.</p>"}.get(
            shown, b""
        )
        for number in range(4 if shown == "outage" else 1):
            site.add(f"/story-{number}/", page)
        for _ in range(4):
            crawl(site.base, folder, "-s", "REVISIT_ALL=1")
            runs += ask(folder, "select state from pages where url like '%/story-0/'")
            with open_archive(folder, write=True) as archive:
                for table, column in (("visits", "at"), ("pages", "fetched_at")):
                    archive.db.execute(
                        f"update {table} set {column} = strftime('%Y-%m-%dT%H:%M:%SZ', {column}, '-2 days')"
                    )
    assert runs[:2] == [("failed",)] * 2
    assert runs[3] == (("gone",) if shown in ("list", "nothing") else ("failed",))
    told = ask(folder, "select status, body like '%Story 0 one.%' from articles where url like '%/story-0/'")
    assert told == [("gone" if shown in ("list", "nothing") else "live", 1)]
    kinds = ask(folder, "select distinct kind, first_at < last_at from availability")
    assert kinds == ([("soft-404", 1)] if shown in ("list", "nothing") else [])


def test_an_article_keeps_its_text_where_its_address_shows_that_of_another(tmp_path: Path) -> None:
    folder, site, told = tmp_path / "archive", site_of_stories(4), []
    corrected = article("corrected", text="Nothing is as it was, and none of it stands anywhere else on this portal.")
    sql = (
        "select p.state, p.reason, a.revision_count from pages p join articles a on a.id = p.article_id where p.url = ?"
    )
    with serving(site):
        crawl(site.base, folder)
        for page in (article("2"), corrected):
            site.add("/story-0/", page)
            crawl(site.base, folder, "-a", f"article={site.base}/story-0/")
            told += ask(folder, sql.replace("?", f"'{site.base}/story-0/'"))
    assert told == [("failed", f"shows the same as {site.base}/story-2/", 1), ("stored", None, 2)]
