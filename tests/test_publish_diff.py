"""Two texts laid over each other, word by word."""

import random

import pytest

from newsarchive.publish.diff import Paragraph, Part, compare


def older_and_newer(paragraphs: tuple[Paragraph, ...]) -> tuple[str, str]:
    parts = [[(part.op, part.text) for part in paragraph.parts] for paragraph in paragraphs]
    texts = []
    for leave_out in ("added", "removed"):
        lines = ["".join(text for op, text in one if op != leave_out) for one in parts]
        texts.append("\n\n".join(line for line in lines if line.strip()))
    return texts[0], texts[1]


@pytest.mark.parametrize(
    ("older", "newer", "paragraphs"),
    [
        ("a b", "a b", (Paragraph((Part("same", "a b"),)),)),
        (
            "Kim met Putin on Monday.",
            "Kim met Putin on Tuesday.",
            (
                Paragraph(
                    (
                        Part("same", "Kim met Putin on "),
                        Part("removed", "Monday"),
                        Part("added", "Tuesday"),
                        Part("same", "."),
                    )
                ),
            ),
        ),
        ("one\n\ntwo", "one", (Paragraph((Part("same", "one"),)), Paragraph((Part("removed", "two"),)))),
        (None, "new", (Paragraph((Part("added", "new"),)),)),
        ("", "", ()),
        ('It\'s "so"', "It’s “so”", (Paragraph((Part("same", "It’s “so”"),)),)),
        (
            "alpha beta gamma",
            "entirely other words",
            (Paragraph((Part("removed", "alpha beta gamma"),)), Paragraph((Part("added", "entirely other words"),))),
        ),
    ],
)
def test_a_difference_names_what_went_and_what_came(
    older: str | None, newer: str | None, paragraphs: tuple[Paragraph, ...]
) -> None:
    assert compare(older, newer) == paragraphs


def test_only_paragraphs_that_differ_are_changed() -> None:
    assert [one.changed for one in compare("one\n\ntwo three four", "one\n\ntwo three five")] == [False, True]


def test_both_texts_can_be_read_off_any_difference() -> None:
    dice = random.Random(4)
    words = ["sea", "Kim", "told", "the", "1,000", "دولة", "北京", "—", "men."]
    for _ in range(200):
        texts = [
            "\n\n".join(" ".join(dice.choices(words, k=dice.randrange(1, 9))) for _ in range(dice.randrange(0, 5)))
            for _ in range(2)
        ]
        assert older_and_newer(compare(*texts)) == tuple(texts)


def test_a_paragraph_of_a_book_is_shown_as_replaced_but_for_its_shared_ends() -> None:
    text = "word " * 7_000
    assert compare(text, text + "end")[0].parts == (Part("same", text), Part("added", "end"))
    parts = compare(f"old {text}old", f"new {text}new")[0].parts
    assert [part.op for part in parts] == ["removed", "added"]


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("a b " * 9_000, "a b c " * 6_000),
        ("\n\n".join(["Ha.", "Ho."] * 4_000), "\n\n".join(["Ha.", "Ha.", "Ho."] * 3_000)),
        ("\n\n".join(f"old {n}" for n in range(8_000)), "\n\n".join(f"new{n}" for n in range(8_000))),
        ("." * 50_000, "," * 50_000),
    ],
    ids=["words", "paragraphs", "all new", "stops"],
)
def test_a_text_that_repeats_itself_without_end_is_laid_out(older: str, newer: str) -> None:
    parts = [part for paragraph in compare(older, newer) for part in paragraph.parts]
    kept = " ".join(part.text for part in parts if part.op != "removed")
    assert "".join(kept.split()) == "".join(newer.split())


def test_of_a_long_paragraph_only_what_changed_is_marked() -> None:
    words = ["the"] * 9_000
    (paragraph,) = compare(" ".join(words), " ".join([*words[:4_000], "old", *words[4_001:]]))
    assert [(part.op, len(part.text)) for part in paragraph.parts] == [
        ("same", 16_000),
        ("removed", 3),
        ("added", 3),
        ("same", 19_996),
    ]
