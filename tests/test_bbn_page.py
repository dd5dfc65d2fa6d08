"""BBN's known page, and the same page as a redesign or another template may print it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from newsarchive.extract import extract, read
from newsarchive.items import Article, Author, Comment, Flag, Image
from newsarchive.times import iso
from tests.pages import FETCHED_AT

URL = (
    "https://bigbignews.net/"
    "russian-foreign-minister-offers-security-talks-with-north-korea-china-as-he-visits-pyongyang/"
)
PAGE = (Path(__file__).parent / "data" / "bbn_article.html").read_text(encoding="utf-8")
QUESTIONS = [
    "What is the purpose of the Russian foreign minister’s visit to North Korea?",
    "What allegations have been made by the United States regarding North Korea’s actions?",
    "What key discussions and meetings took place during Sergey Lavrov’s visit to North Korea?",
    "What are the concerns raised by Lavrov regarding the military activities in the region?",
    "What is the significance of the visit in terms of Russia-North Korea relations?",
    "How has North Korea supported Russia in its conflict with Ukraine?",
    "What are the potential implications of the visit and discussions for the region?",
]
OPENINGS = [
    "The Russian foreign minister, Sergey Lavrov, ",
    "Recent reports from the United States allege ",
    "During his visit, Lavrov held talks with Kim ",
    "The U.S. has responded to North Korea’s missi",
    "One key point of interest during Lavrov’s vis",
    "In the wake of the summit between Putin and K",
    "Lavrov also acknowledged North Korea’s suppor",
    "The White House has claimed that North Korea ",
    "South Korea closely monitors Lavrov’s visit t",
]


def article(html: str) -> Article:
    return extract(html, URL, fetched_at=FETCHED_AT)


def essence(comment: Comment) -> tuple[str | None, str | None, str | None, str, int]:
    return comment.source_id, comment.author, iso(comment.published), comment.text, comment.depth


def test_the_known_page_is_read_exactly() -> None:
    found = article(PAGE)
    assert found.headline == (
        "Russian foreign minister offers security talks with North Korea, China as he visits Pyongyang"
    )
    assert found.authors == (Author("Lucas Garcia", url="https://bigbignews.net/author/lucas-garcia/"),)
    assert iso(found.published) == "2023-10-19T12:05:41-04:00"
    assert iso(found.modified) == "2023-10-19T12:05:41-04:00"
    assert [paragraph[:45] for paragraph in found.body] == OPENINGS
    assert (found.url, found.canonical_url, found.source_id) == (URL, URL, "41873")
    assert (found.section, found.tags, found.language) == ("World", ("Security Talks",), "en-US")
    assert found.image == Image(
        "https://bigbignews.net/wp-content/uploads/2023/10/security-talks.jpg", "Security Talks"
    )
    assert (found.lead, found.images, found.access, found.live_entries) == (None, (), None, ())


def test_its_questions_leave_the_body() -> None:
    found = article(PAGE)
    assert [entry.question for entry in found.faqs] == QUESTIONS
    assert all(entry.answer and len(entry.answer) > 150 for entry in found.faqs)


def test_its_link_list_has_no_addresses() -> None:
    links = article(PAGE).related_links
    assert [link.text[:36] for link in links] == [
        "Russian foreign minister proposes se",
        "U.S. alleges North Korea transferred",
        "Details of Sergey Lavrov’s meetings ",
        "Concerns about intensified military ",
        "Significance of the visit for Russia",
        "North Korea’s support for Russia in ",
        "Potential implications of the visit ",
    ]
    assert {(link.url, link.kind, link.flag) for link in links} == {(None, "more-about", "placeholder")}


def test_its_comments_are_exact_to_the_minute() -> None:
    found = article(PAGE)
    assert [essence(comment) for comment in found.comments] == [
        ("11501", "CryptoEnthusiast", "2023-10-19T15:46:00-04:00", "dis is serius stuff, no smilies here, guys", 0),
        ("11507", "EconGeek", "2023-10-19T20:27:00-04:00", "Usa complainin bout North Krea & Russia? Need proof!", 0),
        ("11509", "JohnDoe", "2023-10-19T20:58:00-04:00", "wow! Russin foreign minstr in North Krea? Yuge news!", 0),
        ("11514", "CarLover123", "2023-10-19T22:26:00-04:00", "Diplomacy key in region", 0),
    ]
    assert found.comments_claimed == 4


def test_its_faults_are_flagged() -> None:
    assert article(PAGE).flags == (
        Flag(
            "placeholder_link",
            "[Russian foreign minister proposes security talks with North Korea and China](Insert URL here)",
        ),
        Flag("brand_mismatch", "BNB / BBN"),
    )


def test_it_leads_to_its_record_and_feeds() -> None:
    reading = read(PAGE, URL, fetched_at=FETCHED_AT)
    assert (reading.is_article, reading.reason) == (True, None)
    assert reading.rest_record == "https://bigbignews.net/wp-json/wp/v2/posts/41873"
    assert reading.rest_root == "https://bigbignews.net/wp-json/"
    assert f"{URL}feed/" in reading.feeds
    assert not any("Insert" in link for link in reading.links)


def _retagged(opening: str, closing: str) -> Callable[[str], str]:
    def change(html: str) -> str:
        start, end = html.index("<h2>Frequently"), html.index("<h2>More about")
        section = html[start:end].replace("<h3>", opening).replace("</h3>", closing)
        return html[:start] + section + html[end:]

    return change


def _without_machine_times(html: str) -> str:
    html = re.sub(r"<script type=.application/ld\+json.*?</script>", "", html, flags=re.DOTALL)
    return re.sub(r"<meta property=.article:published_time[^>]*>|\b(?:datetime|title)=\"[^\"]*\"", "", html)


VARIANTS = {
    "h4": _retagged("<h4>", "</h4>"),
    "bold paragraph": _retagged("<p><strong>", "</strong></p>"),
    "plain paragraph": _retagged("<p>", "</p>"),
    "h2": _retagged("<h2>", "</h2>"),
}


@pytest.mark.parametrize("change", VARIANTS.values(), ids=VARIANTS.keys())
def test_questions_are_found_whatever_element_holds_them(change: Callable[[str], str]) -> None:
    found = article(change(PAGE))
    assert [entry.question for entry in found.faqs] == QUESTIONS
    assert [paragraph[:45] for paragraph in found.body] == OPENINGS
    assert len(found.related_links) == 7


def test_a_page_without_machine_times_keeps_what_is_printed() -> None:
    found = article(_without_machine_times(PAGE))
    first = found.comments[0].published
    assert first is not None
    assert (first.raw, first.utc, first.zone_source) == ("October 19, 2023 - 3:46 pm", None, "unknown")
    assert iso(first) == "2023-10-19T15:46:00"
    assert iso(found.published) == "2023-10-19"


def test_without_the_theme_the_general_engine_reads_the_same_text() -> None:
    plain = PAGE.replace("soledad", "x").replace("penci", "y").replace("single-post-title", "z")
    assert [paragraph[:45] for paragraph in article(plain).body] == OPENINGS
    assert article(plain).byline == "Lucas Garcia"
