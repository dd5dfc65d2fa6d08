"""Citations of an article or of one of its versions: BibTeX, CSL-JSON, a robust link."""

import html
import re
from dataclasses import dataclass
from typing import Any

import orjson

_BIBTEX = str.maketrans(
    {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_"}
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation says."""

    public_id: str
    headline: str | None
    authors: tuple[str, ...]
    portal: str
    url: str
    published_on: str | None
    """Day, month or year that the portal prints, as far as it is known; None: unknown."""
    seen_at: str
    """When the archive saw this version."""
    permalink: str
    """Absolute address of the version in this reading room."""
    version: int
    published_is_estimated: bool = False
    """True: the date was counted back ("2 days ago") or read from the address."""


def known_part(moment: str | None, precision: str | None) -> str | None:
    """Return the day of a moment, or as much of it as is known: the month, the year."""
    return moment and moment[: {"year": 4, "month": 7}.get(precision or "", 10)]


def bibtex(cited: Cited) -> str:
    """Return the citation as an `@online` entry of BibLaTeX; `~` behind an estimated date is EDTF for "circa"."""
    fields = {
        "author": " and ".join("{" + _escape(name) + "}" for name in cited.authors),
        "title": "{" + _escape(cited.headline or cited.url) + "}",
        "organization": _escape(cited.portal),
        "date": cited.published_on and cited.published_on + "~" * cited.published_is_estimated,
        "url": cited.url,
        "urldate": cited.seen_at[:10],
        "note": f"Version {cited.version}, archived {cited.seen_at}, {cited.permalink}",
    }
    lines = (f"  {name} = {{{value}}}," for name, value in fields.items() if value)
    return f"@online{{{_key(cited)},\n" + "\n".join(lines) + "\n}"


def _escape(text: str) -> str:
    return re.sub(r"\s+", " ", text).translate(_BIBTEX)


def _key(cited: Cited) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", cited.portal)[:20] + (cited.published_on or "")[:4] + cited.public_id


def _csl(cited: Cited) -> dict[str, Any]:
    """Return the citation as an item of CSL-JSON 1.0.2 (type `article-newspaper`)."""
    item: dict[str, Any] = {
        "id": cited.public_id,
        "type": "article-newspaper",
        "title": cited.headline,
        "author": [{"literal": name} for name in cited.authors] or None,
        "container-title": cited.portal,
        "URL": cited.url,
        "issued": _issued(cited),
        "accessed": _date_parts(cited.seen_at[:10]),
        "version": str(cited.version),
        "archive": "newsarchive",
        "archive_location": cited.permalink,
    }
    return {name: value for name, value in item.items() if value is not None}


def csl_json(cited: Cited) -> str:
    """Return the CSL-JSON array that a reference manager imports."""
    return orjson.dumps([_csl(cited)], option=orjson.OPT_INDENT_2).decode()


def _issued(cited: Cited) -> dict[str, Any] | None:
    day = _date_parts(cited.published_on)
    return {**day, "circa": True} if day and cited.published_is_estimated else day


def _date_parts(day: str | None) -> dict[str, Any] | None:
    return {"date-parts": [[int(part) for part in day.split("-")]]} if day else None


def robust_link(cited: Cited) -> str:
    """Return an HTML link with the archived version and its date beside the address (Robust Links 1.0)."""
    shown = html.escape(cited.headline or cited.url)
    return (
        f'<a href="{html.escape(cited.url)}" data-versionurl="{html.escape(cited.permalink)}" '
        f'data-versiondate="{cited.seen_at[:10]}">{shown}</a>'
    )
