"""Bytes of a page → UTF-8 without NUL."""

from __future__ import annotations

import codecs
import re

from w3lib.encoding import resolve_encoding

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_WIDE = (b"<\0!\0", b"<\0h\0", b"\0<\0!", b"\0<\0h")
"""How a page in UTF-16 without a mark begins."""
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.\-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([a-zA-Z0-9_:.\-]{2,40})")
_DRESSED = re.compile(r"^(?:x-|cn-)+|-[ie]$")
"""What some write around a charset's name: x-euc-jp, cn-big5, iso-8859-8-i (WHATWG Encoding, 4.2)."""
_LABELS = {"koi": "koi8-r", "koi8": "koi8-r", "windows-949": "cp949", "ks_c_5601-1989": "cp949", "dos-874": "cp874"}
_LANGUAGE = re.compile(rb"<html\b[^>]{0,300}?\slang\s*=\s*[\"']?\s*([a-z]{2})", re.IGNORECASE)
_OF_LANGUAGES = {
    **dict.fromkeys(("be", "bg", "kk", "ky", "mk", "ru", "sr", "tg", "tt", "uk"), ("cp1251",)),
    **dict.fromkeys(("cs", "hr", "sk"), ("cp1250",)),
    **dict.fromkeys(("hu", "pl", "sl"), ("iso8859-2",)),
    **dict.fromkeys(("et", "lt", "lv"), ("cp1257",)),
    **dict.fromkeys(("az", "ku", "tr"), ("cp1254",)),
    **dict.fromkeys(("ar", "fa"), ("cp1256",)),
    **{"el": ("iso8859-7",), "he": ("cp1255",), "th": ("cp874",), "vi": ("cp1258",)},
    **{"ja": ("euc_jp", "cp932"), "ko": ("cp949",), "zh": ("gbk", "big5")},
}
"""Charsets of a language's pages that declare none (WHATWG HTML, 13.2.3.2, step 9); the one that fails sooner first."""
_CONTROLS = bytes([*range(9), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20)])
_SNIFFED = 1_445
"""Bytes by which text is told from binary data, and the control bytes that text has not (WHATWG MIME Sniffing, 7.2)."""
_STRAY_SHARE = 0.02
"""Share of control bytes that a careless page may have; of a picture's bytes every ninth is one."""
_META_REACH = 4_096
"""Bytes in which the charset is looked for (WHATWG HTML, 13.2.3.2, asks for 1,024; portals put it later)."""
_PIECE = 16_384
"""Bytes that are tried at once: the text itself is not wanted, and a small one takes no new memory."""


def to_utf8(html: bytes, declared: str | None = None) -> bytes:
    """Return the page in valid UTF-8 without byte order mark and NUL.

    Order of trust: byte order mark, the charset of the response (`declared`), `meta charset`, UTF-8 where the bytes
    are valid UTF-8, the charsets of the page's language, windows-1252. A single-byte charset that the page declares
    yields to valid UTF-8: text in another charset is never valid UTF-8 by chance. UTF-8 that is none yields to what
    comes after it.
    """
    for mark, name in _BOMS:
        if html.startswith(mark):
            return _encode(html[len(mark) :], name)
    if html[:4] in _WIDE:
        return _encode(html, "utf-16-le" if html[0] else "utf-16-be")
    wide = _resolved(declared)
    if wide and wide.startswith("utf-16"):
        if b"\0" in html[:_META_REACH]:  # half of each letter of a tag
            return _encode(html, wide)
        wide = None
    if _is_utf8(html):
        stateful = (wide or _in_page(html) or "") in ("iso2022_jp", "hz", "iso-2022-jp")
        return _encode(html, wide or "iso2022_jp") if stateful else html.replace(b"\0", b"")
    name = wide or _in_page(html) or "utf-8"
    return _encode(html, _other(html) if name == "utf-8" and _is_single_byte(html) else name)


def is_binary(data: bytes) -> bool:
    """Tell whether the bytes are a picture, an archive or the like, and no page in any charset."""
    head = data[:_SNIFFED]
    if head.startswith(b"%PDF-"):
        return True
    if head.startswith(tuple(mark for mark, _ in _BOMS)) or head[:4] in _WIDE:
        return False
    return len(head) - len(head.translate(None, _CONTROLS)) > _STRAY_SHARE * len(head)


def _resolved(name: str | None) -> str | None:
    if not name:
        return None
    plain = name.strip().strip("\"'").lower()
    return resolve_encoding(plain) or resolve_encoding(_LABELS.get(plain, _DRESSED.sub("", plain)))


def _in_page(html: bytes) -> str | None:
    head = html[:_META_REACH]
    for pattern in (_XML, _META):
        match = pattern.search(head)
        name = _resolved(match[1].decode("ascii")) if match else None
        if name:
            # A page whose ASCII bytes could be read is no UTF-16, whatever it says (WHATWG HTML, 13.2.3.2).
            return "utf-8" if name.startswith("utf-16") else name
    return None


def _other(html: bytes) -> str:
    """Return the charset of a page that is said to be in UTF-8, or nothing, and is not."""
    language = _LANGUAGE.search(html[:_META_REACH])
    usual = _OF_LANGUAGES.get(language[1].decode("ascii").lower(), ()) if language else ()
    names = (_in_page(html) or "utf-8", *usual)
    return next((name for name in names if name != "utf-8" and _is_in(html, name)), "cp1252")


def _is_in(html: bytes, name: str) -> bool:
    try:
        html.decode(name)
    except (LookupError, UnicodeError, ValueError):
        return False
    return True


def _is_utf8(html: bytes) -> bool:
    if html.isascii():
        return True
    view, position = memoryview(html), 0
    try:
        while position < len(view):
            end = position + _PIECE
            position += codecs.utf_8_decode(view[position:end], "strict", end >= len(view))[1]
    except UnicodeDecodeError:
        return False
    return True


def _is_single_byte(html: bytes) -> bool:
    """Tell whether bytes that call themselves UTF-8 are more often wrong than right."""
    text = html.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    right = len(text) - len(text.encode("ascii", "ignore")) - wrong
    return wrong > right


def _encode(html: bytes, name: str) -> bytes:
    try:
        text = html.decode(name, "replace")
    except (LookupError, UnicodeError, ValueError):
        text = html.decode("utf-8", "replace")
    return text.replace("\0", "").encode("utf-8", "replace")
