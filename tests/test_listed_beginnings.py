"""Lists of articles that print their beginnings, as content systems and themes print them, are no articles."""

from __future__ import annotations

import pytest

from newsarchive.extract import read
from tests.pages import FETCHED_AT, SENTENCES, STORY, page

LIST = "https://paper.example/city/"
ROWS = {
    "text-with-br": "<article><h2><a href=/{0}/>Story {0}</a></h2><div class=text>{1}<br>The rest.</div></article>",
    "definition-list": "<dl><dt><a href=/{0}/>Story {0}</a></dt><dd>{1}</dd><dd><i>2024-4-30 16:30</i></dd></dl>",
    "title-in-the-text": "<p><i>30.04.2024</i> <a href=/{0}/><b>The story {0}</b></a><br>{1}</p>",
    "title-no-heading": "<li><b>[<a href=/c/>City</a>]</b><a href=/{0}/>The story {0}</a><p>{1}</p></li>",
    "link-over-the-card": "<section><h2>Story {0}</h2><p>{1}</p><a aria-label='to story {0}' href=/{0}/></a></section>",
}
OWN = {
    "steps": "<div><h2><a href=#{0}>Step {0}</a></h2><p>{1}</p></div>",
    "sources": "<div><h2>Step {0}</h2><p>{1} <a href=/{0}/>All about it</a></p></div>",
    "foreign": "<h3><a href=https://other.example/{0}/>Place {0}</a></h3><p>{1}</p>",
}


def listed(row: str) -> str:
    return "".join(row.format(number, text) for number, text in enumerate(SENTENCES))


def look(html: str, url: str = LIST) -> tuple[bool, str | None]:
    found = read(html, url, fetched_at=FETCHED_AT)
    return found.is_article, found.reason


@pytest.mark.parametrize("name", ROWS)
def test_beginnings_behind_titles_that_lead_elsewhere_are_a_list(name: str) -> None:
    assert look(page(f"<h1>City</h1><div>{listed(ROWS[name])}</div>")) == (False, "listing")


@pytest.mark.parametrize("name", OWN)
def test_parts_of_one_text_are_no_list(name: str) -> None:
    assert look(page(f"<h1>Bridge reopens</h1><div>{listed(OWN[name])}</div>")) == (True, None)


def test_a_list_is_known_where_the_body_is_one_of_its_beginnings() -> None:
    row = "<div><article><h2><a href=/{0}/>Story {0}</a></h2><div class=text-content><p>{1}</p></div></article></div>"
    rows = "".join(row.format(number, f"{text} {' '.join(SENTENCES)}") for number, text in enumerate(SENTENCES))
    assert look(page(f"<main>{rows}</main>", "<title>City - The Paper</title>"), "https://paper.example/en/") == (
        False,
        "listing",
    )
    story = f"<article><h1><a href={LIST}>Bridge</a></h1><div class=text-content>{STORY}</div></article>"
    assert look(page(f"{story}<section>{listed(row)}</section>")) == (True, None)


def test_several_elements_told_to_be_the_body_are_no_evidence_of_one_article() -> None:
    row = "<article><h2><a href=/{0}/>Story {0}</a></h2><div itemprop=articleBody><p>{1}</p></div></article>"
    assert look(page(listed(row)), "https://paper.example/index.php/page/2/") == (False, "listing")
    one = f"<h1>Bridge</h1><div itemprop=articleBody>{STORY}</div>"
    assert look(page(one), "https://paper.example/index.php/page/2/") == (True, None)


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/archives/12-bridge-reopens.html", (True, None)),
        ("/archives/2024/04/bridge.html", (True, None)),
        ("/archives/2024/04/", (False, "listing")),
        ("/archives/2024/04.html", (False, "listing")),
    ],
)
def test_an_article_may_stand_in_an_archive_of_all(path: str, wanted: tuple[bool, str | None]) -> None:
    assert look(page(f"<h1>Bridge</h1>{STORY}"), f"https://paper.example{path}") == wanted


def test_a_form_to_log_in_beside_a_text_of_some_lines_is_no_wall() -> None:
    form = "<form><input type=password></form>"
    assert look(page(f"<h1>旧桥重新开放</h1><p>{'桥在星期二重新开放。' * 10}</p>{form}")) == (False, "login")
    assert look(page(f"<h1>旧桥重新开放</h1><p>{'桥在星期二重新开放。' * 20}</p>{form}")) == (True, None)
