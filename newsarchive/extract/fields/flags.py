"""Quality flags: what on the page contradicts itself or was left unfinished."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import chain
from typing import Any, cast

from lxml import etree

from newsarchive.extract.bounds import MAX_TAGS, MAX_WORDS
from newsarchive.extract.page import Page
from newsarchive.items import Article, Flag
from newsarchive.text import clean_line, cut

_UNFILLED = re.compile(
    r"\{\{[^{}]{1,60}\}\}|\{%[^%]{1,60}%\}|%%[a-z_]{2,40}%%|\$\{[\w.]{1,40}\}|\[object Object\]|lorem ipsum dolor|"
    r"\[(?:insert|your|add)\b[^\]]{2,60}\]|\((?:insert|your|add) [^)]{2,40} here\)",
    re.IGNORECASE,
)
_SIGNS = ("{", "%%", "[", " here)", "orem ipsum", "OREM IPSUM")
"""One of these stands in whatever `_UNFILLED` finds: looked for first, as it costs a tenth."""
_INITIALS = re.compile(r"\b([A-Z]{2,6})\b\s*[–—:|-]\s*([^\d\W][^|]{4,60})$")


def find_flags(page: Page, article: Article, *, fetched_at: datetime) -> tuple[Flag, ...]:
    """Return the page's quality flags with their evidence, each name once."""
    found = chain(_of_dates(article, fetched_at), _of_texts(page, article), _of_page(page))
    return merge_flags(Flag(name, cut(clean_line(evidence), 200)) for name, evidence in found)


def _of_dates(article: Article, fetched_at: datetime) -> Iterator[tuple[str, str]]:
    published, modified = article.published, article.modified
    for moment in (published, modified):
        if moment and moment.local is None:
            yield ("future_date" if _is_future(moment.raw, fetched_at) else "bad_date"), moment.raw
    if published and modified:
        earlier = None
        if published.utc and modified.utc:
            earlier = modified.utc < published.utc - timedelta(minutes=1)
        elif published.local and modified.local:
            earlier = modified.local.date() < published.local.date()
        if earlier:
            yield "modified_before_published", f"{modified.raw} < {published.raw}"


def _is_future(raw: str, fetched_at: datetime) -> bool:
    years = [int(year) for year in re.findall(r"(?<!\d)(20\d{2}|2[1-9]\d{2})(?!\d)", raw)]
    return bool(years) and max(years) >= fetched_at.year


def _of_texts(page: Page, article: Article) -> Iterator[tuple[str, str]]:
    if article.headline and not article.body and article.access != "protected":
        is_walled = article.access == "teaser" and article.access_evidence
        yield "empty_body", f"0 characters; {article.access_evidence}" if is_walled else "0 characters"
    if article.authors and all(page.is_site_name(author.name) for author in article.authors):
        yield "byline_is_site", article.byline or ""
    texts = (article.headline or "", article.byline or "", article.lead or "", *article.body)
    whole = "\n".join(texts)
    signs = [sign for sign in _SIGNS if sign in whole]
    for text in texts if signs else ():
        if any(sign in text for sign in signs) and (match := _UNFILLED.search(text)):
            yield "unfilled_template", text[max(0, match.start() - 40) : match.end() + 40]
            return


def _of_page(page: Page) -> Iterator[tuple[str, str]]:
    if page.document.truncated:
        yield "truncated", "nested deeper than 2,048 elements"
    if page.document.overlong:
        yield "truncated", f"more than {MAX_TAGS:,} tags or {MAX_WORDS:,} words in them"
    if page.document.cut_short:
        yield "truncated", "ends within an open element and without </html>"
    for node in page.foreign[:1]:
        yield (
            "foreign_json_ld",
            str(node.get("headline") or node.get("name") or node.get("url") or node.get("@id") or ""),
        )
    yield from _brand(page)


def _brand(page: Page) -> Iterator[tuple[str, str]]:
    """Yield the site's initials with two letters changed over ("BNB – Big Big News" on the pages of BBN), if any."""
    for name in page.site_names:
        match = _INITIALS.search(name)
        if not match:
            continue
        initials, rest = match[1], match[2].strip()
        find = etree.XPath("//text()[contains(., $rest)]", smart_strings=False)
        for text in cast("Iterable[Any]", find(page.document.root, rest=rest)):
            for other in re.findall(r"\b([A-Z]{2,6})\b\s*[–—:|-]\s*" + re.escape(rest), str(text)[:20_000]):
                if other != initials and sorted(other) == sorted(initials):
                    yield "brand_mismatch", f"{other} / {initials}"
                    return


def merge_flags(*groups: Iterable[Flag]) -> tuple[Flag, ...]:
    """Return the flags of all groups, each name once, the first evidence kept."""
    found: dict[str, Flag] = {}
    for flag in chain(*groups):
        found.setdefault(flag.name, flag)
    return tuple(found.values())
