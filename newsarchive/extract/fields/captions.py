"""What is written to a picture: its caption, and whom the picture is from."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain, islice

from lxml.html import HtmlElement

from newsarchive.extract.blocks import HEADINGS, PICTURES, has_one_child, line, paragraphs
from newsarchive.extract.index import is_large, whole_text
from newsarchive.text import clean_line, fold

LONGEST_CAPTION = 2_000
LONGEST_CREDIT = 300

_CAPTION_NAMES = re.compile(
    r"caption|legend|cutline|bildunterschrift|bildtext|didascalia|leyenda|pie-?de-?foto|"
    r"(?:img|image|picture|photo|foto)[-_]*desc",
    re.IGNORECASE,
)
_CREDIT_NAMES = re.compile(r"credit|copyright|source|photographer|fotograf|urheber|quelle|author|agency", re.IGNORECASE)
_CREDIT_TAGS = frozenset(("cite", "small", "footer"))
_HIGHEST = 6
"""Levels above a picture without a `figure` at which its caption may stand."""
_LARGEST = 30
"""Elements of such a frame: a card of another article, or the text itself, holds more or a heading."""
_FEW = 6
"""Elements around a picture alone, and of what stands beside its caption, that are looked at."""
_LONGEST_UNSIGNED = 250
"""Characters of a caption without a source: what is longer may be text beside a picture."""
_DEEPEST = 4
"""Levels between a caption and the box that it shares with its picture."""
_MOST_IN_BOX = 3
"""Elements in that box: the picture, the caption, whom it is from."""
_PARAGRAPHS = 2
"""Paragraphs beside that box from which it stands in a text."""
_RUNNING = 60
"""Characters behind that box from which it stands in a text without paragraphs."""
_BOXES = frozenset(("div", "span", "section", "aside"))
_LARGEST_FIGURE = 200
"""Elements of a figure that are looked at: a gallery may hold hundreds of pictures."""

AGENCY = (
    r"(?:getty(?: images)?|reuters|afp|ap|ap photo|epa|efe|dpa|apa|ansa|anp|belga|tass|xinhua|kyodo(?: news)?|yonhap|"
    r"lusa|keystone|imago(?: images)?|picture[- ]alliance|pa(?: images| wire)?|alamy(?: stock photo)?|bloomberg|"
    r"shutterstock(?:\.com)?|i?stock(?:photo)?|unsplash|pexels|pixabay|zuma(?: press)?|ritzau(?: scanpix)?|ntb|"
    r"ap images|ＡＰ|ＡＦＰ|연합뉴스|뉴시스|뉴스1|共同|時事|新华社|新華社|中新社)"
)
"""Who sells pictures to the press."""
PHOTO = (
    r"(?:(?:photo|image|picture)s?(?: credits?| courtesy| by)?|photograph(?:er|s|y)?(?: by)?|fotos?(?: (?:di|de|von))?|"
    r"fotograf(?:ie|in|ia|ía|o)?|fotoğraf|bild(?:er|quelle|nachweis)?|crédits? photo|photographie|imagem|"
    r"imagen(?:es)?|imágenes|beeld|zdjęcie|kuva|fotó|fotografija|gambar|ảnh|фото|снимка|фотографија|φωτογραφία|φωτό?|写真|画像|撮影|사진|"
    r"图片?|圖片?|图源|照片|摄影|攝影|صورة|تصوير|عکس|תמונה|צילום|फोटो|ছবি|ภาพ)"
)
"""Words for a picture before whom it is from."""
_LABEL = (
    rf"(?:{PHOTO}|(?:video|file)s?(?: credits?| courtesy)?|grafik|illustration|montage|collage|crédits?|credits?|"
    r"credito|créditos?|quelle|source|fonte|fuente|kilde|källa|bron|kaynak|źródło|zdroj|forrás|sursa|izvor|коллаж|колаж|"
    r"иллюстрация|источник|джерело|източник|извор|πηγή|提供|المصدر|منبع)"
)
# Both ask first for the letters with which their words begin: half the time.
_LABELLED = re.compile(
    r"(?-i:(?=[b-dfgikmnpqsvzB-DFGIKMNPQSVZ\u00c0-\uffff]))"
    rf"(?:^|(?<=[\s(\[|.,…!?\"”»／/–—-]))(?<!file\s)(?:{_LABEL}(?:\s?[:：=]|\s(?:by|von|di|par|door)\b)|(?:fot|dok|nuotr)\.)"
    r"\s?(?P<credit>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_RIGHTS = re.compile(
    r"(?=[bcfip©(])(?:\b(?:image|photo|picture|bild|foto)\s)?(?:©|\(c\)|\bcopyright:?)\s?(?P<credit>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_BRACKETED = re.compile(
    rf"[(\[（](?P<credit>(?:courtesy|handout)\b[^()\[\]]{{0,100}}|[^()\[\]]{{0,80}}\b{AGENCY}\b[^()\[\]]{{0,60}})[)\]）]\W*$",
    re.IGNORECASE,
)
_BARRED = re.compile(
    rf"(?:^|\s[|/–—-]\s|(?<=[.!?])\s|＝)(?P<credit>(?:[^.!?|/]{{1,60}}/\s?)?{AGENCY}(?:\s?[/|,]\s?[^.!?]{{1,80}}|\svia\s[^.!?]{{1,60}})?)\W*$",
    re.IGNORECASE,
)
_PATTERNS = (_LABELLED, _RIGHTS, _BRACKETED, _BARRED)
_LONGEST_PRINTED = 160
"""Characters of a credit printed in one line with the caption; more is a sentence that begins with such a word."""
_LONGEST_ALONE = 100
"""Characters of a credit that stands alone; more is the caption."""
_LONGEST_BARE = 500
"""Characters below a picture that only their credit shows to be its caption."""


def caption_of(img: HtmlElement) -> tuple[str | None, str | None]:
    """Return what is written to the picture, and photographer or agency without the word before them."""
    frame = _frame(img)
    if frame is None:
        return None, None
    inner = list(islice(frame.iterdescendants(), _LARGEST_FIGURE))
    credits = _outermost([el for el in inner if _names_credit(el) and not is_large(el)])
    captions = _outermost([el for el in inner if _names_caption(el) and el not in credits and not is_large(el)])
    captions = captions or ([] if is_large(frame) else [frame])
    # A figure may print its caption twice: for narrow windows and for wide ones.
    texts = (paragraphs(el, credits) if len(el) else [line(el)] for el in captions)
    told = list(dict.fromkeys(text for text in chain.from_iterable(texts) if text))
    credit = clean_line(" ".join(dict.fromkeys(map(_credited, credits))), LONGEST_CREDIT)
    if credit:
        credit = credit.removeprefix(" ".join(told)).strip() or credit
        told = [text for text in told if text not in credit]
        last, found = part(credit) if not told else (None, None)
        if not found and len(credit) > (_LONGEST_PRINTED if told else _LONGEST_ALONE):
            told, credit = told or [credit], ""
        else:
            told, credit = [last] if last and found else told, found or _unlabelled(credit)
    elif told:
        last, found = part(told[-1])
        told, credit = [*told[:-1], last or ""], found or ""
    return clean_line(" ".join(told), LONGEST_CAPTION) or None, credit or None


def _credited(element: HtmlElement) -> str:
    """Return the element's text; a slash parts photographer and agency that only a style sets apart."""
    whole, parts = line(element), [line(child) for child in element]
    return "/".join(parts) if len(parts) == 2 and all(parts) and "".join(parts) == whole else whole


