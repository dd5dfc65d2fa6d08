"""The script of the sample portal, and what it says an archive must hold."""

import html
import json
import re
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, unquote

import pytest
from parsel import Selector

from newsarchive.sample_portal.answers import Answer, Asked
from newsarchive.sample_portal.script import LAST_DAY, NOISY_DAY, edit, edition, events
from newsarchive.sample_portal.site import answer
from newsarchive.sample_portal.stories import ZONE, all_stories
from newsarchive.sample_portal.story import Block, Faq, Picture, Question
from newsarchive.sample_portal.truth import truth
from tests.sample_stories import remark, story

BASE = "http://portal.test"
DAYS = range(LAST_DAY + 1)
Row = dict[str, Any]


def get(day: int, address: str) -> Answer:
    path, _, query = address.removeprefix(BASE).partition("?")
    return answer(Asked(edition(day), BASE, unquote(path), dict(parse_qsl(query, keep_blank_values=True))))


def text(given: Answer) -> str:
    return given.body.decode()


def row(day: int, start: str) -> Row:
    return next(row for row in truth(day, BASE)["articles"] if row["url"].startswith(f"{BASE}/{start}"))


def test_every_event_names_a_story_and_finds_what_it_changes() -> None:
    paths = {story.path: story for story in all_stories()}
    for event in events():
        if event["do"] in ("noise", "redesign"):
            continue
        story = paths[event["story"]]
        if event["do"] == "sentence" and event["old"] != "Seven of ten wrote no.":
            assert event["old"] in " ".join(story.body)
        if event["do"].startswith("comment"):
            assert event["comment"] in {remark.label for remark in story.remarks}


@pytest.mark.parametrize("day", DAYS)
def test_every_address_that_the_portal_names_answers(day: int) -> None:
    mishaps = {item.story.path for item in edition(day).shown if item.presence != "live"}
    seen: dict[str, int] = {}
    todo = ["/", "/feed/", "/comments/feed/", "/sitemap_index.xml", "/robots.txt"]
    while todo:
        path = todo.pop()
        if path in seen or re.search(r"replytocom|wp-(login|admin|comments-post)", path):
            continue
        given = get(day, path)
        seen[path] = given.status
        if given.content_type.startswith("image"):
            continue
        quoted = html.unescape(html.unescape(text(given)))
        found = re.findall(re.escape(BASE) + r"([^\"'<>#\s\\]*)", quoted)
        todo += [link for link in found if link] + [
            value.removeprefix(BASE) for name, value in given.headers if name == "Location"
        ]
    broken = {path for path, status in seen.items() if status not in (200, 301)}
    assert not {path for path in broken if path.removesuffix("feed/") not in mishaps}
    assert len(seen) > 200


def test_an_address_that_never_was_is_answered_404() -> None:
    assert [get(0, path).status for path in ("/nothing/", "/page/99/", "/category/nothing/", "/x.xml")] == [404] * 4


def test_the_headline_on_the_border_station_changes_twice() -> None:
    address = row(0, "rail-cars")["url"]
    titles = [Selector(text(get(day, address))).css("h1::text").get() for day in (0, 1, 2)]
    assert titles == [
        "Rail cars gather at North Korean border station, images show",
        "Freight at North Korea’s border with Russia is at its highest in years, images show",
        "Seoul confirms surge of freight trains at North Korea’s border with Russia",
    ]
    assert [row(day, "rail-cars")["revisions"] for day in (0, 1, 2, 3)] == [1, 2, 3, 3]


def test_a_silent_edit_changes_the_text_and_not_the_time_of_modification() -> None:
    before, after = row(1, "panel-counts"), row(2, "panel-counts")
    assert before["body"] != after["body"]
    assert before["modified"] == after["modified"]
    assert (before["revisions"], after["revisions"]) == (1, 2)


def test_a_revert_makes_three_revisions_and_ends_where_it_began() -> None:
    start, end = row(0, "library-lends"), row(4, "library-lends")
    assert start["body"] == end["body"]
    assert end["revisions"] == 3
    assert [change["kind"] for change in end["changes"]] == ["edit", "edit"]


def test_on_the_noisy_day_every_page_changes_and_no_truth_does() -> None:
    before, noisy = truth(NOISY_DAY - 1, BASE), truth(NOISY_DAY, BASE)
    assert before["articles"] == noisy["articles"]
    for line in noisy["articles"]:
        assert get(NOISY_DAY - 1, line["url"]).body != get(NOISY_DAY, line["url"]).body


def test_removed_edited_and_released_comments_are_told() -> None:
    carrier, market = row(8, "carrier-leaves"), row(8, "border-market")
    assert [gone["day"] for gone in carrier["removed_comments"]] == [2]
    assert carrier["removed_comments"][0]["id"] not in {comment["id"] for comment in carrier["comments"]}
    edited = market["edited_comments"][0]
    assert edited["changes"][0]["day"] == 4
    assert edited["changes"][0]["before"]["text"] == "now im hungry"
    now = next(comment for comment in market["comments"] if comment["id"] == edited["id"])
    assert now["text"] == "now im hungry\n\nedit: there is a branch in Leeds!"
    ribbons = [row(day, "the-last-maker")["comments"] for day in (3, 4)]
    assert [comment["author"] for comment in ribbons[1][len(ribbons[0]) :]] == ["typo_hunter"]


