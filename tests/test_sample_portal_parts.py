"""The sample portal, part by part: how it prints, what its script does to a story, what its interfaces answer."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from lxml import etree

from newsarchive.sample_portal import rest
from newsarchive.sample_portal.answers import Asked, stirred
from newsarchive.sample_portal.feeds import ITEMS, excerpt
from newsarchive.sample_portal.rendering import (
    clock_text,
    comment_html,
    comments_text,
    core_text,
    date_text,
    gmt,
    http_date,
    json_ld,
    rfc822,
    slugify,
    soledad_text,
    w3c,
    weekday_text,
)
from newsarchive.sample_portal.script import FIRST_MOMENT, LAST_DAY, Edition, Shown, edit, edition, events, moment_of
from newsarchive.sample_portal.site import answer
from newsarchive.sample_portal.stories import ZONE
from newsarchive.sample_portal.story import Block, Faq, Picture, Question, Remark, Story
from newsarchive.sample_portal.structured import SITE, plugin_graph, theme_graph
from newsarchive.sample_portal.truth import CHANGES, truth, z
from newsarchive.sample_portal.views import COMMENTS_A_PAGE, DEEPEST, Node, build_page, comment_page_count, page_count
from newsarchive.times import iso, parse_moment

BASE = "http://portal.test"
KNOWN = "/russian-foreign-minister-offers-security-talks-with-north-korea-china-as-he-visits-pyongyang/"
DAYS = range(LAST_DAY + 1)
AT = datetime(2023, 10, 19, 15, 6, 7, tzinfo=ZONE)


def remark(number: int, parent: int | None = None, **more: Any) -> Remark:
    known = Remark(number, parent, "comment", f"Reader {number}", None, AT + timedelta(minutes=number), ("Fine.",))
    return replace(known, id=number, parent=parent, **more)


def story(**more: Any) -> Story:
    known = Story(
        id=7,
        slug="eels-remember",
        title="Eels & “memory”",
        authors=("Mara Lindqvist",),
        published=AT,
        modified=AT + timedelta(days=1),
        categories=("Science", "World"),
        tags=("eels", "lakes"),
        subtitle="An experiment.",
        picture=Picture("eel", "An eel", "In the lake"),
        blocks=tuple(Block("p", text) for text in ("One is [here](/a/).", "Two is there.", "Three ends it.")),
        faq=Faq("details", "Questions", (Question("Do they?", ("They do.",)), Question("How?", ("So.", "Or so.")))),
        remarks=(remark(1), remark(2, 1), remark(3, held=True)),
    )
    return replace(known, **more)


def alone(*stories: Story, day: int = 0, noisy: bool = False, presence: str = "live") -> Edition:
    shown = tuple(Shown(one, presence) for one in stories)
    return Edition(day, moment_of(day), "soledad", noisy, shown, {})


# --- how it prints


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Mara Lindqvist", "mara-lindqvist"),
        ("  A -- B!  ", "a-b"),
        ("Café “Zoë”", "cafe-zoe"),
        ("Ångström & Søn", "angstrom-sn"),
        ("3.5 %", "3-5"),
        ("北京", "北京"),
        ("Россия сегодня", "россия-сегодня"),
    ],
)
def test_a_name_becomes_an_address(name: str, slug: str) -> None:
    assert slugify(name) == slug


@pytest.mark.parametrize(
    ("at", "printed"),
    [
        (
            AT,
            [
                "2023-10-19T15:06:07-04:00",
                "2023-10-19T19:06:07+00:00",
                "Thu, 19 Oct 2023 19:06:07 +0000",
                "Thu, 19 Oct 2023 19:06:07 GMT",
                "October 19, 2023",
                "3:06 pm",
                "October 19, 2023 - 3:06 pm",
                "October 19, 2023 at 3:06 pm",
                "Thursday, October 19, 2023, 3:06 pm",
            ],
        ),
        (
            datetime(2024, 1, 1, 0, 0, tzinfo=ZONE),
            [
                "2024-01-01T00:00:00-05:00",
                "2024-01-01T05:00:00+00:00",
                "Mon, 01 Jan 2024 05:00:00 +0000",
                "Mon, 01 Jan 2024 05:00:00 GMT",
                "January 1, 2024",
                "12:00 am",
                "January 1, 2024 - 12:00 am",
                "January 1, 2024 at 12:00 am",
                "Monday, January 1, 2024, 12:00 am",
            ],
        ),
        (
            datetime(2023, 12, 31, 12, 30, tzinfo=ZONE),
            [
                "2023-12-31T12:30:00-05:00",
                "2023-12-31T17:30:00+00:00",
                "Sun, 31 Dec 2023 17:30:00 +0000",
                "Sun, 31 Dec 2023 17:30:00 GMT",
                "December 31, 2023",
                "12:30 pm",
                "December 31, 2023 - 12:30 pm",
                "December 31, 2023 at 12:30 pm",
                "Sunday, December 31, 2023, 12:30 pm",
            ],
        ),
    ],
)
def test_a_moment_is_printed_as_wordpress_does_and_read_back(at: datetime, printed: list[str]) -> None:
    forms = (w3c, gmt, rfc822, http_date, date_text, clock_text, soledad_text, core_text, weekday_text)
    assert [form(at) for form in forms] == printed
    minute = at.replace(second=0, tzinfo=None).isoformat()
    for text in printed[6:]:
        assert iso(parse_moment(text, fetched_at=FIRST_MOMENT + timedelta(days=400), languages=("en-US",))) == minute
    for text in printed[:4]:
        moment = parse_moment(text, fetched_at=FIRST_MOMENT + timedelta(days=400))
        assert moment is not None and moment.utc == at.astimezone(UTC)


def test_counts_are_words_and_texts_are_escaped() -> None:
    assert [comments_text(count) for count in (0, 1, 2, 1_000)] == [
        "0 comments",
        "1 comment",
        "2 comments",
        "1000 comments",
    ]
    assert comment_html(remark(1, paragraphs=("a < b & c", "“d”"))) == "<p>a &lt; b &amp; c</p>\n<p>“d”</p>\n"
    assert json_ld({"a": "</script><!--"}) == '{"a": "\\u003c/script>\\u003c!--"}'


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("<p>“a” ’b’</p>", "<p>&quot;a&quot; &#039;b&#039;</p>"),
        ("<ul>\n<li>a</li>\n</ul>", "<ul>\n\n\t<li>a</li>\n</ul>"),
        ('<script>"“a”"</script>“b”', '<script>"“a”"</script>&quot;b&quot;'),
        ("plain", "plain"),
    ],
)
def test_noise_stirs_what_no_reader_sees(text: str, other: str) -> None:
    assert stirred(text) == other


# --- what the script does


@pytest.mark.parametrize(
    ("event", "changed"),
    [
        ({"do": "headline", "new": "New"}, {"title": "New"}),
        ({"do": "byline", "new": ["A", "B"]}, {"authors": ("A", "B")}),
        ({"do": "lead", "new": "New"}, {"subtitle": "New"}),
        (
            {"do": "insert", "new": "Zero.", "at": 0},
            {"blocks": (Block("p", "Zero."), *story().blocks)},
        ),
        ({"do": "insert", "new": "Four."}, {"blocks": (*story().blocks, Block("p", "Four."))}),
        ({"do": "correction", "new": "Correction: x."}, {"blocks": (*story().blocks, Block("p", "Correction: x."))}),
        ({"do": "delete", "starts": "Two"}, {"blocks": (story().blocks[0], story().blocks[2])}),
        ({"do": "delete", "starts": "Nothing"}, {}),
        (
            {"do": "sentence", "old": "Two is there.", "new": "Two is gone."},
            {"blocks": (story().blocks[0], Block("p", "Two is gone."), story().blocks[2])},
        ),
        ({"do": "shift", "from": 0, "to": 2}, {"blocks": (*story().blocks[1:], story().blocks[0])}),
        (
            {"do": "faq", "pair": 0, "new": "They do not."},
            {
                "faq": Faq(
                    "details",
                    "Questions",
                    (Question("Do they?", ("They do not.",)), Question("How?", ("So.", "Or so."))),
                )
            },
        ),
        ({"do": "image", "name": "new", "alt": "New"}, {"picture": Picture("new", "New", "In the lake")}),
        ({"do": "time", "new": "2023-09-19 08:08:08"}, {"published": datetime(2023, 9, 19, 8, 8, 8, tzinfo=ZONE)}),
        ({"do": "comment-removed", "comment": 1}, {"remarks": (remark(2, 1), remark(3, held=True))}),
        (
            {"do": "comment-text", "comment": 1, "new": ["a", "b"]},
            {"remarks": (remark(1, paragraphs=("a", "b")), remark(2, 1), remark(3, held=True))},
        ),
        (
            {"do": "comment-author", "comment": 2, "new": "Ann"},
            {"remarks": (remark(1), remark(2, 1, author="Ann"), remark(3, held=True))},
        ),
        ({"do": "comment-released", "comment": 3}, {"remarks": (remark(1), remark(2, 1), remark(3))}),
        (
            {"do": "comment-parent", "comment": 2, "new": 3},
            {"remarks": (remark(1), replace(remark(2), parent_label=3, parent=3), remark(3, held=True))},
        ),
        (
            {"do": "headline", "new": "New", "modified": "2023-10-21 10:00:00"},
            {"title": "New", "modified": datetime(2023, 10, 21, 10, tzinfo=ZONE)},
        ),
    ],
    ids=lambda value: str(value.get("do", "")),
)
def test_an_event_changes_what_it_names_and_nothing_else(event: dict[str, Any], changed: dict[str, Any]) -> None:
    assert edit(story(), event) == story(**changed)


@pytest.mark.parametrize(
    ("event", "words"),
    [({"do": "faq", "pair": 0, "new": "x"}, "has no FAQ"), ({"do": "image", "name": "x", "alt": ""}, "has no picture")],
)
def test_an_event_that_finds_nothing_to_change_is_a_mistake_of_the_script(event: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=f"eels-remember {words}"):
        edit(story(faq=None, picture=None), event)


# --- what it says is true


@pytest.mark.parametrize("day", DAYS)
def test_the_truth_of_a_day_adds_up(day: int) -> None:
    told = truth(day, BASE)
    rows = told["articles"]
    assert (told["day"], told["now"]) == (day, z(moment_of(day)))
    assert told["counts"] == {
        "articles": len(rows),
        "comments": sum(len(row["comments"]) for row in rows if row["translation_of"] is None),
        "faqs": sum(len(row["faqs"]) for row in rows),
        "revisions": sum(row["revisions"] for row in rows),
        "published_twice": sum(len(row["published_twice"]) for row in rows),
    }
    addresses = [address for row in rows for address in (row["url"], *row["aliases"])]
    assert len(addresses) == len(set(addresses))
    for row in rows:
        known = [comment["id"] for comment in row["comments"]]
        removed = {gone["id"] for gone in row["removed_comments"]}
        assert len(known) == len(set(known)) and not removed & set(known)
        assert {comment["parent"] for comment in row["comments"]} <= {None, *known, *removed}
        assert all(comment["published"] <= told["now"] for comment in row["comments"])
        assert row["status"] in ("live", "gone", "protected") and row["published"] <= told["now"]
        assert row["revisions"] >= 1 and (row["body"] or row["status"] == "protected")


@pytest.mark.parametrize("day", DAYS)
def test_the_truth_of_a_day_tells_the_changes_of_the_script_until_then(day: int) -> None:
    wanted = Counter(CHANGES[event["do"]] for event in events() if event["do"] in CHANGES and event["day"] <= day)
    assert Counter(change["kind"] for row in truth(day, BASE)["articles"] for change in row["changes"]) == wanted


@pytest.mark.parametrize("day", DAYS[1:])
def test_from_one_day_to_the_next_nothing_is_forgotten(day: int) -> None:
    before = {row["id"]: row for row in truth(day - 1, BASE)["articles"] if row["translation_of"] is None}
    after = {row["id"]: row for row in truth(day, BASE)["articles"] if row["translation_of"] is None}
    assert before.keys() <= after.keys()
    for number, row in before.items():
        later = after[number]
        assert later["revisions"] >= row["revisions"] and later["changes"][: len(row["changes"])] == row["changes"]
        gone = {one["id"] for one in later["removed_comments"]}
        assert {one["id"] for one in row["comments"]} <= {one["id"] for one in later["comments"]} | gone
        assert {row["url"], *row["aliases"]} <= {later["url"], *later["aliases"]}


def test_the_address_of_the_portal_is_the_only_thing_that_differs_between_two_bases() -> None:
    one, other = json.dumps(truth(LAST_DAY, BASE)), json.dumps(truth(LAST_DAY, "https://other.test"))
    assert one.replace(BASE, "https://other.test") == other


# --- threads and pages


def shape(nodes: tuple[Node, ...]) -> list[Any]:
    return [(node.remark.id, shape(node.children)) if node.children else node.remark.id for node in nodes]


CHAIN = tuple(remark(n, n - 1 if n > 1 else None) for n in range(1, DEEPEST + 3))


@pytest.mark.parametrize(
    ("remarks", "expected"),
    [
        ((), []),
        ((remark(1), remark(2)), [1, 2]),
        ((remark(1), remark(2, 1), remark(3, 1)), [(1, [2, 3])]),
        ((remark(2, 99), remark(3, 2)), [(2, [3])]),
        (CHAIN, [(1, [(2, [(3, [(4, [5, 6, 7])])])])]),
    ],
)
def test_comments_nest_as_deep_as_the_portal_lets_them(remarks: tuple[Remark, ...], expected: list[Any]) -> None:
    one = story(remarks=remarks)
    assert shape(build_page(alone(one), BASE, Shown(one)).threads) == expected


@pytest.mark.parametrize("count", [0, 1, COMMENTS_A_PAGE, COMMENTS_A_PAGE + 1, 2 * COMMENTS_A_PAGE + 1])
def test_the_newest_page_of_comments_is_the_storys_own(count: int) -> None:
    one = story(remarks=tuple(remark(n) for n in range(1, count + 1)))
    shown, today = Shown(one), alone(one)
    pages = max(1, -(-count // COMMENTS_A_PAGE))
    assert comment_page_count(today, shown) == pages
    found = [shape(build_page(today, BASE, shown, comment_page=number).threads) for number in range(1, pages + 1)]
    assert [number for part in found for number in part] == list(range(1, count + 1))
    newest = build_page(today, BASE, shown)
    assert (newest.comment_page, shape(newest.threads)) == (pages, found[-1])
    assert newest.comment_pages == tuple(
        (number, "/eels-remember/" if number == pages else f"/eels-remember/comment-page-{number}/")
        for number in range(1, pages + 1)
        if pages > 1
    )


def test_a_page_break_begins_a_page_and_the_last_holds_the_faq() -> None:
    one = story(
        blocks=(Block("p", "a"), Block("page"), Block("li", "b"), Block("li", "c"), Block("p", "d"), Block("page"))
    )
    pages = [build_page(alone(one), BASE, Shown(one), number=number) for number in range(1, page_count(one) + 1)]
    assert [[[block.text for block in group] for group in page.groups] for page in pages] == [
        [["a"]],
        [["b", "c"], ["d"]],
        [],
    ]
    assert [page.last for page in pages] == [False, False, True]
    assert pages[0].pages == ((1, "/eels-remember/"), (2, "/eels-remember/2/"), (3, "/eels-remember/3/"))


def test_a_protected_story_shows_no_thread_and_the_noisy_day_turns_the_tags() -> None:
    locked = build_page(alone(story(password=True)), BASE, Shown(story(password=True)))
    assert (locked.locked, locked.threads, locked.title) == (True, (), "Protected: Eels & “memory”")
    assert build_page(alone(story(), noisy=True, day=3), BASE, Shown(story())).tags == ("lakes", "eels")


# --- structured data


def test_the_plug_ins_graph_says_all_of_a_story() -> None:
    url, person = f"{BASE}/eels-remember/", f"{BASE}/author/mara-lindqvist/"
    dates = {"datePublished": "2023-10-19T15:06:07-04:00", "dateModified": "2023-10-20T15:06:07-04:00"}
    pairs = (Question("Do they?", ("They do.",)), Question("How?", ("So.", "Or so.")))
    one = story(faq=Faq("json-ld", "", pairs))
    assert plugin_graph(BASE, one, free=False) == {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "NewsMediaOrganization", "@id": f"{BASE}/#organization", "name": SITE, "url": BASE},
            {"@type": "WebSite", "@id": f"{BASE}/#website", "url": BASE, "name": SITE},
            {"@type": "WebPage", "@id": f"{url}#webpage", "url": url, **dates, "inLanguage": "en-US"},
            {"@type": "Person", "@id": person, "name": "Mara Lindqvist", "url": person},
            {
                "@type": "NewsArticle",
                "@id": f"{url}#richSnippet",
                "headline": "Eels & “memory”",
                "keywords": "eels,lakes",
                **dates,
                "articleSection": "Science",
                "author": {"@id": person, "name": "Mara Lindqvist"},
                "publisher": {"@id": f"{BASE}/#organization"},
                "inLanguage": "en-US",
                "isPartOf": {"@id": f"{url}#webpage"},
                "isAccessibleForFree": False,
            },
            {
                "@type": "FAQPage",
                "@id": f"{url}#faq",
                "mainEntity": [
                    {
                        "@type": "Question",
                        "name": "Do they?",
                        "acceptedAnswer": {"@type": "Answer", "text": "<p>They do.</p>"},
                    },
                    {
                        "@type": "Question",
                        "name": "How?",
                        "acceptedAnswer": {"@type": "Answer", "text": "<p>So.</p><p>Or so.</p>"},
                    },
                ],
            },
        ],
    }


def test_the_themes_objects_are_those_of_soledad() -> None:
    organization, posting, crumbs = theme_graph(BASE, story(authors=("Mara Lindqvist", "Bo Ek")))
    logo = {"@type": "ImageObject", "url": f"{BASE}/wp-content/uploads/2023/05/logo-site.png"}
    assert organization == {
        "@context": "https://schema.org/",
        "@type": "organization",
        "@id": "#organization",
        "logo": logo,
        "url": f"{BASE}/",
        "name": SITE,
        "description": "",
    }
    assert posting == {
        "@context": "https://schema.org/",
        "@type": "BlogPosting",
        "headline": "Eels & “memory”",
        "datePublished": "2023-10-19T15:06:07-04:00",
        "datemodified": "2023-10-20T15:06:07-04:00",
        "mainEntityOfPage": f"{BASE}/eels-remember/",
        "publisher": {"@type": "Organization", "name": SITE, "logo": logo},
        "author": {
            "@type": "Person",
            "@id": "#person-MaraLindqvist",
            "name": "Mara Lindqvist",
            "url": f"{BASE}/author/mara-lindqvist/",
        },
        "image": {
            "@type": "ImageObject",
            "url": f"{BASE}/wp-content/uploads/2023/10/eel.png",
            "width": 1024,
            "height": 683,
        },
    }
    assert [(item["position"], item["item"]["name"]) for item in crumbs["itemListElement"]] == [
        (1, "Home"),
        (2, "Science"),
        (3, "Eels & “memory”"),
    ]
    assert "image" not in theme_graph(BASE, story(picture=None))[1]


# --- REST


def asked(day: int, route: str, **query: str) -> rest.RestAnswer:
    return rest.answer(edition(day), BASE, route, query)


def ids(day: int, route: str, **query: str) -> list[int]:
    return [record["id"] for record in json.loads(asked(day, f"wp/v2/{route}", per_page="100", **query).body)]


@pytest.mark.parametrize(
    ("query", "own"),
    [
        ({"after": "2026-11-01T00:00:00"}, {"after": "2023-10-20T08:00:00"}),
        ({"modified_after": "2026-11-01T00:00:00"}, {"modified_after": "2023-10-20T08:00:00"}),
        ({"after": "2023-10-01T00:00:00"}, {"after": "2023-10-01T00:00:00"}),
        ({"before": "2026-11-01T00:00:00"}, {"before": "2026-11-01T00:00:00"}),
        ({"after": "yesterday"}, {"after": "yesterday"}),
        ({"after": ""}, {"after": ""}),
        ({"page": "2", "search": "2026"}, {"page": "2", "search": "2026"}),
    ],
)
def test_a_bound_in_the_portals_future_means_its_last_visit(query: dict[str, str], own: dict[str, str]) -> None:
    assert rest.in_own_time(query, moment_of(2), moment_of(0)) == own


@pytest.mark.parametrize("day", [0, LAST_DAY])
@pytest.mark.parametrize("route", ["posts", "comments", "categories", "tags", "users"])
def test_pages_of_a_collection_hold_each_record_once(day: int, route: str) -> None:
    found: list[int] = []
    first = asked(day, f"wp/v2/{route}", per_page="29")
    headers = dict(first.headers)
    for number in range(1, int(headers["X-WP-TotalPages"]) + 1):
        given = asked(day, f"wp/v2/{route}", per_page="29", page=str(number), _fields="id")
        found += [record["id"] for record in json.loads(given.body)]
    assert len(found) == len(set(found)) == int(headers["X-WP-Total"])


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"per_page": "0"}, "rest_invalid_param"),
        ({"per_page": "-1"}, "rest_invalid_param"),
        ({"per_page": "ten"}, "rest_invalid_param"),
        ({"per_page": ""}, "rest_invalid_param"),
        ({"per_page": "²"}, "rest_invalid_param"),
        ({"per_page": "9" * 5_000}, "rest_invalid_param"),
        ({"page": "0"}, "rest_invalid_param"),
        ({"page": "9999"}, "rest_post_invalid_page_number"),
        ({"before": "2023-13-01"}, "rest_invalid_param"),
        ({"modified_after": ""}, "rest_invalid_param"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_with_a_record(query: dict[str, str], code: str) -> None:
    given = asked(0, "wp/v2/posts", **query)
    assert (given.status, json.loads(given.body)["code"], json.loads(given.body)["data"]) == (
        400,
        code,
        {"status": 400},
    )


@pytest.mark.parametrize(
    ("route", "status"),
    [
        ("", 200),
        ("wp/v2/posts", 200),
        ("wp/v2/posts/41873", 200),
        ("wp/v2/posts/0", 404),
        ("wp/v2/posts/41873x", 404),
        ("wp/v2/posts/41873/revisions", 404),
        ("wp/v2/media", 404),
        ("wp/v2/", 404),
        ("wp/v2", 404),
        ("oembed/1.0/embed", 404),
    ],
)
def test_a_route_is_known_or_refused(route: str, status: int) -> None:
    assert asked(0, route).status == status


def test_filters_of_posts_and_comments_agree_with_the_truth() -> None:
    rows = [row for row in truth(2, BASE)["articles"] if row["translation_of"] is None]
    every = ids(2, "posts")
    assert sorted(every) == sorted(
        [row["id"] for row in rows] + [one["id"] for row in rows for one in row["published_twice"]]
    )
    for row in rows[:5]:
        wanted = [one["id"] for one in row["comments"] if one["kind"] == "comment"]
        assert ids(2, "comments", post=str(row["id"]), order="asc") == sorted(wanted)
        assert ids(2, "posts", include=str(row["id"])) == [row["id"]]
    assert (
        ids(2, "posts", slug="no-such-slug") == ids(2, "posts", categories="x") == ids(2, "comments", parent="-1") == []
    )
    later = ids(2, "posts", after="2023-10-19T12:05:41")
    assert sorted(later + ids(2, "posts", before="2023-10-19T12:05:41") + [41873]) == sorted(every)


def test_fields_are_picked_and_embedded_records_come_when_asked() -> None:
    assert json.loads(asked(0, "wp/v2/posts/41873", _fields="id, title.rendered,nothing").body).keys() == {
        "id",
        "title",
    }
    (record,) = json.loads(asked(0, "wp/v2/posts", include="41873", _embed="").body)
    assert [one["name"] for one in record["_embedded"]["author"]] == ["Lucas Garcia"]
    assert record["_embedded"]["wp:term"][0][0]["link"] == f"{BASE}/category/world/"
    assert "_embedded" not in json.loads(asked(0, "wp/v2/posts/41873").body)


# --- feeds, sitemaps, addresses


@pytest.mark.parametrize(
    ("blocks", "password", "expected"),
    [
        (("One is [here](/a/).",), False, "One is here."),
        ((" ".join(["word"] * 36),), False, " ".join(["word"] * 35) + "…"),
        ((" ".join(["word"] * 35),), False, " ".join(["word"] * 35)),
        (("a",), True, "There is no excerpt because this is a protected post."),
        ((), False, "There is no excerpt because this is a protected post."),
    ],
)
def test_an_excerpt_is_the_first_words(blocks: tuple[str, ...], password: bool, expected: str) -> None:
    assert excerpt(story(blocks=tuple(Block("p", text) for text in blocks), password=password)) == expected


def get(day: int, path: str, **query: str) -> Any:
    return answer(Asked(edition(day), BASE, path, query))


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(
    "path", ["/feed/", "/comments/feed/", "/sitemap_index.xml", "/post-sitemap.xml", "/news-sitemap.xml"]
)
def test_every_feed_and_sitemap_is_well_formed_on_every_day(day: int, path: str) -> None:
    given = get(day, path)
    tree = etree.fromstring(given.body)
    assert given.status == 200
    links = [element.text or "" for element in tree.iter("link", "{*}loc")]
    assert links and all(link.startswith(BASE) for link in links)
    assert len(tree.findall("channel/item")) in (0, ITEMS)


def test_pages_of_the_feed_lead_through_all_stories_and_end() -> None:
    guids: list[str] = []
    for number in range(1, 20):
        given = get(0, "/feed/", paged=str(number))
        if given.status == 404:
            break
        guids += [element.text or "" for element in etree.fromstring(given.body).iter("guid")]
    assert len(guids) == len(set(guids)) == len([item for item in edition(0).shown if not item.story.translates])


@pytest.mark.parametrize(
    ("path", "query", "status", "location"),
    [
        ("/", {"p": "41873"}, 301, KNOWN),
        ("/", {"p": "1"}, 404, None),
        ("/", {"p": "abc"}, 404, None),
        ("/page/1/", {}, 404, None),
        ("/page/2/", {}, 200, None),
        ("/page/0/", {}, 404, None),
        ("/page/999999999999/", {}, 404, None),
        ("/feed/", {"paged": "0"}, 404, None),
        ("/feed/", {"paged": "-1"}, 404, None),
        ("/feed/", {"paged": "two"}, 404, None),
        ("/feed/", {"paged": ""}, 404, None),
        ("/feed/", {"paged": "9" * 5_000}, 404, None),
        ("/category/world/page/99/", {}, 404, None),
        ("/category/no-such/", {}, 404, None),
        ("/tag/%00/", {}, 404, None),
        ("/about", {}, 301, "/about/"),
        ("/sitemap.xml", {}, 301, "/sitemap_index.xml"),
        ("/wp-sitemap.xml", {}, 301, "/sitemap_index.xml"),
        ("/no-such-story/", {}, 404, None),
        ("/no/such/story/", {}, 404, None),
        ("//", {}, 404, None),
        ("/..", {}, 404, None),
        ("/wp-content/uploads/x.jpg", {}, 404, None),
    ],
)  # fmt: skip
def test_an_address_is_answered_redirected_or_missing(
    path: str, query: dict[str, str], status: int, location: str | None
) -> None:
    given = get(0, path, **query)
    assert (given.status, dict(given.headers).get("Location")) == (status, location and BASE + location)


@pytest.mark.parametrize("tail", ["9/", "comment-page-99/", "comment-page-0/"])
def test_a_page_that_a_story_does_not_have_leads_to_the_story(tail: str) -> None:
    path = next(item.story.path for item in edition(0).shown if item.story.slug.startswith("council-of"))
    given = get(0, path + tail)
    assert (given.status, dict(given.headers).get("Location")) in ((301, BASE + path), (200, None))
