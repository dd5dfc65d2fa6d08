"""Near-duplicates: what is linked, in any order, and what never is."""

import itertools
import random

import pytest
from sqlite_utils import Database

from newsarchive.archive import similar
from newsarchive.archive.fingerprints import BANDS, bands, components, estimate, jaccard, near, shingles, signature
from newsarchive.archive.migrations import migrate

WORDS = [
    f"{a}{b}" for a, b in itertools.product(["har", "mel", "tor", "vis", "kan", "lud"], ["bor", "ine", "ask", "ul"])
]


def story(seed: int, words: int = 240) -> str:
    """Return a text of invented words, the same for the same seed."""
    rng = random.Random(seed)
    return " ".join(f"{rng.choice(WORDS)}{rng.randrange(40)}" for _ in range(words))


def edited(text: str, every: int) -> str:
    """Return the text with each n-th word replaced."""
    return " ".join("changed" if at % every == every - 1 else word for at, word in enumerate(text.split()))


@pytest.fixture
def db() -> Database:
    """Return an empty archive in memory, with one portal."""
    db = Database(memory=True)
    migrate(db)
    db.execute("insert into portals (id, name, url) values (1, 'example', 'https://example.org/')")
    return db


def add(
    db: Database, article_id: int, body: str, *, url: str | None = None, language: str = "en", at: str = ""
) -> None:
    """Store an article as the crawl leaves it."""
    db.execute(
        "insert into articles (id, public_id, portal_id, url, language, published_at, first_seen_at, last_seen_at, "
        "extractor, text_sha256, body) values (?, ?, 1, ?, ?, ?, '2026-01-01', '2026-01-01', 'x', ?, ?)",
        [
            article_id,
            f"p{article_id}",
            url or f"https://example.org/{article_id}/",
            language,
            at or None,
            body[-40:],
            body,
        ],
    )


def clusters(db: Database) -> list[list[str]]:
    """Return the addresses of each cluster, sorted."""
    rows = db.execute(
        "select c.cluster_id, a.url from cluster_articles c join articles a on a.id = c.article_id order by 1, 2"
    ).fetchall()
    return sorted([url for _, url in group] for _, group in itertools.groupby(rows, lambda row: row[0]))


def test_a_lightly_edited_copy_is_linked_with_its_origin_and_the_evidence(db: Database) -> None:
    add(db, 1, story(1), at="2023-10-20T08:00:00Z")
    add(db, 2, story(2), at="2023-10-20T09:00:00Z")
    add(db, 3, edited(story(1), 60), at="2023-10-19T08:00:00Z")
    assert similar.update(db) == 3
    assert clusters(db) == [["https://example.org/1/", "https://example.org/3/"]]
    assert db.execute("select id, origin_id, evidence, articles from clusters").fetchall() == [
        (1, 3, "published first: 2023-10-19T08:00:00Z", 2)
    ]


def test_a_second_update_compares_nothing_again(db: Database) -> None:
    add(db, 1, story(1))
    add(db, 2, edited(story(1), 60))
    similar.update(db)
    assert similar.update(db) == 0
    assert len(clusters(db)) == 1


def test_what_was_compared_waits_no_more_and_a_text_that_became_short_is_forgotten(db: Database) -> None:
    add(db, 1, story(1))
    add(db, 2, edited(story(1), 60))
    waiting = "select article_id from uncompared"
    assert db.execute(waiting).fetchall() == [(1,), (2,)]
    assert similar.update(db, 1) == 1
    assert db.execute(waiting).fetchall() == [(2,)]
    similar.update(db)
    db.execute("update articles set headline = 'Another', text_sha256 = text_sha256 where id = 1")
    assert db.execute(waiting).fetchall() == []
    db.execute("update articles set body = 'Gone.', text_sha256 = null where id = 1")
    assert similar.update(db) == 1
    left = [
        db.execute(f"select count(*) from {table}").fetchone()[0] for table in ("uncompared", "signatures", "bands")
    ]
    assert (clusters(db), left) == ([], [0, 1, BANDS])


def test_the_clusters_are_the_same_in_any_order_and_in_any_number_of_steps() -> None:
    texts = [story(seed) for seed in range(8)]
    texts += [edited(text, 50) for text in texts[:5]] + [text + " " + story(99, 12) for text in texts[:3]]
    results = []
    for seed in range(10):
        db = Database(memory=True)
        migrate(db)
        db.execute("insert into portals (id, name, url) values (1, 'example', 'https://example.org/')")
        order = list(enumerate(texts))
        random.Random(seed).shuffle(order)
        for article_id, (number, text) in enumerate(order, 1):
            add(db, article_id, text, url=f"https://example.org/{number:02}/")
            if seed % 2:
                similar.update(db)
        similar.update(db)
        results.append(clusters(db))
    assert all(result == results[0] for result in results)
    assert [len(group) for group in results[0]] == [3, 3, 3, 2, 2]


