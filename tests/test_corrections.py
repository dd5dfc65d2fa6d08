"""Notices of correction, told from sentences about correcting, in many languages."""

from __future__ import annotations

from random import Random

import pytest

from newsarchive.archive.changes import is_correction

WORDS = "bridge river town council vote train grain north south winter ferry ice coast guard school mayor".split()  # noqa: SIM905


def sentence(dice: Random) -> str:
    words = dice.choices(WORDS, k=dice.randint(3, 9))
    return " ".join(words).capitalize() + dice.choice([".", ".", "!", "?"])


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Correction, October 26: An earlier version gave the wrong height.", True),
        ("Berichtigung: Das Datum war falsch.", True),
        ("Исправление: дата.", True),
        ("訂正：日付が誤っていました。", True),
        ("This story has been corrected to fix a name.", True),
        ("The corrections officer spoke.", False),
        ("He asked for a correction.", False),
    ],
)
def test_a_notice_of_correction_is_known(text: str, expected: bool) -> None:
    assert is_correction(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Correction: The bridge is in Bonn.", True),
        ("CLARIFICATION — an earlier headline was wrong.", True),
        ("(Editor’s note: the name was misspelled.)", True),
        ("Korrektur: In einer früheren Fassung …", True),
        ("Fe de errores: el nombre es otro.", True),
        ("Rectificatif : le pont est à Lyon.", True),
        ("訂正 見出しに誤りがありました。", True),
        ("Исправление: мост в Бонне.", True),
        ("An earlier version of this article misstated the year.", True),
        ("This story has been corrected to fix a name.", True),
        ("The correction of the river took years.", False),
        ("He corrected the exam.", False),
        ("Correctional officers went on strike.", False),
        ("Corrections officers went on strike.", True),  # a word too much; it begins as notices do
        ("", False),
    ],
)
def test_a_notice_of_correction_begins_as_such(text: str, expected: bool) -> None:
    assert is_correction(text) is expected
