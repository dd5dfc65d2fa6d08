"""Texts made comparable: a portal curls quotes, lengthens dashes and breaks lines on output as it likes."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

_SIGNS = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "″": '"', "′": "'", "–": "-", "—": "-", "‑": "-", "…": "..."}
)
_FAQ_HEADING = re.compile(r"^Frequently Asked Questions\b")
_MARKDOWN = re.compile(r"[*_`#>\\]")


def fold(text: str | None) -> str | None:
    """Return the text with straight quotes, short dashes and single blanks; None where nothing is left."""
    folded = unicodedata.normalize("NFC", text or "").translate(_SIGNS)
    return " ".join(folded.split()) or None


def fold_markdown(text: str | None) -> str | None:
    """Return the folded text without the signs that Markdown may have eaten when the portal printed it."""
    return fold(_MARKDOWN.sub("", text or ""))


def without_faq(text: str, faqs: Sequence[Mapping[str, str]]) -> str:
    """Return the article's lines less its FAQ section: the heading, and each question with its answer, in order.

    What an editor added below the section stays.
    """
    lines = text.split("\n")
    if not faqs:
        return text
    start = next(n for n, line in enumerate(lines) if _FAQ_HEADING.match(line))
    section = [line for pair in faqs for line in (pair["q"], *pair["a"].split("\n"))]
    end = start + 1 + len(section)
    if lines[start + 1 : end] != section:
        raise ValueError(f"the truth's text holds another FAQ section than its pairs: {lines[start]}")
    return "\n".join(lines[:start] + lines[end:])