def test_a_translation_is_never_a_near_duplicate(db: Database) -> None:
    add(db, 1, story(1), url="https://example.org/a/", language="en-US")
    add(db, 2, story(1), url="https://example.org/es/a/", language="en-US")
    db.execute("insert into alternates values (1, 'es', 'https://example.org/es/a/')")
    add(db, 3, edited(story(1), 60), url="https://example.org/de/b/", language="de")
    similar.update(db)
    assert clusters(db) == []


@pytest.mark.parametrize(
    ("language", "named", "linked"),
    [("es", 2, False), ("x-default", 2, True), ("es", 1, True), ("es", 3, True)],
    ids=["a translation", "the page to offer to all others", "itself", "another article"],
)
def test_only_a_translation_is_kept_from_its_like(db: Database, language: str, named: int, linked: bool) -> None:
    for article_id, text in enumerate([story(1), edited(story(1), 60), story(2)], 1):
        add(db, article_id, text)
    db.execute("insert into alternates values (1, ?, ?)", [language, f"https://example.org/{named}/"])
    similar.update(db)
    assert [len(group) for group in clusters(db)] == [2] * linked


def test_an_article_that_is_rewritten_leaves_its_cluster(db: Database) -> None:
    for article_id, text in enumerate([story(1), edited(story(1), 60), edited(story(1), 70)], 1):
        add(db, article_id, text)
    similar.update(db)
    assert [len(group) for group in clusters(db)] == [3]
    db.execute("update articles set body = ?, text_sha256 = 'new' where id = 1", [story(7)])
    similar.update(db)
    assert clusters(db) == [["https://example.org/2/", "https://example.org/3/"]]
    db.execute("update articles set body = ?, text_sha256 = 'newer' where id = 2", [story(8)])
    similar.update(db)
    assert clusters(db) == []
    assert db.execute("select count(*) from similar_pairs").fetchone() == (0,)


def test_a_short_notice_is_compared_with_nothing(db: Database) -> None:
    add(db, 1, story(1, 40))
    add(db, 2, story(1, 40) + " again")
    assert similar.update(db) == 2
    assert clusters(db) == []


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (story(1), story(1), True),
        (story(1), edited(story(1), 60), True),
        (story(1), edited(story(1), 4), False),
        (story(1), story(1, 400), False),  # three fifths of the longer text: an excerpt, not a copy
        (story(1), story(2), False),
        ("東京で地震がありました。" * 9, "東京で地震がありました。" * 8, True),
    ],
)
def test_near_asks_for_most_of_the_text(one: str, other: str, alike: bool) -> None:
    assert (near(shingles(one), shingles(other)) is not None) is alike


def test_a_signature_depends_on_the_text_alone_and_estimates_the_similarity() -> None:
    one, other = shingles(story(1)), shingles(edited(story(1), 30))
    assert signature(one) == signature(frozenset(sorted(one, reverse=True)))
    assert abs(estimate(signature(one), signature(other)) - jaccard(one, other)) < 0.15
    assert estimate(signature(one), signature(one)) == 1.0


def test_bands_of_two_languages_share_no_key() -> None:
    minhash = signature(shingles(story(1)))
    keys = bands(minhash, "en")
    assert len(set(keys)) == BANDS
    assert keys == bands(minhash, "en")
    assert not set(keys) & set(bands(minhash, "de"))


@pytest.mark.parametrize(
    ("edges", "groups"),
    [
        ([], []),
        ([(1, 2)], [[1, 2]]),
        ([(4, 3), (1, 2), (2, 4)], [[1, 2, 3, 4]]),
        ([(5, 4), (2, 1)], [[1, 2], [4, 5]]),
    ],
)
def test_components_join_what_is_linked(edges: list[tuple[int, int]], groups: list[list[int]]) -> None:
    assert components([1, 2, 3, 4, 5], edges) == groups


def test_a_member_tells_how_alike_the_nearest_other_one_is(db: Database) -> None:
    add(db, 1, story(1))
    add(db, 2, edited(story(1), 60))
    add(db, 3, edited(edited(story(1), 60), 37))
    similar.update(db)
    pairs = db.execute("select article_id, other_id, similarity from similar_pairs").fetchall()
    assert [pair for *pair, _ in pairs] == [[1, 2], [2, 3]] and pairs[0][2] != pairs[1][2]
    told = dict(db.execute("select article_id, similarity from cluster_articles").fetchall())
    assert told == {one: max(alike for *pair, alike in pairs if one in pair) for one in (1, 2, 3)}
