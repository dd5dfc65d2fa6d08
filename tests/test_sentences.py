"""Sentences of two versions: split in many scripts, compared without losing or inventing one; notices of correction."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from newsarchive.archive.changes import is_correction
from newsarchive.archive.content import level
from newsarchive.archive.sentences import SentenceChange, _rough_gaps, sentence_changes, split_sentences

SPLIT = [
    ("He came. She left.", ["He came.", "She left."]),
    ("He came! She left? Yes.", ["He came!", "She left?", "Yes."]),
    ("“He came.” She left.", ["“He came.”", "She left."]),
    ("'He came.' She left.", ["'He came.'", "She left."]),
    ("(He came.) She left.", ["(He came.)", "She left."]),
    ("He came…  She left.", ["He came…", "She left."]),
    ("Mr. Kim met Mrs. Lee and Dr. Ek. They spoke.", ["Mr. Kim met Mrs. Lee and Dr. Ek.", "They spoke."]),
    ("Gen. Ri and Col. Pak spoke.", ["Gen. Ri and Col. Pak spoke."]),
    ("J. R. R. Tolkien wrote it. It sold.", ["J. R. R. Tolkien wrote it.", "It sold."]),
    ("No. 5 won. No. 7 lost.", ["No. 5 won.", "No. 7 lost."]),
    ("It cost 3.5 million. Nobody paid.", ["It cost 3.5 million.", "Nobody paid."]),
    ("Am 3. Mai kam er. Am 4. Mai ging er.", ["Am 3. Mai kam er.", "Am 4. Mai ging er."]),
    ("Im Okt. Kam er.", ["Im Okt.", "Kam er."]),
    ("Er kam bzw. Sie kam.", ["Er kam bzw. Sie kam."]),
    ("See www.paper.example. Then go.", ["See www.paper.example.", "Then go."]),
    ("He said: yes. and went", ["He said: yes. and went"]),
    ("Прибыл в среду. Уехал в пятницу.", ["Прибыл в среду.", "Уехал в пятницу."]),
    ("هل جاء؟ نعم جاء.", ["هل جاء؟", "نعم جاء."]),
    ("مشى ۔ رجع", ["مشى ۔ رجع"]),
    ("他来了。她走了！为什么？", ["他来了。", "她走了！", "为什么？"]),
    ("「来た。」「行った。」", ["「来た。」", "「行った。」"]),
    ("그가 왔다. 그녀는 갔다.", ["그가 왔다.", "그녀는 갔다."]),
    ("वह आया। वह गई।", ["वह आया।", "वह गई।"]),
    ("รัฐมนตรีเยือนเปียงยาง", ["รัฐมนตรีเยือนเปียงยาง"]),
    ("¿Vino? ¡Vino!", ["¿Vino?", "¡Vino!"]),
    ("A.\nB.", ["A.\nB."]),
    ("One line\nwith a break. Another.", ["One line\nwith a break.", "Another."]),
    (".", ["."]),
    ("?!?! ...", ["?!?!", "..."]),
    ("", []),
    ("\u200f", ["\u200f"]),
]  # fmt: skip


@pytest.mark.parametrize(("paragraph", "wanted"), SPLIT)
def test_a_paragraph_is_split_where_its_sentences_end(paragraph: str, wanted: list[str]) -> None:
    assert split_sentences(paragraph) == wanted


@pytest.mark.parametrize("paragraph", [one[0] for one in SPLIT])
def test_splitting_loses_nothing_but_blanks(paragraph: str) -> None:
    assert "".join("".join(split_sentences(paragraph)).split()) == "".join(paragraph.split())


def edit(old: str, new: str) -> SentenceChange:
    return SentenceChange("edit", old, new)


COMPARED = [
    ("One stays. Two goes.", "One stays.", [SentenceChange("deletion", "Two goes.", None)]),
    ("One stays.", "One stays. Two comes.", [SentenceChange("addition", None, "Two comes.")]),
    ("One stays.", "Zero comes. One stays.", [SentenceChange("addition", None, "Zero comes.")]),
    ("", "One comes. Two comes.", [SentenceChange("addition", None, "One comes. Two comes.")]),
    (
        "",
        "One comes.\n\nTwo comes.",
        [SentenceChange("addition", None, "One comes."), SentenceChange("addition", None, "Two comes.")],
    ),
    (
        "The talks begin on Monday in Oslo. Nobody knows more.",
        "The talks begin on Friday in Oslo. Nobody knows more.",
        [edit("The talks begin on Monday in Oslo.", "The talks begin on Friday in Oslo.")],
    ),
    (
        "The talks begin on Monday in Oslo.",
        "Rain fell over the whole country all night.",
        [
            SentenceChange("deletion", "The talks begin on Monday in Oslo.", None),
            SentenceChange("addition", None, "Rain fell over the whole country all night."),
        ],
    ),
    ("One stays. Two stays.", "One stays.\n\nTwo stays.", []),
    ("“Quoted,” he said.", '"Quoted,"  he  said.', []),
    ("A – b.", "A - b.", []),
    ("Wait…", "Wait...", []),
    ("soft\u00adhyphen.", "softhyphen.", []),
    ("Case matters here.", "case matters here.", [edit("Case matters here.", "case matters here.")]),
    ("同じ文。消える文。", "同じ文。", [SentenceChange("deletion", "消える文。", None)]),
    ("وصل يوم الأربعاء. غادر.", "وصل يوم الخميس. غادر.", [edit("وصل يوم الأربعاء.", "وصل يوم الخميس.")]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "wanted"), COMPARED)
def test_two_versions_differ_by_these_sentences(old: str, new: str, wanted: list[SentenceChange]) -> None:
    assert sentence_changes(old, new) == wanted


WORDS = "bridge river town council vote train grain north south winter ferry ice coast guard school mayor".split()  # noqa: SIM905


def sentence(dice: Random) -> str:
    words = dice.choices(WORDS, k=dice.randint(3, 9))
    return " ".join(words).capitalize() + dice.choice([".", ".", "!", "?"])


def text(paragraphs: list[list[str]]) -> str:
    return "\n\n".join(" ".join(paragraph) for paragraph in paragraphs if paragraph)


def changed(dice: Random, paragraphs: list[list[str]]) -> list[list[str]]:
    """Return the text as an editor leaves it: sentences gone, new, reworded, moved; paragraphs cut and joined."""
    made = [list(paragraph) for paragraph in paragraphs]
    for _ in range(dice.randint(0, 5)):
        place = dice.choice(made)
        match dice.randint(0, 4):
            case 0 if place:
                place.pop(dice.randrange(len(place)))
            case 1:
                place.insert(dice.randint(0, len(place)), sentence(dice))
            case 2 if place:
                number = dice.randrange(len(place))
                place[number] = place[number].replace(" ", " very ", 1)
            case 3 if place:
                dice.choice(made).append(place.pop(dice.randrange(len(place))))
            case _:
                made.insert(dice.randint(0, len(made)), [sentence(dice)])
    return made


def told(one: str | None) -> Counter[str]:
    return Counter(level(part) for part in split_sentences(one or ""))


def all_sentences(whole: str) -> Counter[str]:
    return sum((told(paragraph) for paragraph in whole.split("\n\n")), Counter())


@pytest.mark.parametrize("seed", range(40))
def test_from_the_old_text_and_the_changes_the_new_one_can_be_told(seed: int) -> None:
    dice = Random(seed)
    paragraphs = [[sentence(dice) for _ in range(dice.randint(1, 5))] for _ in range(dice.randint(1, 5))]
    old, new = text(paragraphs), text(changed(dice, paragraphs))
    found = sentence_changes(old, new)
    made = all_sentences(old)
    for change in found:
        if change.kind == "move":
            assert told(change.old) == told(change.new)
            continue
        made.subtract(told(change.old))
        made.update(told(change.new))
    assert +made == all_sentences(new) and not -made
    assert all((change.old is None) == (change.kind == "addition") for change in found)
    assert all((change.new is None) == (change.kind == "deletion") for change in found)


@pytest.mark.parametrize("seed", range(10))
def test_a_text_is_the_same_as_itself_however_it_is_set(seed: int) -> None:
    dice = Random(seed)
    sentences = [sentence(dice) for _ in range(12)]
    one, other = text([sentences[:5], sentences[5:]]), text([sentences[:2], sentences[2:9], sentences[9:]])
    assert sentence_changes(one, one) == sentence_changes(one, other) == sentence_changes(other, one) == []


CORRECTIONS = [
    "Correction: an earlier version misstated the date.",
    "CORRECTION (3 May): The name is Ek.",
    "Corrections: two names.",
    "Corrected: the bridge is 90 metres long.",
    "Clarification: the council has not voted.",
    "Erratum: 1987, not 1978.",
    "Editor's note: this story has been updated.",
    "Editor’s Note: the headline was changed.",
    "Korrektur: Es waren neun.",
    "Berichtigung: Der Name lautet Ek.",
    "Richtigstellung",
    "Rectificatif : le maire a dit oui.",
    "Rectification : non.",
    "Corrección: fueron nueve.",
    "Fe de errores: fue el martes.",
    "Rectificación: no.",
    "Correção: foram nove.",
    "Errata corrige: il ponte è lungo 90 metri.",
    "Rettifica: no.",
    "Correctie: het waren er negen.",
    "Rättelse: nio.",
    "Rettelse: ni.",
    "Korjaus: yhdeksän.",
    "Oikaisu: yhdeksän.",
    "Sprostowanie: dziewięć.",
    "Oprava: devět.",
    "Helyesbítés: kilenc.",
    "Düzeltme: dokuz.",
    "Исправление: их было девять.",
    "Поправка: девять.",
    "Уточнение: девять.",
    "Виправлення: дев'ять.",
    "Διόρθωση: εννέα.",
    "تصحيح: كانوا تسعة.",
    "תיקון: היו תשעה.",
    "訂正：九人でした。",
    "更正：九人。",
    "勘误：九人。",
    "정정: 아홉 명.",
    "바로잡습니다: 아홉 명.",
    "An earlier version of this article misstated the date.",
    "In an earlier version of this story the name was wrong.",
    "This article was amended on 3 May.",
    "This story has been corrected.",
    "— Correction: nine.",
    "*Correction*: nine.",
]


@pytest.mark.parametrize("notice", CORRECTIONS)
def test_a_notice_of_correction_is_known_in_its_language(notice: str) -> None:
    assert is_correction(notice)


@pytest.mark.parametrize(
    "sentence",
    [
        "The correction of the river took years.",
        "He was corrected by the mayor.",
        "Prices fell in a market correction.",
        "Corrective lenses are free.",
        "Die Korrekturen am Gesetz sind gering.",
        "The editor took note of it.",
        "An earlier version of the law failed.",
        "This article of the constitution was old.",
        "Errataville is a town.",
        "",
    ],
)
def test_a_sentence_about_correcting_is_no_notice(sentence: str) -> None:
    assert not is_correction(sentence)


def test_a_sentence_is_the_source_of_one_edit_alone() -> None:
    old, new = "The bridge opened on Monday morning.", "The bridge opened on Sunday morning."
    other = "The bridge opened on Friday morning."
    assert sentence_changes(old, f"{new} {other}") == [edit(old, new), SentenceChange("addition", None, other)]


def test_a_sentence_is_not_matched_with_its_like_far_away() -> None:
    between = [str(number) for number in range(300)]
    assert _rough_gaps(["x", *between, "y"], ["y", *between]) == [(0, 1, 0, 1), (301, 302, 301, 301)]
    assert _rough_gaps(["x", *between[:100], "y"], ["y", *between]) == [(0, 101, 0, 0), (102, 102, 1, 301)]