def test_a_reply_keeps_its_parent_when_that_is_removed() -> None:
    comments = row(2, "rail-cars")["comments"]
    reply = next(comment for comment in comments if comment["text"].startswith("flour does not need"))
    assert reply["parent"] not in {comment["id"] for comment in comments}
    record = json.loads(get(2, f"/wp-json/wp/v2/comments/{reply['id']}").body)
    assert record["parent"] == reply["parent"]


@pytest.mark.parametrize(
    ("start", "day", "status", "location"),
    [
        ("three-towns", 3, 200, None),
        ("three-towns", 4, 404, None),
        ("three-towns", 6, 200, None),
        ("letter-to-the-editor", 4, 410, None),
        ("telescope-in", 5, 503, None),
        ("the-village-website", 5, 200, None),
        ("bank-closes", 5, 500, None),
        ("ticket-machine", 5, 200, None),
        ("how-to-read", 5, 301, f"{BASE}/"),
        ("regatta-of-bathtubs", 5, 301, f"{BASE}/bathtub-regatta-is-decided-by-a-tap/"),
    ],
)
def test_mishaps_answer_as_the_script_says(start: str, day: int, status: int, location: str | None) -> None:
    given = get(day, row(0, start)["url"])
    assert (given.status, dict(given.headers).get("Location")) == (status, location)


def test_a_story_that_comes_back_closes_its_absence() -> None:
    assert row(5, "three-towns")["availability"] == [{"kind": "404", "from_day": 4, "until_day": None}]
    back = row(6, "three-towns")
    assert (back["status"], back["availability"]) == ("live", [{"kind": "404", "from_day": 4, "until_day": 6}])
    assert row(8, "letter-to-the-editor")["status"] == "gone"


def test_a_wall_leaves_the_truth_of_the_day_before() -> None:
    for start in ("telescope-in", "the-village-website", "bank-closes", "sleep-laboratory", "coffee-roasters"):
        before, during = row(4, start), row(5, start)
        assert {**before, "presence": None} == {**during, "presence": None}
        assert during["presence"] not in ("live", before["presence"])


def test_what_is_gone_is_named_nowhere() -> None:
    for day, gone in ((4, row(0, "three-towns")["url"]), (5, row(0, "ticket-machine")["url"])):
        for path in ("/post-sitemap.xml", "/page/5/", "/feed/", "/wp-json/wp/v2/posts?per_page=100&_fields=link"):
            assert f"{gone}<" not in text(get(day, path))
            assert f'"{gone}"' not in text(get(day, path))


def test_a_moved_story_keeps_its_identity_and_names_its_old_address() -> None:
    moved = row(8, "bathtub-regatta")
    assert moved["aliases"] == [f"{BASE}/regatta-of-bathtubs-ends-in-a-photo-finish/"]
    assert moved["id"] == row(0, "regatta-of-bathtubs")["id"]
    assert moved["revisions"] == 1


def test_a_story_published_twice_is_one_article() -> None:
    rows = [row for row in truth(0, BASE)["articles"] if row["headline"].startswith("Orchestra")]
    assert [line["aliases"] for line in rows] == [[f"{BASE}/orchestra-tunes-for-an-hour-and-sells-out-2/"]]


def test_translations_name_each_other() -> None:
    assert row(6, "museum-returns")["translations"] == []
    museum, spanish = row(7, "museum-returns"), row(7, "es/museum-returns")
    assert museum["translations"] == [spanish["url"]]
    assert spanish["translations"] == [museum["url"]]
    assert spanish["translation_of"] == museum["url"]
    assert (spanish["id"], spanish["comments"]) == (museum["id"], museum["comments"])
    bells, glocken = row(0, "court-lets"), row(0, "de/gericht")
    assert bells["translations"] == [glocken["url"]]
    assert glocken["translation_of"] is None
    assert glocken["id"] != bells["id"]


def test_a_translated_page_names_its_family_in_hreflang() -> None:
    links = Selector(text(get(0, row(0, "es/goalkeeper")["url"]))).css("link[hreflang]")
    assert [(link.attrib["hreflang"], link.attrib["href"]) for link in links] == [
        ("en-US", row(0, "goalkeeper")["url"]),
        ("es-ES", row(0, "es/goalkeeper")["url"]),
        ("en", row(0, "goalkeeper")["url"]),
        ("es", row(0, "es/goalkeeper")["url"]),
    ]


def test_every_kind_of_change_occurs() -> None:
    kinds = {change["kind"] for line in truth(LAST_DAY, BASE)["articles"] for change in line["changes"]}
    assert kinds == {
        *("headline", "byline", "lead", "addition", "deletion", "edit", "move", "time", "faq", "image", "correction"),
    }


def test_the_last_day_counts() -> None:
    assert truth(LAST_DAY, BASE)["counts"] == {
        "articles": 63,
        "comments": 263,
        "faqs": 84,
        "revisions": 78,
        "published_twice": 1,
    }


def test_held_comments_are_shown_to_nobody() -> None:
    for day in DAYS:
        for item in edition(day).shown:
            if item.presence == "live":
                assert "HELD FOR MODERATION" not in text(get(day, item.story.path))
        assert "HELD FOR MODERATION" not in json.dumps(truth(day, BASE)["articles"])


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
