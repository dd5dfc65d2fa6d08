"""What a copy for others does not tell: who commented, and addresses and numbers that lead to a person."""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path

from newsarchive.archive.erased import make_key
from newsarchive.errors import StorageError, UsageMistake
from newsarchive.text import cut

EXCERPT = 280
"""Characters of a text that a copy of excerpts keeps."""

_EMAIL = re.compile(r"[\w.+-]+\s?(?:@|\(at\)|\[at\]|＠)\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_IPV4 = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.]*\d)")
_IPV6 = re.compile(r"(?<![\w:])(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{1,4}(?![\w:])", re.IGNORECASE)
# A run of at least nine digits that blanks, dots, dashes, slashes and brackets may part; dates have eight.
_PHONE = re.compile(r"(?<![\w.])(?:\+|00)?\(?\d(?:[\s().\u2010-\u2015/-]{0,2}\d){8,14}(?!\w)")
_AVATAR = re.compile(
    r"(?:https?:)?//[\w.-]*(?:gravatar|avatar)[\w./?=&%:;-]*|\b[0-9a-f]{32}(?:[0-9a-f]{32})?\b", re.IGNORECASE
)
_WORD = re.compile(r"\w+")
_MENTION = re.compile(r"[@＠](\w+)")

_LONG, _SHORT = 4, 3
"""Letters of a single-word name that is taken out of any text, and out of comments: "Al" is a word, too."""


def read_key(file: Path) -> bytes:
    """Return the key of the pseudonyms; a new one is made where there is none (32 random bytes, mode 0600).

    Raises UsageMistake for a key that others may read, StorageError where it cannot be written.
    """
    try:
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            make_key(file)
        if file.stat().st_mode & 0o077:
            raise UsageMistake(f"others can read the key {file}; chmod 600 it")
        key = file.read_bytes()
    except OSError as error:
        raise StorageError(f"cannot keep the key {file}: {error.strerror}") from error
    if len(key) < 16:
        raise UsageMistake(f"the key {file} is shorter than 16 bytes")
    return key


class Mask:
    """Masks texts with one key and the names of one archive's commenters."""

    def __init__(self, key: bytes, names: Iterable[str] = ()) -> None:
        self._key = key
        single: set[str] = set()
        mentioned: set[str] = set()
        several: set[tuple[str, ...]] = set()
        for name in names:
            words = tuple(_WORD.findall(name))
            if len(words) == 1:
                single.add(words[0])
                mentioned.add(words[0].casefold())
            elif len(words) > 1:
                several.add(tuple(word.casefold() for word in words))
        self._single = frozenset(name for name in single if len(name) >= _LONG)
        self._handles = frozenset(name.casefold() for name in self._single if not name.isalpha())
        self._short = frozenset(name for name in single if _SHORT <= len(name) < _LONG)
        self._mentioned = frozenset(mentioned)
        self._several = frozenset(several)
        self._longest = max(map(len, several), default=1)
        self._firsts = frozenset(words[0] for words in several)

    def pseudonym(self, portal: str, name: str | None) -> str | None:
        """Return the commenter's pseudonym: the same for a name on a portal, another on another portal."""
        if name is None:
            return None
        plain = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
        digest = hmac.new(self._key, f"{portal}\x1f{plain}".encode(), hashlib.sha256)
        return f"reader-{digest.digest()[:16].hex()}"

    def text(self, text: str | None) -> str | None:
        """Return the text without e-mail addresses, IP addresses, phone numbers, avatar hashes and commenters' names.

        A name of several words is found in any case, one of a single word (4 letters at least) as it is written,
        or in any case where it holds a digit or underscore and so is no common word.
        """
        return self._without_names(self._without_addresses(text), _hidden)

    def comment(self, text: str | None) -> str | None:
        """Return a comment's text, as `text` does; where readers speak to each other short names are taken out as well.

        `@name` in any case and of any length, and single words of three letters as they are written.
        """
        masked = self.text(text)
        if not masked:
            return masked
        masked = _MENTION.sub(lambda at: "@[name]" if at[1].casefold() in self._mentioned else at[0], masked)
        return (
            _WORD.sub(lambda word: "[name]" if word[0] in self._short else word[0], masked) if self._short else masked
        )

    def signed(self, text: str | None) -> str | None:
        """Return a byline or a tag with each name that is a commenter's as well replaced by a pseudonym of its own.

        It is another than the commenter's, so that nobody learns from it who of them writes for the portal.
        """
        return self._without_names(text, self._signature)

    def _signature(self, words: Iterable[str]) -> str:
        plain = " ".join(word.casefold() for word in words)
        return f"name-{hmac.digest(self._key, f'signed{chr(31)}{plain}'.encode(), 'sha256')[:16].hex()}"

    def _without_addresses(self, text: str | None) -> str | None:
        if not text:
            return text
        if "@" in text or "＠" in text or "at" in text:
            text = _EMAIL.sub("[e-mail]", text)
        text = _AVATAR.sub("[avatar]", text)
        text = _IPV6.sub("[ip]", _IPV4.sub("[ip]", text))
        return _PHONE.sub("[phone]", text)

    def _without_names(self, text: str | None, instead: Callable[[Iterable[str]], str]) -> str | None:
        if not text or not (self._single or self._several):
            return text
        words = list(_WORD.finditer(text))
        folded = [word.group().casefold() for word in words]
        out, done, n = [], 0, 0
        while n < len(words):
            length = self._name_at(words, folded, n)
            if length:
                out += [text[done : words[n].start()], instead(folded[n : n + length])]
                done = words[n + length - 1].end()
            n += length or 1
        return "".join([*out, text[done:]]) if out else text

    def _name_at(self, words: list[re.Match[str]], folded: list[str], n: int) -> int:
        """Return how many words from the n-th on are a commenter's name; 0: none."""
        if folded[n] in self._firsts:
            for length in range(min(self._longest, len(words) - n), 1, -1):
                if tuple(folded[n : n + length]) in self._several:
                    return length
        return 1 if words[n].group() in self._single or folded[n] in self._handles else 0


def _hidden(words: Iterable[str]) -> str:
    return "[name]"


def address(url: str | None) -> str | None:
    """Return an address without e-mail addresses and avatar hashes in it."""
    return url and _AVATAR.sub("[avatar]", _EMAIL.sub("[e-mail]", url))


def excerpt(text: str | None) -> str | None:
    """Return the beginning of a text, in one piece."""
    return None if text is None else cut(" ".join(text.split()), EXCERPT)
