"""What the sample portal has to tell: enough, varied, and consistent with itself."""

from collections import Counter
from datetime import datetime

import pytest

from newsarchive.sample_portal.script import LAST_DAY, NOISY_DAY, edition, moment_of
from newsarchive.sample_portal.stories import ZONE, all_stories, block, read_stories
from newsarchive.sample_portal.story import Block, Faq, Picture, Question, Remark, Story
from newsarchive.sample_portal.views import build_page

STORIES = all_stories()

TEXT = """\
=== 7 a-bridge
title: A bridge
author: Ann Lee; Bo Ek
category: World; Business
tags: Bridges
language: de-DE
published: 2023-10-19 12:05:41
modified: 2023-10-20 08:00:00
subtitle: It opens.
image: bridge | A bridge | Seen from below.

The [first](/other/) paragraph.
## A heading
- An item
> A quote
!! boat | A boat | Under way
--- page
The last one.

?? yoast | FAQ
Q Why?
A So.
A And so.

++ More about bridges
+ Another bridge | /other/
+ A placeholder

@@
1 10-19 13:00 Ann: First. // Second.
2>1 10-19 14:00:30 Bob <https://bob.example/>: Reply: yes
^3 10-20 09:00 Blog: [&#8230;] ping
!4 2023-10-21 09:00 Spam: buy
"""


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def test_a_text_file_becomes_a_story() -> None:
    assert list(read_stories(TEXT)) == [
        Story(
            id=7,
            slug="a-bridge",
            title="A bridge",
            authors=("Ann Lee", "Bo Ek"),
            published=at("2023-10-19 12:05:41"),
            modified=at("2023-10-20 08:00:00"),
            language="de-DE",
            categories=("World", "Business"),
            tags=("Bridges",),
            subtitle="It opens.",
            picture=Picture("bridge", "A bridge", "Seen from below."),
            blocks=(
                Block("p", "The [first](/other/) paragraph."),
                Block("h2", "A heading"),
                Block("li", "An item"),
                Block("quote", "A quote"),
                Block("figure", picture=Picture("boat", "A boat", "Under way")),
                Block("page"),
                Block("p", "The last one."),
            ),
            faq=Faq("yoast", "FAQ", (Question("Why?", ("So.", "And so.")),)),
            more_heading="More about bridges",
            more=(("Another bridge", "/other/"), ("A placeholder", None)),
            remarks=(
                Remark(1, None, "comment", "Ann", None, at("2023-10-19 13:00"), ("First.", "Second.")),
                Remark(2, 1, "comment", "Bob", "https://bob.example/", at("2023-10-19 14:00:30"), ("Reply: yes",)),
                Remark(3, None, "pingback", "Blog", None, at("2023-10-20 09:00"), ("[&#8230;] ping",)),
                Remark(4, None, "comment", "Spam", None, at("2023-10-21 09:00"), ("buy",), held=True),
            ),
        )
    ]


@pytest.mark.parametrize(
    ("line", "pieces", "plain"),
    [
        ("No link.", (("No link.", None),), "No link."),
        ("[All](/a/)", (("All", "/a/"),), "All"),
        ("One [two](/b/) three [four](https://c.example/).",
         (("One ", None), ("two", "/b/"), (" three ", None), ("four", "https://c.example/"), (".", None)),
         "One two three four."),
        ("Not [a link] (at all)", (("Not [a link] (at all)", None),), "Not [a link] (at all)"),
    ],
)  # fmt: skip
def test_words_in_brackets_before_an_address_are_a_link(
    line: str, pieces: tuple[tuple[str, str | None], ...], plain: str
) -> None:
    assert (block(line).pieces, block(line).plain) == (pieces, plain)


def test_there_are_sixty_invented_stories_beside_the_known_page_in_seven_languages() -> None:
    own = [story for story in STORIES if not story.translates and not story.twin]
    languages = Counter(story.language for story in own)
    assert len(own) == 61
    assert languages == {"en-US": 51, "de-DE": 2, "es-ES": 1, "fr-FR": 2, "ru-RU": 2, "ar": 1, "zh-CN": 2}
    assert all(4 <= len(story.body) <= 12 for story in own if not story.password)


