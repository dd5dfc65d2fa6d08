"""Text hygiene: the one gate that every string of a page passes before it is kept."""

import html
import re
import unicodedata

CUT_MARK = " […]"
"""Stands at the end of a text that was longer than its cap."""

# Surrogates, noncharacters (Unicode 17, section 23.7) and every control but tab, line feed and carriage return.
_UNCLEAN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))
    + "]"
)
_BREAKS = re.compile("[\u00ad\u200b\u2060]")
"""Soft hyphen, zero-width space, word joiner."""
_BLANK_LINES = re.compile(r"\n{3,}")


def clean(text: str) -> str:
    """Return the text in NFC without NUL, surrogates, noncharacters and controls; white space is left as it is."""
    # No control, surrogate or noncharacter is printable; the pattern takes five times as long as a look past the white
    # space that most other texts hold.
    if not (text.isprintable() or _without_space(text).isprintable()):
        text = _UNCLEAN.sub("", text)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _without_space(text: str) -> str:
    return text.replace("\n", "").replace("\r", "").replace("\t", "").replace("\xa0", "")


def unbroken(text: str) -> str:
    """Return the text without what only says where a line may break, as `<wbr>` does, and parts words for a search.

    Joiners (U+200C, U+200D) are left: Persian, Hindi and emoji are spelled with them.
    """
    return text if text.isprintable() else _BREAKS.sub("", text)


def clean_line(text: str, cap: int = 20_000) -> str:
    """Return the text cleaned, all white space folded to single blanks, stripped, at most `cap` characters."""
    return cut(fold_blanks(clean(text)), cap)


def fold_blanks(text: str) -> str:
    """Return the text with every run of white space as one blank, stripped."""
    if "  " not in text and text.isprintable():  # the blank is the only white space that is printable
        return text.strip()
    return " ".join(text.split())


def clean_block(text: str, cap: int = 1_000_000) -> str:
    """Return the text cleaned, with line breaks kept, blanks folded and paragraphs joined by one blank line."""
    if "\n" not in text and "\r" not in text:
        return clean_line(text, cap)
    lines = clean(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return cut(_BLANK_LINES.sub("\n\n", "\n".join(map(fold_blanks, lines))).strip(), cap)


def cut(text: str, cap: int) -> str:
    """Return the text, or its first `cap` characters with `CUT_MARK` in their number where it is longer."""
    return text if len(text) <= cap else text[: cap - len(CUT_MARK)].rstrip() + CUT_MARK


def unescape(text: str) -> str:
    """Return the text with character references resolved, twice where the portal escaped twice ("&amp;quot;")."""
    once = html.unescape(text)
    return html.unescape(once) if "&" in once and ";" in once else once


def fold(text: str) -> str:
    """Return the text as it compares: NFKC, case-folded, curly quotes and dashes straight, white space folded."""
    if not text.isascii():
        # Several times faster than str.translate: few characters of a text are crooked.
        text = _CROOKED.sub(lambda match: STRAIGHT[match[0]], unicodedata.normalize("NFKC", text))
    return fold_blanks(text.casefold())


def lowered(text: str) -> str:
    """Return the text in lower case, each letter in its place: Turkish "İ" alone would become two."""
    return text.replace("İ", "i").lower()


def letters(text: str) -> str:
    """Return the letters and digits of the text, folded: what is left where two prints of it differ in signs only."""
    # Most signs are ASCII, which are taken out of bytes several times faster.
    bare = fold(text).encode("utf-8", "surrogatepass").translate(None, _SIGNS).decode("utf-8", "surrogatepass")
    return bare if bare.isascii() else _NO_LETTER.sub("", bare)


_SIGNS = bytes(sign for sign in range(128) if not chr(sign).isalnum())
_NO_LETTER = re.compile(r"[\W_]+")
STRAIGHT = dict.fromkeys("‘’‚‛", "'") | dict.fromkeys("“”„«»", '"') | dict.fromkeys("–—‐‑−", "-")
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060"
"""Characters that are printed as nothing."""
STRAIGHT |= dict.fromkeys(INVISIBLE, "")
"""Quotes and dashes as a keyboard has them; what is invisible goes."""
_CROOKED = re.compile(f"[{''.join(STRAIGHT)}]")
