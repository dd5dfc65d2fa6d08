"""A question with its answer, as it is found before the page's pairs are joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.extract.blocks import is_hidden, line, paragraphs
from newsarchive.text import clean_block, clean_line, letters, unescape

MAX_QUESTION = 400
"""Characters; a longer "question" is a paragraph."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and its answer with the elements that print them."""

    question: str
    answer: str | None
    origin: str
    elements: tuple[HtmlElement, ...] = ()

    @property
    def key(self) -> str:
        """What is equal for the same question in other case, punctuation and numbering."""
        return question_key(self.question)


# Behind a mark: a colon, or a point, bracket or dash with a blank, so that "Q-tips" and "5.30 pm" stay whole.
_STOP = r"(?:[:：、．](?!\\)|[.)](?=\s|$)|\s?[-–—](?=\s))"
_NUMBER = re.compile(r"^\s*(?:#\s?\d{1,3}\b[.):]?|\(?\d{1,3}\s?(?:[:、．]|[.)])(?!\d)|\d{1,3}\s[-–]\s)\s*")
_QUESTION_MARK = re.compile(
    r"^\s*(?:(?:q|question|frage|pregunta|domanda|pergunta|vraag|pytanie|вопрос|питання|запитання|soru|سؤال|السؤال|प्रश्न|"
    r"fråga|spørsmål|spørgsmål|kysymys|otázka|kérdés|întrebare|ερώτηση|پرسش|שאלה|hỏi|tanya|"
    rf"सवाल|问题?|問題?|質問|질문|faq)\s?\d{{0,3}}\s?{_STOP}|[fpdvвпsс]\s?\d{{0,2}}\s?(?::(?=\s|$)|：)|س\s?\d{{0,2}}\s?[:：]|Ｑ\s?[:：.．]?)\s*",
    re.IGNORECASE,
)
_ANSWER_MARK = re.compile(
    r"^\s*(?:(?:answer|ans|antwort|réponse|respuesta|risposta|resposta|antwoord|odpowiedź|ответ|відповідь|cevap|yanıt|جواب|"
    r"svar|vastaus|odpověď|odpoveď|válasz|răspuns|απάντηση|پاسخ|תשובה|đáp|jawab|"
    rf"الجواب|الإجابة|उत्तर|जवाब|答案?|回答|답변)\s?\d{{0,3}}\s?{_STOP}|[aroоcвsج]\s?\d{{0,2}}\s?(?::(?=\s|$)|：)|Ａ\s?[:：.．]?)\s*",
    re.IGNORECASE,
)
_LETTER_ANSWER = re.compile(r"^\s*a\s?\d{0,2}\s?(?:[.)]\s+|．\s*)", re.IGNORECASE)
_BARE_MARK = re.compile(r"(?:[^\W\d_]|\d{1,3})[.:：)]?|\?")
_FOOT = re.compile(
    r"(?:back\sto\s(?:the\s)?(?:top|questions?|overview)|(?:zurück\s)?nach\soben|(?:retour\s)?en\shaut(?:\sde\spage)?|"
    r"volver\s(?:arriba|al\sinicio)|voltar\sao\stopo|torna\s(?:su|all['’]inizio)|(?:terug\s)?naar\sboven|наверх|"
    r"do\sgóry|yukarı(?:\sçık)?|ページトップへ|返回顶部|回到頂部|맨\s위로|"
    r"(?:was|is)\sthis\s(?:answer\s|article\s|page\s)?(?:helpful|useful)\??|did\sthis\shelp\??|"
    r"war\s(?:diese\santwort|das|dies)\s(?:für\ssie\s)?hilfreich\??|"
    r"cette\sréponse\s(?:vous\sa-t-elle\saidée?|est-elle\sutile)\s?\??|¿(?:te|le)\sha\s(?:sido\sútil|resultado\sútil)\?|"
    r"(?:ti\sè\sstato|è\sstat[ao])\sutile\??|esta\sresposta\sfoi\sútil\??|was\sdit\s(?:antwoord\s)?nuttig\??|"
    r"(?:был\sли\s(?:этот\s)?ответ|было\sли\sэто)\sполез(?:ен|но)\??|(?:この回答は)?役に立ちましたか[？?]?)"
    r"(?:[\s/|]*(?:yes|no|ja|nein|oui|non|sí|sì|sim|não|nee|да|нет|はい|いいえ))*[\s.↑▲]*",
    re.IGNORECASE,
)
_ASKED = re.compile(r"[?？؟]\s?\S")
_BESIDE = frozenset(("span", "i", "small", "div"))
_LONGEST_SIGN = 20
"""Characters of what an element behind the question says of its opening."""
_ICON = re.compile(r"\s*\w{0,30}\s*")
_FIRST = 8
"""Elements of a title among which the one is that holds its first text."""
_TOGGLES = "+＋×✕✖➕➖▼▾▸►▶›⌄−–-"
"""Signs that open and close an accordion; "»" may also close a quotation."""
_SIGNS = re.compile(rf"^(?:[»{_TOGGLES}]\s+)+|(?:(?<=[?？؟])\s*|\s+)(?:[{_TOGGLES}]\s?){{1,2}}$")
"""Such signs at the edges of a title."""
_SIGN = re.compile(rf"\s*[»{_TOGGLES}]\s*")

