"""Pictures: the lead picture and those in the text, each with alternative text, caption and credit."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterator
from dataclasses import replace
from itertools import islice
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from newsarchive import urls
from newsarchive.extract import json_ld
from newsarchive.extract.blocks import PICTURES, line
from newsarchive.extract.fields.captions import LONGEST_CAPTION, caption_of, part
from newsarchive.extract.index import is_large
from newsarchive.extract.json_ld import texts
from newsarchive.extract.names import AUTHOR
from newsarchive.extract.page import Page
from newsarchive.extract.rules import first, select
from newsarchive.items import Image
from newsarchive.text import clean_line


def find_image(page: Page) -> tuple[str, Image] | None:
    """Return the lead picture with alternative text, caption and credit, and its source."""
    told = [(source, image) for source, image in _told(page) if image.url]
    marks = _marks(told[0][1].url) if told else []
    themed = _of_theme(page)
    # A theme's class for pictures is on the cards of other articles too.
    if themed and (not marks or _is_of(themed.url, marks)):
        forms = (one for _, one in told if _is_of(one.url, marks) and one.caption != themed.alt)
        written = next((one for one in forms if one.caption or one.credit), themed)
        is_bare = not (themed.caption or themed.credit)
        return "theme", replace(themed, caption=written.caption, credit=written.credit) if is_bare else themed
    return (told[0][0], _described(page, [image for _, image in told], marks)) if told else None


def printed_before(page: Page, paragraph: HtmlElement | None, people: Collection[str] = ()) -> Image | None:
    """Return the first picture that the page prints from the head of its article to the first paragraph of its text.

    For pages that name their picture to no machine. Icons, portraits (also of the `people` who wrote it), pictures of
    boxes and of links to other pages are none.
    """
    if page.heading is None or paragraph is None:
        return None
    index = page.document.index
    start, end = index.elements.index(_head(page.heading)), index.elements.index(paragraph)
    printed = [el for el in index.elements[start:end] if el.tag in PICTURES]
    printed += [el for el in islice(paragraph.iterdescendants(), _OPENING) if el.tag in PICTURES]
    boxes = {el for el in index.boxes if el not in index.around} if printed else set()
    images = (image_of(img, page.document.base) for img in printed if _may_lead(page, img, boxes))
    return next((image for image in images if image and image.alt not in people), None)


def _head(heading: HtmlElement) -> HtmlElement:
    """Return the `article` around the headline, else the largest element around it that is no more than a head."""
    head = next(heading.iterancestors("article"), heading)
    for outer in heading.iterancestors() if head is heading else ():
        if is_large(outer):
            break
        head = outer
    return head


def _may_lead(page: Page, img: HtmlElement, boxes: Container[HtmlElement]) -> bool:
    around = list(islice(img.iterancestors(), _LEVELS))
    close = around[:_CLOSE]
    base, own = page.document.base, page.document.url
    is_linked = any(el.tag == "a" and not _shows(el, base, own) for el in close)
    if is_linked or _is_small(img) or any(page.document.index.hints.get(el, 0) & AUTHOR for el in close):
        return False
    names = f"{img.get('class')} {img.get('src')} {img.get('alt')}"
    return not _NO_LEAD.search(names) and _belongs(around, base, boxes, own)


def _shows(link: HtmlElement, base: str, own: str | None = None) -> bool:
    """Tell whether the link leads to a picture, or to the page itself."""
    target = link.get("href") or ""
    if _OF_PICTURES.search(f"{target} {link.get('rel')}"):
        return True
    return own is not None and urls.same_page(urls.absolute(target, base) or "", own)


_OPENING = 4
"""Elements at the head of the first paragraph, which a picture may open."""
_LEVELS, _CLOSE = 20, 3
"""Levels around a picture at which a box is looked for, and a link or somebody's name."""
_NO_LEAD = re.compile(
    r"avatar|logo|icon|portrait|profile|facebook|twitter|comment|\.svg|spacer|pixel|\.gif|rounded-(?:circle|full)",
    re.IGNORECASE,
)


