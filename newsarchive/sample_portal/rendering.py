"""Templates of the sample portal, and how it prints times, counts and JSON."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from newsarchive.sample_portal.story import Remark

LANGUAGES = {"en": "English", "de": "Deutsch", "es": "Español", "fr": "Français", "ru": "Русский", "ar": "العربية"}
LANGUAGES["zh"] = "中文"

_MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
]  # fmt: skip
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


@cache
def slugify(name: str) -> str:
    """Return a name as it stands in an address of the portal: "Mara Lindqvist" → "mara-lindqvist"."""
    plain = re.sub(r"[^a-z0-9]+", "-", unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower())
    return plain.strip("-") or re.sub(r"\W+", "-", name.lower())


def w3c(at: datetime) -> str:
    """Return the portal's own clock with its offset: "2023-10-19T12:05:41-04:00"."""
    return at.isoformat(timespec="seconds")


def gmt(at: datetime) -> str:
    """Return the instant as sitemaps write it: "2023-10-19T16:05:41+00:00"."""
    return at.astimezone(UTC).isoformat(timespec="seconds")


def rfc822(at: datetime) -> str:
    """Return the instant as feeds write it: "Thu, 19 Oct 2023 16:05:41 +0000"."""
    at = at.astimezone(UTC)
    return f"{_DAYS[at.weekday()][:3]}, {at:%d} {_MONTHS[at.month - 1][:3]} {at:%Y %H:%M:%S} +0000"


def http_date(at: datetime) -> str:
    """Return the instant as HTTP headers write it (RFC 9110, section 5.6.7)."""
    return rfc822(at).replace("+0000", "GMT")


def date_text(at: datetime) -> str:
    """Return the day as the theme prints it: "October 19, 2023"."""
    return f"{_MONTHS[at.month - 1]} {at.day}, {at.year}"


def clock_text(at: datetime) -> str:
    """Return the time of day as the theme prints it: "3:46 pm"."""
    return f"{at.hour % 12 or 12}:{at:%M} {'am' if at.hour < 12 else 'pm'}"


def soledad_text(at: datetime) -> str:
    """Return a comment's time in Soledad's format."""
    return f"{date_text(at)} - {clock_text(at)}"


def core_text(at: datetime) -> str:
    """Return a comment's time in WordPress's own format."""
    return f"{date_text(at)} at {clock_text(at)}"


def weekday_text(at: datetime) -> str:
    """Return a comment's time as Soledad puts it into the tooltip."""
    return f"{_DAYS[at.weekday()]}, {date_text(at)}, {clock_text(at)}"


def comments_text(count: int) -> str:
    """Return the number of comments in words: "1 comment"."""
    return "1 comment" if count == 1 else f"{count} comments"


def comment_html(remark: Remark) -> str:
    """Return a comment's text as REST and feeds give it."""
    return "".join(f"<p>{escape(text)}</p>\n" for text in remark.paragraphs)


def json_ld(value: object) -> Markup:
    """Return JSON that cannot end the script element it stands in."""
    return Markup(json.dumps(value, ensure_ascii=False).replace("<", "\\u003c"))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("newsarchive.sample_portal"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    for function in (w3c, gmt, rfc822, date_text, soledad_text, core_text, weekday_text, comments_text, comment_html):
        environment.filters[function.__name__] = function
    environment.filters |= {
        "slug": lambda name: quote(slugify(name)),
        "json_ld": json_ld,
        "language_name": lambda code: LANGUAGES[code[:2]],
    }
    return environment


def render(template: str, values: Mapping[str, Any]) -> str:
    """Return the text of a template filled with values."""
    return _environment().get_template(template).render(values)


def render_body(page: object, base: str) -> str:
    """Return the text of a story's page alone, as its template prints it."""
    return str(_environment().get_template("_body.html").make_module({"base": base}).body(page))  # type: ignore[attr-defined]
