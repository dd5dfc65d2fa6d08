"""Sentences of two versions: split in many scripts, compared without losing or inventing one."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from newsarchive.archive.content import level
from newsarchive.archive.sentences import (
    SentenceChange,
    SentenceKind,
    _rough_gaps,
    gaps,
    sentence_changes,
    split_sentences,
)

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
    ("He left (at last.) She stayed.", ["He left (at last.)", "She stayed."]),
    ("„Geh!“ sagte er. Er ging.", ["„Geh!“ sagte er.", "Er ging."]),
    ("Am 3. Oktober z. B. kam er. Dann ging er.", ["Am 3. Oktober z. B. kam er.", "Dann ging er."]),
    ("On 3. May it rained. It did.", ["On 3. May it rained.", "It did."]),
    ("Mr. Kim met Gen. Lee on Oct. 19. They spoke.", ["Mr. Kim met Gen. Lee on Oct. 19. They spoke."]),
    ("「来た。」と言った。", ["「来た。」", "と言った。"]),
    ("北京大学发布报告。报告说。", ["北京大学发布报告。", "报告说。"]),
    ("本当？はい！", ["本当？", "はい！"]),
    ("One.Two. Three.", ["One.Two.", "Three."]),
    ("a\u00a0b. C.", ["a\u00a0b. C."]),
    ("No stop at all", ["No stop at all"]),
    ("   ", []),
    ("", []),
    ("\u200f", ["\u200f"]),
]  # fmt: skip


@pytest.mark.parametrize(("paragraph", "wanted"), SPLIT)
def test_a_paragraph_is_split_where_its_sentences_end(paragraph: str, wanted: list[str]) -> None:
    assert split_sentences(paragraph) == wanted


ABBREVIATIONS = """
Mr Mrs Ms Dr Prof Gen Col Lt Sgt Sen Rep Gov St No Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec vs
Nr bzw ca Hr Fr Sr Sra Mme M J 7"""


@pytest.mark.parametrize("word", ABBREVIATIONS.split())
def test_an_abbreviation_ends_no_sentence(word: str) -> None:
    assert split_sentences(f"He saw {word}. Kim there. It rained.") == [f"He saw {word}. Kim there.", "It rained."]


@pytest.mark.parametrize("sign", "\"'”’»)]")
def test_what_closes_behind_a_stop_belongs_to_its_sentence(sign: str) -> None:
    assert split_sentences(f"He came.{sign} She left.") == [f"He came.{sign}", "She left."]


@pytest.mark.parametrize("sign", "”’」』）")
def test_what_closes_behind_a_wide_stop_belongs_to_its_sentence(sign: str) -> None:
    assert split_sentences(f"他来了。{sign}她走了。") == [f"他来了。{sign}", "她走了。"]


@pytest.mark.parametrize("letter", "azаяё")
def test_a_small_letter_behind_a_stop_begins_no_sentence(letter: str) -> None:
    assert split_sentences(f"One two. {letter}nd so on.") == [f"One two. {letter}nd so on."]


@pytest.mark.parametrize("paragraph", [one[0] for one in SPLIT])
def test_splitting_loses_nothing_but_blanks(paragraph: str) -> None:
    assert "".join("".join(split_sentences(paragraph)).split()) == "".join(paragraph.split())


COMPARED: list[tuple[str, str, list[tuple[SentenceKind, str | None, str | None]]]] = [
    ("", "", []),
    ("One stays. Two goes.", "One stays.", [("deletion", "Two goes.", None)]),
    ("One stays. Two goes. Three stays.", "One stays. Three stays.", [("deletion", "Two goes.", None)]),
    ("One stays.", "One stays. Two comes.", [("addition", None, "Two comes.")]),
    ("One stays.", "Zero comes. One stays.", [("addition", None, "Zero comes.")]),
    ("One stays.", "Zero comes.\n\nHalf comes.\n\nOne stays.",
     [("addition", None, "Zero comes."), ("addition", None, "Half comes.")]),
    ("", "One comes. Two comes.", [("addition", None, "One comes. Two comes.")]),
    ("", "One comes.\n\nTwo comes.", [("addition", None, "One comes."), ("addition", None, "Two comes.")]),
    ("One goes. Two goes.\n\nThree goes.", "",
     [("deletion", "One goes. Two goes.", None), ("deletion", "Three goes.", None)]),
    ("x. x. x. ", "", [("deletion", "x. x. x.", None)]),
    ("Same. Same. Same.", "Same. Same.", [("deletion", "Same.", None)]),
    ("A b c.\n\nD e f. G h i.", "A b c.\n\nX y z.\n\nD e f. G h i.", [("addition", None, "X y z.")]),
    ("The talks begin on Monday in Oslo. Nobody knows more.", "The talks begin on Friday in Oslo. Nobody knows more.",
     [("edit", "The talks begin on Monday in Oslo.", "The talks begin on Friday in Oslo.")]),
    ("The panel met on Monday in Seoul.", "The panel met on Tuesday in Seoul. It adjourned. Nobody spoke.",
     [("edit", "The panel met on Monday in Seoul.", "The panel met on Tuesday in Seoul."),
      ("addition", None, "It adjourned. Nobody spoke.")]),
    ("Nobody was hurt.", "The mayor resigns today over it.",
     [("deletion", "Nobody was hurt.", None), ("addition", None, "The mayor resigns today over it.")]),
    ("Ann Bell sang in the hall.", "Ann Bell left for the coast again.",
     [("deletion", "Ann Bell sang in the hall.", None), ("addition", None, "Ann Bell left for the coast again.")]),
    ("The ferry left at noon today. The ferry left at dawn for Oslo.", "The ferry left at dawn for Rome.",
     [("deletion", "The ferry left at noon today.", None),
      ("edit", "The ferry left at dawn for Oslo.", "The ferry left at dawn for Rome.")]),
    ("One goes. Beta is here. Two goes.\n\nEnd stays. So it ends.", "End stays. So it ends. Beta is here.",
     [("deletion", "One goes.", None), ("deletion", "Two goes.", None), ("move", "Beta is here.", "Beta is here.")]),
    ("Alpha comes first. Beta comes next. Gamma ends it.", "Gamma ends it. Alpha comes first. Beta comes next.",
     [("move", "Gamma ends it.", "Gamma ends it.")]),
    ("One stays. Two stays.", "One stays.\n\nTwo stays.", []),
    ("“Quoted,” he said.", '"Quoted,"  he  said.', []),
    ("A – b.", "A - b.", []),
    ("Wait…", "Wait...", []),
    ("soft\u00adhyphen.", "softhyphen.", []),
    ("Case matters here.", "case matters here.", [("edit", "Case matters here.", "case matters here.")]),
    ("同じ文。消える文。", "同じ文。", [("deletion", "消える文。", None)]),
    ("他来了。他走了。", "他来了。天下雨了。他走了。", [("addition", None, "天下雨了。")]),
    ("وصل يوم الأربعاء. غادر.", "وصل يوم الخميس. غادر.", [("edit", "وصل يوم الأربعاء.", "وصل يوم الخميس.")]),
    ("The bridge opened on Monday.", "The bridge opened on Sunday. The bridge opened on Friday.",
     [("edit", "The bridge opened on Monday.", "The bridge opened on Sunday."),
      ("addition", None, "The bridge opened on Friday.")]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "wanted"), COMPARED)
def test_two_versions_differ_by_these_sentences(
    old: str, new: str, wanted: list[tuple[SentenceKind, str | None, str | None]]
) -> None:
    assert sentence_changes(old, new) == [SentenceChange(*change) for change in wanted]


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


def test_a_sentence_is_not_matched_with_its_like_far_away() -> None:
    between = [str(number) for number in range(300)]
    assert _rough_gaps(["x", *between, "y"], ["y", *between]) == [(0, 1, 0, 1), (301, 302, 301, 301)]
    assert _rough_gaps(["x", *between[:100], "y"], ["y", *between]) == [(0, 101, 0, 0), (102, 102, 1, 301)]


def test_sentences_are_told_once_whatever_happened() -> None:
    dice = Random(3)
    pool = [f"Number {number} went to the {place}." for number in range(8) for place in ("sea", "hills")]
    for _ in range(150):
        old, new = (dice.sample(pool, dice.randint(0, 9)) for _ in range(2))
        changes = sentence_changes(" ".join(old), "\n\n".join(new))
        went = [text for one in changes for text in split_sentences(one.old or "")]
        came = [text for one in changes for text in split_sentences(one.new or "")]
        kept = [text for text in new if text not in came]
        assert sorted(went + [text for text in old if text not in went]) == sorted(old)
        assert sorted(came + kept) == sorted(new)
        assert [text for text in old if text not in went] == kept


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("old", "new", "most"),
    [
        (["Ha.", "Ho."] * 5_000, ["Ha.", "Ha.", "Ho."] * 3_333, 10_000),
        (["Ha."] * 9_000, ["Ho.", *["Ha."] * 9_000, "Hi."], 2),
        ([f"Line {n} is here." for n in range(9_000)], [f"Line {n} is {n % 2}." for n in range(9_000)], 18_000),
        ([" ".join(f"{n}." for n in range(20_000))], [" ".join(f"{n}." for n in range(0, 40_000, 2))], 2),
        (["a b " * 20_000], ["a b c " * 14_000], 2),
    ],
    ids=["turns", "one sentence", "half edited", "numbers", "one endless sentence"],
)
def test_a_text_that_repeats_itself_without_end_is_compared(old: list[str], new: list[str], most: int) -> None:
    assert 0 < len(sentence_changes("\n\n".join(old), "\n\n".join(new))) <= most


def test_the_quick_way_finds_the_same_gaps_where_texts_are_plain() -> None:
    dice = Random(8)
    for _ in range(300):
        old = [f"s{n}" for n in range(dice.randint(0, 30))]
        new = [text for text in old if dice.random() < 0.8]
        for _ in range(dice.randint(0, 4)):
            new.insert(dice.randrange(len(new) + 1), f"n{dice.random()}")
        assert _rough_gaps(old, new) == gaps(old, new)


def test_every_sentence_that_came_or_went_is_told_once() -> None:
    old = " ".join(f"Line {number} was here." for number in range(40))
    new = " ".join(f"Line {number} was here." for number in range(39, -1, -1))
    found = sentence_changes(old, new)
    assert {change.kind for change in found} == {"move"}
    told = [text for change in found for text in split_sentences(change.new or "")]
    assert len(told) == len(set(told)) == 39


def test_a_text_written_anew_is_compared_too() -> None:
    old = "\n\n".join(f"Sentence {n} speaks of the number {n * 7}." for n in range(3_000))
    new = "\n\n".join(f"Line {n} is about nothing but {n * 11} things." for n in range(3_000))
    changes = sentence_changes(old, new)
    assert {change.kind for change in changes} == {"deletion", "addition"} and len(changes) == 6_000
