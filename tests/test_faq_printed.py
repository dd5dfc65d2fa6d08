"""Pairs that JSON-LD declares, where the text prints them word for word and by no markup or heading as an FAQ."""

from __future__ import annotations

import pytest

from tests.faq_pages import PAIRS, TEXT, each, ld, page, pairs_of, read

BEHIND = ("The view from the quay", "This last paragraph of the report belongs to its text.")
PRINTED = {
    "headings": each("<h3>{q}</h3>{p}"),
    "a heading over them": "<h2>Good to know</h2>" + each("<h3>{q}</h3>{p}"),
    "bold lines": each("<p><strong>{q}</strong></p>{p}"),
    "bold starts": "<p><strong>Why does it rain?</strong> Warm air rises.</p><p>Then it cools.</p>"
    "<p><strong>When does it stop?</strong> When the cloud is gone.</p>",
    "plain lines": each("<p>{n}. {q}</p>{p}"),
    "letters of their own": each("<div><span>Q</span><p>{q}</p></div><div><div>A</div><div>{p}</div></div>"),
    "a foot below each answer": each("<h3>{q}</h3>{p}<p><a href='#top'>Back to top</a></p>"),
    "boxes without a name": each("<div><div>{q}</div><div><h4>{q}</h4>{p}</div></div>"),
}


@pytest.mark.parametrize("kind", PRINTED)
def test_what_is_declared_and_printed_word_for_word_leaves_the_body(kind: str) -> None:
    article = read(page(PRINTED[kind], behind=f"<h2>{BEHIND[0]}</h2><p>{BEHIND[1]}</p>", head=ld()))
    assert (pairs_of(article), article.body) == (PAIRS, (*TEXT, *BEHIND))


STAYS = {
    "one question": (each("<h3>{q}</h3>{p}").partition("<h3>When")[0], 5),
    "answers that go on": (each("<h3>{q}</h3>{p}<p>And the fishermen know more about it.</p>"), 9),
    "text between": (each("<h3>{q}</h3>{p}", "<h3>The quay</h3>"), 8),
}


@pytest.mark.parametrize("kind", STAYS)
def test_sections_of_the_text_stay_though_their_headings_are_declared(kind: str) -> None:
    printed, count = STAYS[kind]
    article = read(page(printed, head=ld()))
    assert (pairs_of(article), len(article.body)) == (PAIRS, len(TEXT) + count - 2)


def test_pairs_that_are_most_of_the_text_are_its_sections() -> None:
    answers = tuple((question, "\n\n".join(TEXT)) for question, _ in PAIRS)
    printed = "".join(f"<h3>{question}</h3>{''.join(f'<p>{part}</p>' for part in TEXT)}" for question, _ in answers)
    article = read(page(printed, head=ld(answers)))
    assert (pairs_of(article), len(article.body)) == (answers, 11)


def test_a_heading_over_more_than_the_pairs_stays_with_what_follows_them() -> None:
    printed = "<h2>On the quay</h2>" + each("<h3>{q}</h3>{p}") + "<h3>The boats</h3><p>They stayed ashore.</p>"
    article = read(page(printed, head=ld()))
    assert (pairs_of(article), article.body) == (PAIRS, (*TEXT, "On the quay", "The boats", "They stayed ashore."))