def part(text: str) -> tuple[str | None, str | None]:
    """Return caption and credit of a text in which the credit stands behind: "The bridge. (Photo: Ann Lee/dpa)"."""
    for pattern in _PATTERNS:
        match = pattern.search(text)
        if match and len(match["credit"]) <= _LONGEST_PRINTED:
            told = text[: match.start()].rstrip(" ([|/–—-,（")
            return told if told.strip(".") else None, _unlabelled(match["credit"])
    return text or None, None


def is_caption(element: HtmlElement, text: str) -> bool:
    """Tell whether the text is the alternative text of the picture before it, tells whom that picture is from, or is
    all in small print below it."""
    small = None if is_large(element, _FEW) else next(element.iter("small"), None)
    if small is not None and line(small) == text and _holds_picture(element):
        return True
    head = None if (element.text or "").strip() else next(iter(element), None)  # `len` would count all children
    if head is not None and _holds_picture(head):  # both in one paragraph
        return len(text) <= _LONGEST_BARE and part(text)[1] is not None
    picture = element.getprevious()
    if picture is None:
        return _is_boxed(element, text)
    alt = picture.get("alt") if picture.tag in PICTURES else None
    return (
        (alt is not None and fold(alt) == fold(text))
        or _is_credited(element, text, picture)
        or _is_boxed(element, text)
    )


def _is_credited(element: HtmlElement, text: str, picture: HtmlElement) -> bool:
    """Tell whether the text is all that stands below the picture in an element of their own, with whom it is from."""
    if len(text) > _LONGEST_BARE or element.getparent() is None or element.getnext() is not None:
        return False
    if any(child.tag == element.tag for child in islice(element.itersiblings(preceding=True), _FEW)):
        return False
    return _holds_picture(picture) and part(text)[1] is not None


