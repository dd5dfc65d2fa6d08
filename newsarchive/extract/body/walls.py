"""The notice of a wall: what a page says where it shows the beginning of an article and asks to pay for the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from lxml.html import HtmlElement

from newsarchive.extract.index import is_large, whole_text
from newsarchive.text import clean_line, fold

_MOST_WORDS = 150
"""Words of a text behind which a wall can stand: with more, what asks to subscribe is an advertisement."""

_LONGEST_WORD = 15
_SHORTEST, _LONGEST = 8, 300
"""Characters of a notice."""
_RAW = 20 * _LONGEST
"""Characters of a notice as the page prints it, with its white space."""

_BOXES = ("div", "section", "aside")
_INNER = frozenset((*_BOXES, "p", "h2", "h3", "h4", "h5", "ul", "form", "article", "script", "style", "template"))

_NOTICE = re.compile(
    r"(subscribe|register|log ?in|sign (in|up)|join|pay|upgrade)\b.{0,60}\bto (continue|keep) reading|"
    r"to (continue|keep) reading( this \w+)?,? (please )?(subscribe|register|log ?in|sign (in|up)|join)|"
    r"(subscribe|register|log ?in|sign in)\b.{0,40} to (read|access|unlock) (the (full|rest|whole)|this|more)|"
    r"(this|the (full|rest of this)) (article|story|content|post) is (only |exclusively )?"
    r"(available |reserved |exclusive )?(only )?(to|for) (our |paid |paying )?(subscribers|members)|"
    r"^(this .{0,30}is )?(for )?(subscribers|members)[- ]only\b|"
    r"(abonnieren|registrieren|anmelden|testen)\b.{0,40}\bweiterlesen|weiterlesen mit .{0,40}(abo|plus|\+)|"
    r"(nur|exklusiv) für (abonnent|mitglieder)|(réservée?|exclusif).{0,20} (aux|nos) abonnés|"
    r"il vous reste .{1,12}% de cet article|abonnez-vous pour (lire|continuer)|"
    r"(contenido |artículo )?(exclusivo|solo) para (suscriptores|socios)|suscríbete para (seguir|continuar) leyendo|"
    r"(riservat[oa] agli abbonati)|abbonati per (continuare|leggere)|alleen voor abonnees|"
    r"(conteúdo )?exclusivo para assinantes|assine para continuar|"
    r"verder lezen\b.{0,30}\b(abonnement|abonneer|lid)|tylko dla (prenumeratorów|subskrybentów)|"
    r"czytać dalej.{0,30}\b(subskrypcj|prenumerat|zaloguj)|(доступн\w+ )?только (по подписке|для подписчиков)|"
    r"(доступн\w+ )?(лише|тільки) (за передплатою|для передплатників)|yalnızca aboneler|"
    r"(endast|bara|kun|bare) för prenumeranter|(kun|bare) for abonnenter|vain tilaajille|"
    r"(pouze|jen) pro předplatitele|(len|iba) pre predplatiteľov|előfizetőink? (számára|részére)|csak előfizetők|"
    r"μόνο για συνδρομητέσ|doar pentru abonați|само за абонати|samo za pretplatnike|"
    r"(仅限|只限|僅限).{0,6}(订阅|訂閱|会员|會員)|この記事は.{0,4}会員限定|残り\s?\d[\d,]*\s?文字|"
    r"유료\s?(회원|구독자)|구독자 전용|للمشتركين فقط|רק למנויים|khusus pelanggan|chỉ dành cho (thuê bao|hội viên)"
)

_KEYS = ("reading", " to read ", " to access ", " to unlock ", "subscribers", "members", "weiterlesen", "abonn",
         "mitglieder", "cet article", "suscriptores", "socios", "leyendo", "abbonati", "assin", "verder lezen",
         "prenumer", "subskry", "подпис", "передплат", "abone", "tilaajille", "předplatitele", "predplatiteľov",
         "előfizető", "συνδρομητές", "абонати", "pretplatnike", "限", "会員", "文字", "유료", "구독자",
         "للمشتركين", "למנויים", "pelanggan", "thuê bao", "hội viên")  # fmt: skip
"""Every notice holds one of these; looking for them costs a tenth of the pattern."""


def find_notice(root: HtmlElement, body: Sequence[str]) -> str | None:
    """Return the page's notice that the rest must be paid for; None where the text is too long to stand before a wall.

    Only what is printed counts, not scripts or templates.
    """
    if any(words > _MOST_WORDS for words in accumulate(map(_words, body))):
        return None
    texts = [text for text in _short_texts(root) if _SHORTEST <= len(text) <= _LONGEST]
    whole = "\n".join(texts).lower()
    keys = [key for key in _KEYS if key in whole]
    return next((clean_line(text) for text in texts if is_notice(text, keys)), None) if keys else None


def _words(text: str) -> int:
    """Return how many words the text has; in scripts that write without blanks four characters count for one."""
    return max(len(text.split()), len(text) // 4 if text.count(" ") * _LONGEST_WORD < len(text) else 0)


def _short_texts(root: HtmlElement) -> Iterator[str]:
    """Yield the texts of paragraphs, headings and innermost boxes, white space folded."""
    for element in root.iter("p", "h2", "h3", "h4", "h5", "strong", "span", "a", "li", *_BOXES):
        if len(element) == 0:
            text = element.text
        elif (element.tag in _BOXES and any(child.tag in _INNER for child in element)) or is_large(element):
            continue  # of ten thousand nested elements each would be read for all that is in it
        else:
            text = whole_text(element)
        if text and _SHORTEST <= len(text) <= _RAW:
            yield " ".join(text.split())


def is_notice(text: str, keys: Sequence[str] = _KEYS) -> bool:
    """Tell whether a paragraph is the notice of a wall; `keys`: those of `_KEYS` that it may hold."""
    low = text.lower() if len(text) <= _LONGEST else ""
    return any(key in low for key in keys) and _NOTICE.search(fold(text)) is not None