def _of_theme(page: Page) -> Image | None:
    index = page.document.index
    for element in select(index, page.rules.image) if page.rules else ():
        img = element if element.tag == "img" else next(element.iter("img"), None)
        if page.rules and img is not None and (image := image_of(img, page.document.base)):
            caption = first(index, page.rules.image_caption)
            text = clean_line(line(caption), LONGEST_CAPTION) if caption is not None else None
            told, credit = part(text) if text else (image.caption, None)
            return Image(image.url, image.alt, told, credit or image.credit)
    return None


def _described(page: Page, told: list[Image], marks: list[str]) -> Image:
    """Return the first picture with what the page prints to it, else with what JSON-LD says of it."""
    url = told[0].url
    forms = [_printed(page, url, marks), *(one for one in told if _is_of(one.url, marks))]
    written = next((one for one in forms if one and (one.caption or one.credit)), told[0])
    alt = (forms[0] and forms[0].alt) or page.document.meta("og:image:alt", "twitter:image:alt")
    return Image(url, alt, written.caption, written.credit)


def _is_of(url: str, marks: list[str]) -> bool:
    """Tell whether the address is that of the picture with these marks, in any size."""
    return any(mark in url for mark in marks)


def _told(page: Page) -> Iterator[tuple[str, Image]]:
    """Yield the pictures that the page tells machines; "" for an address that cannot be one."""
    for name in ("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"):
        for text in page.document.metas(name)[:1]:
            yield "meta", Image(urls.absolute(text, page.document.base) or "")
    for value in page.values("image", "thumbnailUrl"):
        for member in value if isinstance(value, list) else [value]:
            one = page.followed(member)
            one = one if isinstance(one, dict) else {"url": one}
            for text in texts(one.get("url") or one.get("contentUrl"))[:1]:
                caption, credit = json_ld.name(one, "caption"), (json_ld.name(one.get(key)) for key in _CREDITED)
                address = urls.absolute(text, page.document.base) or ""
                yield "json-ld", Image(address, None, caption, next((name for name in credit if name), None))


_CREDITED = ("creditText", "copyrightHolder", "creator", "author")
"""Properties of schema.org's ImageObject, the most exact first."""


def _printed(page: Page, url: str, marks: list[str]) -> Image | None:
    """Return the picture of this address, or of another size of it, as the page prints it."""
    images = page.document.index.by_tag.get("img", ())
    for mark in marks:
        shown = (img for img in images if any(mark in (img.get(key) or "") for key in _ADDRESSES))
        found = list(islice(shown, 1 if mark == _stem(url) else _SIZES + 1))
        if found and len(found) <= _SIZES:
            img = found[0]
            if mark.startswith("/") and not _belongs(list(img.iterancestors()), page.document.base, ()):
                continue  # on the card of another article
            return image_of(img, page.document.base) or Image(url, clean_line(img.get("alt") or "") or None)
    return None


_ADDRESSES = ("src", "data-src", "srcset", "data-srcset")
_SIZES = 2
"""Times that a page prints its lead picture, for narrow windows and wide ones: what more pictures share is a folder."""


def _stem(url: str) -> str:
    name = url.partition("?")[0].rstrip("/").rpartition("/")[2]
    return re.sub(r"(?:-\d+x\d+)?\.\w{2,5}$", "", name)


def _marks(url: str) -> list[str]:
    """Return what the addresses of a picture's sizes have in common: the file's name, else a number or a hash."""
    stem = _stem(url)
    end = "/".join(unquote(url).split("/")[-_SEGMENTS:])
    numbers = sorted(set(_NUMBER.findall(end)), key=lambda mark: (-len(mark), mark))
    path = urlsplit(url).path
    return ([stem] if len(stem) >= _SHORTEST_STEM else [path] if path.count("/") > 1 else []) + [
        one for one in numbers if not _NO_MARK.fullmatch(one)
    ]


