"""The notice of a wall, or its box: what a page prints where it shows the beginning of an article and asks to pay for
the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain

from lxml.html import HtmlElement

from newsarchive.extract.blocks import is_hidden, paragraphs
from newsarchive.extract.index import Index, is_large, whole_text
from newsarchive.text import clean_line, cut, fold, fold_blanks

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
    r"(this|the (full|rest of this)) (article|story|content|post|page) is (only |exclusively )?"
    r"(available |reserved |exclusive |restricted )?(only )?(to|for) (our |paid |paying )?(subscribers|members)|"
    r"this (article|story|content|post|page) is for [\w &+,]{1,60} (subscribers|members) only\b|"
    r"you (must|need to) (be|become|upgrade|purchase|subscribe|log ?in|sign in)\b.{0,60} to (read|access|view) "
    r"(the (full|rest|whole)|this (article|story|content|post|page))|"
    r"to (read|access|view) this (article|story|content|post|page),? you (must|need to) "
    r"(be a|become|upgrade|purchase|subscribe)|"
    r"you are (unauthori[sz]ed|not authori[sz]ed) to (read|access|view) this (article|content|post|page)|"
    r"continue reading this (article|story|post) for free|available to \w+ members only|"
    r"^(this .{0,30}is )?(for )?(subscribers|members)[- ]only\b|^member[- ]only (article|story|post|content)$|"
    r"(abonnieren|registrieren|anmelden|testen)\b.{0,40}\bweiterlesen|weiterlesen mit .{0,40}(abo|plus|\+)|"
    r"(nur|exklusiv) für (zahlende |unsere )?(abonnent|mitglieder)|mitglied, um weiterzulesen|"
    r"(réservée?|exclusif).{0,20} (aux|nos) abonnés|"
    r"il vous reste .{1,12}% de cet article|abonnez-vous pour (lire|continuer)|"
    r"(contenido |artículo )?(exclusivo|solo) para (suscriptores|socios)|suscríbete para (seguir|continuar) leyendo|"
    r"(riservat[oa] agli abbonati)|(solo|soltanto) per (gli )?(abbonati|iscritti)|"
    r"abbonati per (continuare|leggere)|alleen voor (betalende )?abonnees|"
    r"(exclusivo|apenas|somente) para assinantes|assine para continuar|"
    r"verder lezen\b.{0,30}\b(abonnement|abonneer|lid)|tylko dla (prenumeratorów|subskrybentów)|"
    r"czytać dalej.{0,30}\b(subskrypcj|prenumerat|zaloguj)|(доступн\w+ )?только (по подписке|для подписчиков)|"
    r"(доступн\w+ )?(лише|тільки) (за передплатою|для передплатників)|yalnızca aboneler|"
    r"(endast|bara|kun|bare) för prenumeranter|(kun|bare) for abonnenter|vain tilaajille|"
    r"(pouze|jen) pro předplatitele|(len|iba) pre predplatiteľov|előfizetőink? (számára|részére)|csak előfizetők|"
    r"μόνο για συνδρομητέσ|doar pentru abonați|само за абонати|samo za pretplatnike|"
    r"(仅限|只限|僅限).{0,6}(订阅|訂閱|会员|會員)|この記事は.{0,4}会員限定|残り\s?\d[\d,]*\s?文字|"
    r"유료\s?(회원|구독자)|구독자 전용|للمشتركين فقط|רק למנויים|khusus pelanggan|chỉ dành cho (thuê bao|hội viên)"
)

_KEYS = ("reading", " to read ", " to access ", " to unlock ", "subscribers", "members", "weiterlesen",
         "weiterzulesen", "abonn", "mitglieder", "cet article", "suscriptores", "socios", "leyendo", "abbonati",
         "assin", "verder lezen", "iscritti", "you must ", "you need to ", "authori", "member-only",
         "to view this ", "prenumer", "subskry", "подпис", "передплат", "abone", "tilaajille", "předplatitele",
         "predplatiteľov", "előfizető", "συνδρομητές", "абонати", "pretplatnike", "限", "会員", "文字", "유료",
         "구독자", "للمشتركين", "למנויים", "pelanggan", "thuê bao", "hội viên")  # fmt: skip
"""Every notice holds one of these; looking for them costs a tenth of the pattern."""


_NAMES = ("message", "upgrade-cta", "content-gate")
_NAMED = re.compile(
    r"(?<![^\W_])(?:paywall|unauthori[sz]ed|restrict(?:ed|ion)|locked[-_]content|pmpro_content)[-_]message(?![^\W_])|"
    r"(?<![^\W_])(?:upgrade-cta|content-gate)(?![^\W_])"
)
"""What membership software names the box that it prints in place of the rest, in whatever language it speaks."""
_APART = frozenset(("header", "footer", "nav", "dialog", "template", "noscript", "form"))
_LONGEST_BOX = 600
"""Characters of the box around a notice."""


def find_wall(index: Index, body: Sequence[str]) -> tuple[str, frozenset[str]] | None:
    """Return what shows that the rest must be paid for, a notice or the name of a box, and the paragraphs that stand
    in its box; None where there is none, or the text is too long to stand before a wall.

    Only what is printed counts, not scripts, templates or what is hidden.
    """
    if any(words > _MOST_WORDS for words in accumulate(map(_words, body))):
        return None
    texts = [one for one in _short_texts(index.elements[0]) if _SHORTEST <= len(one[1]) <= _LONGEST]
    whole = "\n".join(text for _, text in texts).lower()
    keys = [key for key in _KEYS if key in whole]
    for element, text in texts if keys else ():
        if is_notice(text, keys) and _is_shown(element):
            return f"notice: {cut(clean_line(text), 150)}", _said(element, body)
    for name, element in _named(index):
        if _is_shown(element) and not _APART.intersection(outer.tag for outer in element.iterancestors()):
            return f"class: {name}", _said(element, ())
    return None


def _named(index: Index) -> Iterator[tuple[str, HtmlElement]]:
    names = index.class_names
    if any(name in names for name in _NAMES):
        for name in sorted({name for name in names.split() if _NAMED.search(name)}):
            yield from ((name, element) for element in index.classed(name) if whole_text(element).strip())


def _is_shown(element: HtmlElement) -> bool:
    around = chain((element,), element.iterancestors())
    return not any(is_hidden(outer) or outer.tag in ("template", "noscript") for outer in around)


def _said(notice: HtmlElement, body: Sequence[str]) -> frozenset[str]:
    """Return the paragraphs of the largest box around the notice that holds no text of the article before it."""
    text = next((fold_blanks(paragraph) for paragraph in body if not is_notice(paragraph)), None)
    if not text:
        return frozenset(paragraphs(notice))
    box = notice
    for outer in notice.iterancestors():
        held = fold_blanks(whole_text(outer)) if outer.tag in _BOXES and not is_large(outer) else ""
        if not 0 < len(held) <= _LONGEST_BOX or text in held:
            break
        box = outer
    return frozenset(paragraphs(box))


def _words(text: str) -> int:
    """Return how many words the text has; in scripts that write without blanks four characters count for one."""
    return max(len(text.split()), len(text) // 4 if text.count(" ") * _LONGEST_WORD < len(text) else 0)


def _short_texts(root: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Yield paragraphs, headings and innermost boxes with their texts, white space folded."""
    for element in root.iter("p", "h2", "h3", "h4", "h5", "strong", "span", "a", "li", *_BOXES):
        if len(element) == 0:
            text = element.text
        elif (element.tag in _BOXES and any(child.tag in _INNER for child in element)) or is_large(element):
            continue  # of ten thousand nested elements each would be read for all that is in it
        else:
            text = whole_text(element)
        if text and _SHORTEST <= len(text) <= _RAW:
            yield element, " ".join(text.split())


def is_notice(text: str, keys: Sequence[str] = _KEYS) -> bool:
    """Tell whether a paragraph is the notice of a wall; `keys`: those of `_KEYS` that it may hold."""
    low = text.lower() if len(text) <= _LONGEST else ""
    return any(key in low for key in keys) and _NOTICE.search(fold(text)) is not None