ENDS_ASKING = re.compile(r"[?？؟⸮;︖]['\"”’»)\]*\s]*$")
"""Question marks of the scripts; the semicolon is Greek's."""


def asks(text: str) -> bool:
    """Tell whether the text ends as a question does; a semicolon counts for Greek letters alone."""
    match = ENDS_ASKING.search(text)
    if match is None:
        return False
    return not match[0].startswith(";") or bool(re.search("[\u0370-\u03ff]", text))


def question_text(text: str) -> str:
    """Return the question without numbering and "Q:"."""
    text = _SIGNS.sub("", clean_line(text))
    for _ in range(2):
        text = _QUESTION_MARK.sub("", _NUMBER.sub("", text))
    return text.strip()


def is_marked_question(text: str) -> bool:
    """Tell whether the text begins with "Q:" or its like, and asks where the letter may be that of an answer: "В:" in
    Ukrainian, "S:" in Swedish."""
    is_marked = bool(_QUESTION_MARK.match(_NUMBER.sub("", text)))
    return is_marked and (not is_marked_answer(text) or asks(text.partition("\n")[0]))


def is_marked_answer(text: str) -> bool:
    """Tell whether the text begins with "A:" or its like."""
    return bool(_ANSWER_MARK.match(text))


def answer_text(parts: list[str], *, marked: bool = False) -> str | None:
    """Return the paragraphs as one text without "A:"; None where nothing is left.

    `marked`: the question began with "Q": then "A." is a mark too.
    """
    if len(parts) > 1 and is_bare_mark(parts[0]):
        parts = parts[1:]
    if parts:
        first = _ANSWER_MARK.sub("", parts[0])
        parts = [_LETTER_ANSWER.sub("", first) if marked else first, *parts[1:]]
    while len(parts) > 1 and is_foot(parts[-1]):
        parts = parts[:-1]
    return clean_block("\n\n".join(part for part in parts if part.strip())) or None


def is_foot(text: str) -> bool:
    """Tell whether the text is what a template puts below each answer: "Back to top"."""
    return _FOOT.fullmatch(text) is not None


def question_key(text: str) -> str:
    """Return the letters and digits of a question, folded."""
    return letters(question_text(unescape(text)))


def panel_paragraphs(element: HtmlElement, title: HtmlElement | None = None) -> list[str]:
    """Return the paragraphs of an answer's element, also where a closed accordion hides them; without an "A" in an
    element of its own where the title has such a letter."""
    letter = [] if title is None or not any(map(_is_letter, _signs(title))) else filter(_is_letter, _signs(element))
    found = paragraphs(element, set(letter))
    if found:
        return found
    return [text for child in element.iterdescendants() if is_hidden(child) for text in paragraphs(child)]


def title_line(element: HtmlElement, skip: Iterable[HtmlElement] = ()) -> str:
    """Return the text of a question's element in one line, without icons and a mark in an element of its own, and
    without what stands in one behind the question mark: "Expand", or an icon's name."""
    unseen = {*skip, *_signs(element)}
    text = line(element, unseen) or clean_line(" ".join(element.itertext()))
    if not asks(text) and _ASKED.search(text):
        last = next((inner for inner in reversed([*element.iterdescendants()]) if (inner.text or "").strip()), None)
        if last is not None and last.tag in _BESIDE and len(last.text.strip()) <= _LONGEST_SIGN:
            shorter = line(element, {*unseen, last})
            return shorter if asks(shorter) else text
    return text


def is_bare_mark(text: str) -> bool:
    """Tell whether the text is a number or a letter and nothing else: what stands beside a question or an answer."""
    return _BARE_MARK.fullmatch(text.strip()) is not None


def _is_letter(element: HtmlElement) -> bool:
    return len((element.text or "").strip()) == 1 and (element.text or "").strip().isalpha()


def _signs(title: HtmlElement) -> Iterator[HtmlElement]:
    for inner in title.iter("i", "span"):
        # An icon of a font is written as its name: "keyboard_arrow_down".
        text = inner.text or ""
        is_icon = "icon" in (inner.get("class") or "") and _ICON.fullmatch(text)
        if len(inner) == 0 and (is_icon or _SIGN.fullmatch(text)):
            yield inner
    if (title.text or "").strip():
        return
    for inner in islice(title.iterdescendants("span", "b", "strong", "i", "em", "div", "h2", "h3", "h4", "h5"), _FIRST):
        text, tail = (inner.text or "").strip(), (inner.tail or "").lstrip()
        if text and len(inner) == 0 and is_bare_mark(text) and not tail[:1].islower():
            yield inner  # and not an initial: "<span>W</span>hy"
        if text or tail:
            return
