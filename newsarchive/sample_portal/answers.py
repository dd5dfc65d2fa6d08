"""What the sample portal is asked and what it answers: redirects, and pages in the frame of its theme."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from newsarchive.sample_portal.rendering import render
from newsarchive.sample_portal.script import FIRST_MOMENT, NOISY_DAY, Edition, moment_of
from newsarchive.sample_portal.structured import SITE

INDEX = "follow, index, max-snippet:-1, max-video-preview:-1, max-image-preview:large"
MENU = ("World", "Politics", "Business", "Science", "Health", "Technology", "Sports", "Entertainment")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the portal sends back."""

    body: bytes
    status: int = 200
    content_type: str = "text/html; charset=UTF-8"
    headers: tuple[tuple[str, str], ...] = ()
    changed: datetime | None = None
    """Last-Modified; None: none is sent."""
    cut: bool = False
    """True where only the first half of the body arrives."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as far as the portal looks at it."""

    edition: Edition
    base: str
    """Scheme, host and port: "http://127.0.0.1:8800"."""
    path: str
    query: Mapping[str, str]
    visited: datetime | None = None
    """The portal's clock before it was last moved; None: it was not."""


def redirect(asked: Asked, path: str) -> Answer:
    """Return a redirect within the portal."""
    return Answer(b"", 301, headers=(("Location", asked.base + path), ("X-Redirect-By", "WordPress")))


def not_found(asked: Asked, status: int = 404) -> Answer:
    """Return the theme's page for what is not there."""
    texts = ("It looks like nothing was found at this location.",)
    view = view_of("Page not found", asked.path, body_class="error404", robots="noindex", paragraphs=texts)
    return Answer(html(asked, "page", view), status)


def view_of(title: str, path: str, **more: object) -> dict[str, Any]:
    """Return what the head and the frame of a page are told of it."""
    view = {"title": title, "path": path, "language": "en-US", "description": None, "robots": INDEX, "next": None}
    return view | {"previous": None, "og_type": "website", "feed": None, "kind": None, "body_class": ""} | more


def html(asked: Asked, template: str, view: Mapping[str, Any], **more: object) -> bytes:
    """Return a page in the theme of the day."""
    edition = asked.edition
    told = [item.story for item in edition.shown if item.listed and not item.story.translates]
    noise = edition.day if edition.noisy else 0
    values = {"view": view, "base": asked.base, "site": SITE, "edition": edition, "page": None, "menu": MENU}
    values |= {"nonce": f"{0x5EED0000 + 7919 * noise:010x}", "picks": told[-3:] if noise else told[-6:-3]}
    values["latest"] = [story for story in told if story.published <= _widgets_built(edition)][:4]
    text = render(f"{edition.theme}_{template}.html", values | more)
    return (stirred(text) if noise else text).encode()


def _widgets_built(edition: Edition) -> datetime:
    """Return when the portal's cached boxes were made: they are as old as the first day until the noisy one."""
    return moment_of(NOISY_DAY) if edition.day >= NOISY_DAY else FIRST_MOMENT


def stirred(text: str) -> str:
    """Return a page with other white space between its elements, and quotes as they stand on a typewriter."""
    spaced = re.sub(r">\n<(?=p|h|div|li|article)", ">\n\n\t<", text)
    parts = re.split(r"(<script.*?</script>)", spaced, flags=re.DOTALL)
    return "".join(part if part.startswith("<script") else part.translate(_TYPEWRITER) for part in parts)


_TYPEWRITER = str.maketrans({"“": "&quot;", "”": "&quot;", "’": "&#039;"})
