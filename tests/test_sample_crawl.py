"""`newsarchive crawl bbn` of the sample portal on every day of its script ends in the portal's own truth."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from newsarchive.sample_portal.script import LAST_DAY, NOISY_DAY
from newsarchive.sample_portal.server import running_portal
from tests import forked
from tests.sample_truth import differences

Row = dict[str, Any]
DAYS = range(LAST_DAY + 1)
WRITTEN = ("articles", "revisions", "changes", "comments", "comment_revisions", "faqs", "availability", "aliases")

pytestmark = pytest.mark.timeout(300)


@dataclass
class Crawled:
    """What nine days of crawling and a tenth without news left."""

    archive: Path
    truths: list[Row] = field(default_factory=list)
    differences: list[list[str]] = field(default_factory=list)
    rows: list[dict[str, int]] = field(default_factory=list)
    """Rows of each table after each day."""
    requests: list[int] = field(default_factory=list)

    @property
    def db(self) -> sqlite3.Connection:
        return sqlite3.connect(f"{(self.archive / 'archive.db').as_uri()}?mode=ro", uri=True)

    @property
    def told(self) -> list[Row]:
        return list(self.truths[LAST_DAY]["articles"])


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    result = Crawled(tmp_path_factory.mktemp("sample") / "archive")
    with running_portal() as base:
        for day in DAYS:
            urlopen(Request(f"{base}/_clock?day={day}", method="POST")).read()
            crawl(base, result.archive, "-s", "REVISIT_ALL=1")
            _look(result, json.loads(urlopen(f"{base}/_truth").read()))
        crawl(base, result.archive)
        _look(result, result.truths[-1])
    yield result


def crawl(base: str, archive: Path, *more: str) -> None:
    command = ["crawl", "bbn", "-a", f"url={base}/", "-s", f"ARCHIVE={archive}", "-s", "DOWNLOAD_DELAY=0", *more]
    done = forked.newsarchive(*command)
    assert done.returncode == 0, done.stdout + done.stderr


def _look(result: Crawled, truth: Row) -> None:
    with closing(result.db) as db:
        result.truths.append(truth)
        result.differences.append(list(differences(db, truth)))
        result.rows.append({name: db.execute(f"select count(*) from {name}").fetchone()[0] for name in WRITTEN})
        result.requests.append(db.execute("select requests from runs order by id desc limit 1").fetchone()[0])


@pytest.mark.parametrize("day", DAYS)
def test_the_archive_holds_what_the_truth_of_the_day_says(crawled: Crawled, day: int) -> None:
    assert crawled.differences[day] == []


def test_a_day_of_noise_writes_nothing(crawled: Crawled) -> None:
    """Counters, nonces, related boxes, the order of tags, quotes and white space of 60 stories are others that day."""
    looked = sum(row["presence"] == "live" for row in crawled.truths[NOISY_DAY]["articles"])
    assert looked >= 30
    assert crawled.rows[NOISY_DAY] == crawled.rows[NOISY_DAY - 1]


def test_a_run_without_news_writes_nothing_and_asks_little(crawled: Crawled) -> None:
    assert crawled.differences[LAST_DAY + 1] == []
    assert crawled.rows[LAST_DAY + 1] == crawled.rows[LAST_DAY]
    assert crawled.requests[LAST_DAY + 1] <= 0.15 * crawled.requests[0]


def test_every_change_is_told_by_its_kind(crawled: Crawled) -> None:
    with closing(crawled.db) as db:
        sql = (
            "select a.url, c.kind from changes c join articles a on a.id = c.article_id "
            "join revisions r on r.id = c.revision_id order by a.url, r.number, c.position"
        )
        found = sorted({tuple(row) for row in db.execute(sql)})
    assert found == sorted({(row["url"], change["kind"]) for row in crawled.told for change in row["changes"]})


def test_an_edited_sentence_is_kept_before_and_after(crawled: Crawled) -> None:
    with closing(crawled.db) as db:
        sql = (
            "select c.old, c.new from changes c join articles a on a.id = c.article_id "
            "where a.url like '%/panel-counts%' and c.kind = 'edit'"
        )
        edits = db.execute(sql).fetchall()
    told = next(row for row in crawled.told if "/panel-counts" in row["url"])["changes"]
    assert edits == [(change["old"], change["new"]) for change in told]


def test_what_became_of_a_comment_is_kept(crawled: Crawled) -> None:
    with closing(crawled.db) as db:
        sql = (
            "select c.source_id, r.field, r.old from comment_revisions r join comments c on c.id = r.comment_id "
            "order by c.source_id"
        )
        found = db.execute(sql).fetchall()
    wanted = []
    for row in crawled.told:
        now = {comment["id"]: comment for comment in row["comments"]}
        for edited in () if row["translation_of"] else row["edited_comments"]:
            for change in edited["changes"]:
                before = change["before"]
                wanted += [
                    (str(edited["id"]), name, before[name] if before[name] is None else str(before[name]))
                    for name in ("text", "author", "parent")
                    if before[name] != now[edited["id"]][name]
                ]
    assert found == sorted(wanted)


def test_absences_begin_and_end(crawled: Crawled) -> None:
    kinds = {"home": "redirect-home"}
    with closing(crawled.db) as db:
        sql = (
            "select p.url, v.kind, v.ended_at is not null from availability v join pages p on p.id = v.page_id "
            "where v.kind not in ('redirect', 'wall') order by p.url"
        )
        found = [(url, kind, bool(ended)) for url, kind, ended in db.execute(sql)]
    assert found == sorted(
        (row["url"], kinds.get(absence["kind"], absence["kind"]), absence["until_day"] is not None)
        for row in crawled.told
        for absence in row["availability"]
    )


def test_a_moved_story_and_one_published_twice_keep_their_other_addresses(crawled: Crawled) -> None:
    with closing(crawled.db) as db:
        found = sorted(db.execute("select a.url, x.url from aliases x join articles a on a.id = x.article_id"))
    both = [{row["url"], *row["aliases"]} for row in crawled.told if row["aliases"]]
    assert len(found) == len(both) == 2
    assert all(set(pair) in both for pair in found)


def test_translations_are_one_group_and_their_comments_count_once(crawled: Crawled) -> None:
    with closing(crawled.db) as db:
        sql = "select t.group_id, a.url, t.shares_comments from translations t join articles a on a.id = t.article_id"
        rows = db.execute(sql).fetchall()
    groups: dict[int, set[str]] = {}
    for group, url, _ in rows:
        groups.setdefault(group, set()).add(url)
    wanted = {frozenset({row["url"], *row["translations"]}) for row in crawled.told if row["translations"]}
    assert {frozenset(urls) for urls in groups.values()} == wanted
    assert {url for _, url, shares in rows if shares} == {row["url"] for row in crawled.told if row["translation_of"]}


def test_the_wire_copy_is_linked_with_the_story_it_copies(crawled: Crawled) -> None:
    with closing(crawled.db) as db:
        sql = "select a.url from cluster_articles c join articles a on a.id = c.article_id order by a.published_at"
        slugs = [row[0].rpartition("/")[0].rpartition("/")[2] for row in db.execute(sql)]
    assert slugs == [
        "shipyard-builds-a-ship-for-the-age-of-sail",
        "freighter-with-wings-a-yard-in-korsund-looks-back-to-look-ahead",
    ]


def test_the_archive_is_whole(crawled: Crawled) -> None:
    assert forked.newsarchive("verify", crawled.archive).returncode == 0


def test_reading_the_captures_again_changes_nothing(crawled: Crawled) -> None:
    done = forked.newsarchive("reextract", crawled.archive, "--dry-run")
    assert done.stdout.splitlines() == ["63 articles read again: 63 the same, 0 would change, 0 not readable any more"]


def test_a_researcher_finds_what_was_discussed_on_north_korea_in_october_2023(crawled: Crawled) -> None:
    sql = """
        select headline
        from articles
        where id in (select rowid from articles_fts where articles_fts match '"North Korea"')
          and published_at >= '2023-10-01' and published_at < '2023-11-01'
          and comment_count > 2
        order by published_at
    """
    with closing(crawled.db) as db:
        found = [row[0] for row in db.execute(sql)]
    assert found == [
        "Seoul confirms surge of freight trains at North Korea’s border with Russia",
        "Seoul says Pyongyang prepares third attempt to launch a satellite",
        "A border market reopens, and traders wait for trucks",
        "Carrier leaves Busan after a visit of five days",
        "Panel counts the ways around the sanctions",
        "Wheat for the North arrives in sacks marked fodder",
        "Russian foreign minister offers security talks with North Korea, China as he visits Pyongyang",
        "Fishermen drift across the line, and home again",
    ]