def _is_boxed(element: HtmlElement, text: str) -> bool:
    """Tell whether a box between paragraphs holds a picture, the text below it, whom it is from, and nothing else."""
    if len(text) > _LONGEST_UNSIGNED:
        return False
    for _ in range(_DEEPEST):
        box = element.getparent()
        if box is None or box.tag not in _BOXES:
            return False
        children = list(islice(box, _MOST_IN_BOX + 1))
        if len(children) == 1:
            element = box
            continue
        picture = children[0]
        if len(children) > _MOST_IN_BOX or element is picture or picture.tag == "figure":
            return False  # what a figure has to say would stand in it
        if is_large(picture) or not _holds_picture(picture) or line(picture):
            return False
        for outer in islice(box.iterancestors(), _DEEPEST):
            if box.getnext() is None and box.getprevious() is None:
                box = outer
        beside = chain(islice(box.itersiblings(preceding=True), _FEW), islice(box.itersiblings(), _FEW))
        return len((box.tail or "").strip()) > _RUNNING or sum(map(_is_paragraph, beside)) >= _PARAGRAPHS
    return False


def _is_paragraph(element: HtmlElement) -> bool:
    """Tell whether the element is a paragraph of text, alone or in a box without a picture."""
    inner = element if element.tag == "p" else element.find("p") if element.tag == "div" else None
    return inner is not None and bool(line(inner)) and (inner is element or not _holds_picture(element))


def _holds_picture(element: HtmlElement) -> bool:
    return any(inner.tag in PICTURES for inner in islice(element.iter(), _FEW))


def _unlabelled(credit: str) -> str:
    """Return the credit without brackets around it and the word before it, where more than that word is there."""
    credit = credit.strip(" |/–—-")
    if credit[:1] in "([（" and credit[-1:] in ")]）":
        credit = credit[1:-1].strip()
    elif credit.count(")") > credit.count("("):
        credit = credit.rstrip(") .")
    match = _LABELLED.match(credit) or _RIGHTS.match(credit)
    return match["credit"] if match else credit


def _frame(img: HtmlElement) -> HtmlElement | None:
    """Return the element around the picture and what is written to it; None where nothing shows where it ends."""
    figure = next((el for el in img.iterancestors("figure")), None)
    if figure is not None and (inner := list(islice(figure.iterdescendants(), _LARGEST_FIGURE))):
        if any(el.tag == "figcaption" for el in inner):
            return figure
        if len(inner) == _LARGEST_FIGURE or _leads_elsewhere(inner) or _is_of_several(inner):
            return None
        if line(figure):
            return figure
    for node in islice((img if figure is None else figure).iterancestors(), _HIGHEST):
        if has_one_child(node) and not (node.text or "").strip() and not (node[0].tail or "").strip():
            continue  # it only wraps what was looked at
        inner = list(islice(node.iterdescendants(), _LARGEST + 1))
        if len(inner) > _LARGEST or _is_of_several(inner) or _tells_of_article(inner):
            return None
        if any(_names_caption(el) or _names_credit(el) for el in inner):
            return node
        is_long = len(whole_text(node)) > 2 * _LONGEST_BARE
        told = [] if is_long or _leads_elsewhere(inner) else paragraphs(node)
        if told and sum(map(len, told)) <= _LONGEST_BARE and part(told[-1])[1]:
            return node
    return None


def _leads_elsewhere(inner: list[HtmlElement]) -> bool:
    return any(el.tag == "a" for el in inner)


def _tells_of_article(inner: list[HtmlElement]) -> bool:
    """Tell whether what is around a picture says when and by whom the article is."""
    return any(el.tag == "time" or el.get("rel") == "author" for el in inner)


def _is_of_several(inner: list[HtmlElement]) -> bool:
    """Tell whether what is around a picture has a title of its own, or holds other pictures."""
    return any(el.tag in HEADINGS for el in inner) or sum(el.tag == "img" for el in inner) > _SIZES


_SIZES = 2
"""Forms of one picture side by side: a small one until the large one is there."""


def _outermost(elements: list[HtmlElement]) -> list[HtmlElement]:
    if len(elements) < 2:
        return elements
    known = set(elements)
    return [el for el in elements if not any(above in known for above in islice(el.iterancestors(), _LARGEST))]


def _names_caption(element: HtmlElement) -> bool:
    return element.tag == "figcaption" or _of_caption(element.get("class") or element.get("itemprop"))


def _names_credit(element: HtmlElement) -> bool:
    return element.tag in _CREDIT_TAGS or _of_credit(element.get("class")) or _of_credit(element.get("itemprop"))


@lru_cache(maxsize=4_096)
def _of_caption(names: str | None) -> bool:
    return names is not None and _CAPTION_NAMES.search(names) is not None


@lru_cache(maxsize=4_096)
def _of_credit(names: str | None) -> bool:
    return names is not None and _CREDIT_NAMES.search(names) is not None
