"""Pictures: the lead picture and those in the text, each with alternative text, caption and credit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml.html import HtmlElement

from newsarchive import urls
from newsarchive.extract.blocks import line
from newsarchive.extract.json_ld import name as name_of
from newsarchive.extract.json_ld import texts
from newsarchive.extract.page import Page
from newsarchive.extract.rules import first, select
from newsarchive.items import Image
from newsarchive.text import clean_line


def find_image(page: Page) -> tuple[str, Image] | None:
    """Return the lead picture with alternative text, caption and credit, and its source."""
    document = page.document
    if page.rules:
        for element in select(document.root, page.rules.image):
            if (img := _img(element)) is not None and (image := image_of(img, document.base)):
                caption = first(document.root, page.rules.image_caption)
                text = clean_line(line(caption), 2_000) if caption is not None else None
                return "theme", Image(image.url, image.alt, text or image.caption, image.credit)
    for source, told in _told(page):
        url = urls.absolute(told.url, document.base)
        if url:
            printed = _printed(page, url)
            if printed:
                return source, Image(url, printed.alt or document.meta("og:image:alt"), printed.caption, printed.credit)
            return source, replace(told, url=url, alt=document.meta("og:image:alt", "twitter:image:alt"))
    return None


def _told(page: Page) -> Iterator[tuple[str, Image]]:
    """Yield the pictures that the page tells machines, their addresses as they stand there."""
    for name in ("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"):
        for text in page.document.metas(name)[:1]:
            yield "meta", Image(text)
    for value in page.values("image", "thumbnailUrl"):
        for member in value if isinstance(value, list) else [value]:
            one = page.followed(member)
            one = one if isinstance(one, dict) else {"url": one}
            for text in texts(one.get("url"))[:1]:
                yield "json-ld", Image(text, caption=name_of(one, "caption"), credit=name_of(one, "creditText"))


def _img(element: HtmlElement) -> HtmlElement | None:
    return element if element.tag == "img" else next(element.iter("img"), None)


def _printed(page: Page, url: str) -> Image | None:
    """Return the picture of this address, or of another size of it, as the page prints it."""
    stem = _stem(url)
    if len(stem) < 6:
        return None
    for img in page.document.index.by_tag.get("img", ()):
        if any(stem in value for value in img.values()) and any(
            stem in (img.get(key) or "") for key in ("src", "data-src", "srcset", "data-srcset")
        ):
            return image_of(img, page.document.base) or Image(url, clean_line(img.get("alt") or "") or None)
    return None


def _stem(url: str) -> str:
    name = url.partition("?")[0].rstrip("/").rpartition("/")[2]
    return re.sub(r"(?:-\d+x\d+)?\.\w{2,5}$", "", name)


_CREDIT = re.compile(r"(?:credit|copyright|source|photographer|fotograf|urheber|quelle|author)", re.IGNORECASE)


def image_of(img: HtmlElement, base: str) -> Image | None:
    """Return the picture that an `img` shows, in the largest form it names, with its `figure`'s caption and credit."""
    address = next(
        (
            value
            for key in ("data-src", "data-lazy-src", "data-original", "src")
            if (value := img.get(key)) and not value.startswith("data:")
        ),
        None,
    ) or _largest(img.get("data-srcset") or img.get("srcset") or "")
    url = urls.absolute(address, base) if address else None
    if url is None:
        return None
    figure = next((el for el in img.iterancestors("figure")), None)
    caption, credit = _caption(figure) if figure is not None else (None, None)
    return Image(url, clean_line(img.get("alt") or "", 1_000) or None, caption, credit)


def _caption(figure: HtmlElement) -> tuple[str | None, str | None]:
    element = next(figure.iter("figcaption"), None)
    if element is None:
        return None, None
    credits = [
        el for el in element.iterdescendants() if _CREDIT.search(f"{el.get('class') or ''} {el.get('itemprop') or ''}")
    ]
    outer = [el for el in credits if el.getparent() not in credits]
    credit = clean_line(" ".join(line(el) for el in outer), 300) or None
    return clean_line(line(element, set(outer)), 2_000) or None, credit


def _largest(srcset: str) -> str | None:
    best: tuple[float, str] | None = None
    for part in re.split(r",\s+", srcset)[:40]:
        address, _, size = part.strip(", \t\n").partition(" ")
        width = re.match(r"\d+(?:\.\d+)?", size)
        key = (float(width[0]) if width else 1.0, address)
        if address and not address.startswith("data:") and (best is None or key[0] > best[0]):
            best = key
    return best[1] if best else None