def test_every_markup_of_a_faq_occurs() -> None:
    assert {story.faq.style for story in STORIES if story.faq} == {
        *("json-ld", "microdata", "yoast", "rank-math", "aioseo", "elementor", "elementor-nested", "details", "ufaq"),
        *("uagb", "heading", "heading+json-ld", "bold", "bold-br", "bold-qa", "paragraph"),
    }


def test_numbers_addresses_and_times_are_consistent() -> None:
    own = [story for story in STORIES if not story.translates]
    assert len({story.id for story in own}) == len(own)
    assert len({story.path for story in STORIES}) == len(STORIES)
    remarks = [remark for story in STORIES for remark in story.remarks]
    assert len({remark.id for remark in remarks}) == len(remarks)
    assert [item.id for item in sorted(remarks, key=lambda item: (item.at, item.id))] == sorted(
        item.id for item in remarks
    )
    for story in STORIES:
        at = {remark.id: remark.at for remark in story.remarks}
        assert all(remark.at > story.published for remark in story.remarks), story.slug
        assert all(remark.at > at[remark.parent] for remark in story.remarks if remark.parent), story.slug
        assert max((at.values()), default=story.published) <= moment_of(LAST_DAY), story.slug


def test_nothing_new_appears_on_the_noisy_day() -> None:
    before, noisy = moment_of(NOISY_DAY - 1), moment_of(NOISY_DAY)
    times = [remark.at for story in STORIES for remark in story.remarks] + [story.published for story in STORIES]
    assert not [time for time in times if before < time <= noisy]


def test_a_researcher_finds_discussed_stories_on_north_korea_in_october_2023() -> None:
    told = [story for story in STORIES if "Korea" in story.title + " ".join(story.body)]
    discussed = sorted(
        (story.published.date().isoformat(), len([remark for remark in story.remarks if not remark.held]))
        for story in told
        if f"{story.published:%Y-%m}" == "2023-10"
        and len([remark for remark in story.remarks if remark.kind == "comment"]) > 2
    )
    assert discussed == [
        ("2023-10-06", 40),
        ("2023-10-10", 5),
        ("2023-10-12", 4),
        ("2023-10-16", 5),
        ("2023-10-17", 6),
        ("2023-10-18", 3),
        ("2023-10-19", 4),
        ("2023-10-21", 4),
    ]
    others = [story for story in told if len(story.remarks) < 3 or story.published.month != 10]
    assert len(others) >= 2


def test_a_thread_nests_five_deep_and_runs_over_three_pages() -> None:
    today = edition(LAST_DAY)
    soup = next(item for item in today.shown if item.story.slug.startswith("the-best-soup"))
    newest = build_page(today, "http://x", soup)
    assert [number for number, _ in newest.comment_pages] == [1, 2, 3]
    assert newest.comment_page == 3
    deep = build_page(today, "http://x", soup, comment_page=1)
    rice = next(node for node in deep.threads if node.remark.label == 8)
    depths = []
    nodes = list(rice.children)
    while nodes:
        depths.append(nodes[0].css.rpartition("depth-")[2])
        nodes = list(nodes[0].children)
    assert depths == ["2", "3", "4", "5"]


def test_a_reply_deeper_than_five_stands_beside_its_parent() -> None:
    today = edition(0)
    rail = next(item for item in today.shown if item.story.slug.startswith("rail-cars"))
    node = next(node for node in build_page(today, "http://x", rail, comment_page=1).threads if node.remark.label == 1)
    while not node.children[0].css.endswith("depth-5"):
        node = node.children[0]
    assert [(child.remark.label, child.css.rpartition(" ")[2]) for child in node.children] == [
        (5, "depth-5"),
        (6, "depth-5"),
        (7, "depth-5"),
    ]


def test_no_remark_shows_an_entity() -> None:
    """A pingback's excerpt stood there as a page's source would write it, and was escaped once more."""
    told = [text for story in STORIES for remark in story.remarks for text in remark.paragraphs]
    assert told and not [text for text in told if "&#" in text]
