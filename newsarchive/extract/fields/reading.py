"""Which links lead to something to read, and which to the portal's own desk: topics, authors, shares, apps, orders."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, unquote, urlsplit

from lxml.html import HtmlElement

from newsarchive import urls
from newsarchive.extract.fields.person import PROFILE

_RELATIONS = frozenset(("tag", "category", "author", "sponsored", "license"))
"""What `rel` says of a link that is no further reading (microformats rel-tag, HTML 4.6.6)."""
# Where readers are sent to share, follow and install, whoever sends them.
_NETWORKS = re.compile(
    r"(?:^|\.)(?:twitter|x|facebook|instagram|linkedin|pinterest|tiktok|threads|whatsapp|telegram|reddit|weibo|"
    r"vk|ok|bsky|xing|tumblr|flipboard|b\.hatena|line|addtoany|mailchi|onelink|app)\.\w{2,4}(?:\.\w\w)?$|"
    r"(?:^|\.)(?:t\.co|t\.me|wa\.me|fb\.me|hatena\.ne\.jp|(?:apps|itunes)\.apple\.com|play\.google\.com|"
    r"news\.google\.com|app\.link|page\.link)$"
)
# A part of the path that says what the page is: the words of an order, a form, a notice.
_DESK = re.compile(
    r"(?:[a-z]+-)?newsletters?(?:-[a-z]+)?|(?:[a-z]+-)?subscri(?:be|ptions?)|abo|abo-[a-z]+|abonn?[a-z]+|log-?in|sign-?(?:in|up)|"
    r"regist(?:er|ration|rieren)|anmelde[a-z]*|mailing-list|e-?mail|donat(?:e|ions?)|spenden|(?:[a-z]+-)?apps?(?:-products)?|"
    r"about(?:-[a-z]+){0,2}|ueber-uns|impressum|imprint|privacy(?:-policy)?|datenschutz|terms|contact(?:-us)?|kontakt|"
    r"corrections?|reprints|share|sharer|print|[a-z]+_print"
)
# Lists of articles: by a word that is nothing else, and by one that may name a part of the portal as well.
_LISTS = re.compile(
    r"categor(?:y|ies|ia|ie)|(?:[a-z-]+-)?kategorien?|tags?|tagg|hashtag|news-?topics|schlagwort|author|autor|(?:die-)?redaktion"
)
_TOPICS = re.compile(
    r"topics?|thema|themen?|themes?|temas?|sujets?|dossiers?|dossziek|word|keywords?|labels?|sections?|series|issue|archiv|"
    r"members?|mitglieder|users?|profiles?"
)
_MONTH = re.compile(r"/(?:\w+/)?(?:19|20)\d\d/\d\d?(?:/\d\d?)?/?")
_TASK = re.compile(
    r"[?&](?:action=(?:edit|history|login)|[^=&]+=[^&]*print|tag=[\w-]+-2\d(?:&|$)|[^=&]*campaignid=)|/[\w-]+-admin/|affiliat",
    re.IGNORECASE,
)
"""Editing and printing; and offers, by the marks of those who are paid for them (Amazon's `tag`, "affiliate")."""
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg)$", re.IGNORECASE)
_CALL = re.compile(
    r"(?=[adfgins])"  # the letters with which its words begin: a third of the time
    r"(?:newsletter|\bsubscribe\b|\bsign up\b|\bfollow us\b|\babonnieren\b|\bfolgen sie\b|"
    r"\bsuivez-nous\b|\bs[ií]guenos\b|\b(?:get|download|install)\b.{0,40}\bapp\b)",
    re.IGNORECASE,
)
"""What a link asks the reader to do, where it is no reading."""


def is_reading(anchor: HtmlElement, url: str, text: str, own: str) -> bool:
    """Tell whether a link of the page at `own` leads to an article, a document or another site.

    What it leads to is told by its `rel`, by the words of its address and by its own words: never by what it is.
    """
    if not _RELATIONS.isdisjoint((anchor.get("rel") or "").lower().split()) or len(text) < 2:
        return False
    return _CALL.search(text) is None and _is_article(url, own)


@lru_cache(maxsize=4_096)
def _is_article(url: str, own: str) -> bool:
    try:
        parts, here = urlsplit(url), urlsplit(own)
    except ValueError:
        return False
    if _NETWORKS.search(parts.hostname or "") or _PICTURE.search(parts.path):
        return False
    if PROFILE.search(url) or _TASK.search(url):
        return False
    segments, around = _segments(parts), _segments(here)
    if any(_DESK.fullmatch(segment) for segment in segments if segment not in around):
        return False
    known = {word for word in segments[:-1] if word not in around and _LISTS.fullmatch(word)}
    if known or (len(segments) > 1 and segments[-2] not in around and _TOPICS.fullmatch(segments[-2])):
        return False
    return not (_is_own(parts, here) or _is_front(parts, segments, around, own))


def _segments(parts: SplitResult) -> list[str]:
    return [segment for segment in parts.path.lower().split("/") if segment]


def _is_own(parts: SplitResult, here: SplitResult) -> bool:
    """Tell whether an address is the page's own, a place on it, or a form that is given the page's address."""
    if (parts.hostname, parts.path.rstrip("/")) == (here.hostname, here.path.rstrip("/")):
        return bool(parts.fragment) or urls.same_page(parts.geturl(), here.geturl())
    address = f"{(here.hostname or '').removeprefix('www.')}{here.path.rstrip('/')}"
    return bool(here.path.strip("/")) and unquote(address) in unquote(unquote(parts.query))


def _is_front(parts: SplitResult, segments: list[str], around: list[str], own: str) -> bool:
    """Tell whether an address is a front page: the portal's, one of a section or of a month, or one around the page."""
    if parts.query or not urls.same_host(parts.geturl(), own):
        return False
    if segments == around[: len(segments)] or _MONTH.fullmatch(parts.path):
        return True
    return len(segments) == 1 < len(around) and re.fullmatch(r"[^\W\d_]{2,}", segments[0]) is not None