_SEGMENTS = 4
"""Parts at the end of an address that may tell the picture; those before are the same for all of a portal."""
_SHORTEST_STEM = 6
_NUMBER = re.compile(r"(?=[a-z]*\d)[0-9a-z]{8,}|\d{6,}", re.IGNORECASE)
_NO_MARK = re.compile(r"20\d{6}|\d+x\d+", re.IGNORECASE)
"""A day, a size."""


def images_in(
    container: HtmlElement, base: str, skip: Container[HtmlElement], boxes: Container[HtmlElement]
) -> list[Image]:
    """Return the pictures inside the container, each address once, without icons, what stands in an element of `skip`,
    and what stands in a box or leads to another article, but for figures with a caption."""
    found: dict[str, Image] = {}
    for img in islice(container.iter("img"), _MOST_LOOKED_AT):
        around = list(img.iterancestors())
        if _is_small(img) or any(el in skip for el in around):
            continue
        is_own = _belongs(around, base, boxes)
        if not is_own and not any(el.tag == "figure" for el in around):
            continue
        image = image_of(img, base)
        is_written = image is not None and bool(image.caption or image.credit)
        if image is not None and (is_written or (is_own and image.url not in found)):
            found[image.url] = image
        if len(found) >= MAX_IMAGES:
            break
    return list(found.values())


def _belongs(around: list[HtmlElement], base: str, boxes: Container[HtmlElement], own: str | None = None) -> bool:
    """Tell whether a picture without caption is the article's, by what it stands in."""
    for element in around:
        if element in boxes and element.tag != "figure" and not _OF_PICTURES.search(element.get("class") or ""):
            return False
        target = urls.absolute(element.get("href") or "", base) if element.tag == "a" else None
        if target and urls.same_host(target, base) and not _shows(element, base, own):
            return False
    return True


def _is_small(img: HtmlElement) -> bool:
    """Tell whether the picture is an icon or a counter."""
    sizes = [
        int(value)
        for key in ("width", "height")
        if (value := (img.get(key) or "").removesuffix("px")).isdecimal() and len(value) < 6
    ]
    return any(size < _ICON for size in sizes)


MAX_IMAGES = 200
_MOST_LOOKED_AT = 2_000
_ICON = 60
"""Pixels."""
_OF_PICTURES = re.compile(
    r"caption|figure|gallery|image|img|lightbox|media|photo|picture|slide|carousel|attachment|\.(?:jpe?g|png|webp|avif|gif)\b",
    re.IGNORECASE,
)


def image_of(img: HtmlElement, base: str) -> Image | None:
    """Return the picture that an `img` shows, in the largest form it names, with caption and credit."""
    named = [value for key in _LAZY if (value := img.get(key)) and not value.startswith("data:")]
    address = next((value for value in named if not _STAND_IN.search(value)), None) or _largest(
        img.get("data-srcset") or img.get("srcset") or _sources(img)
    )
    url = urls.absolute(address, base) if address else None
    if url is None:
        return None
    url = url.partition("#")[0]  # Joomla notes there where the picture lies
    return Image(url, clean_line(img.get("alt") or "", 1_000) or None, *caption_of(img))


def _sources(img: HtmlElement) -> str:
    """Return the addresses that a `picture` names for its img."""
    around = next(img.iterancestors("picture"), None)
    sources = around.iter("source") if around is not None else ()
    return ", ".join(one for el in sources if (one := el.get("data-srcset") or el.get("srcset")))


_LAZY = ("data-src", "data-lazy-src", "data-original", "src")
_STAND_IN = re.compile(
    r"/(?:[\w.-]*(?:placeholder|spacer|lazy-?load)[\w.-]*|blank|pixel|transparent|1x1|grey)\.\w{3,4}(?:$|\?)"
)
"""What is shown until the picture is there."""


def _largest(srcset: str) -> str | None:
    best: tuple[float, str] | None = None
    for candidate in re.split(r",\s+", srcset)[:40]:
        address, _, size = candidate.strip(", \t\n").partition(" ")
        width = re.match(r"\d+(?:\.\d+)?", size)
        key = (float(width[0]) if width else 1.0, address)
        if address and not address.startswith("data:") and (best is None or key[0] > best[0]):
            best = key
    return best[1] if best else None
