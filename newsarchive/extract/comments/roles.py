"""What an element of a comment is: author, date, text, votes, or none of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from lxml.html import HtmlElement

from newsarchive.extract.comments.forums import FORUMS as FORUM_MARKUPS
from newsarchive.extract.comments.markup import MARKUPS

Traits = tuple[tuple[str, str], ...]
Role = Literal["author", "date", "text", "likes", "parent", "skip", "replies"]

_ROLES: tuple[Role, ...] = ("author", "date", "text", "likes", "parent", "skip", "replies")
_PART = re.compile(r"([.#]?)([A-Za-z][\w-]*)|\[([a-z]+)=([^\]]+)\]")
_KEY = r"(?<![0-9a-z])(?:[0-9a-f]{8}-[0-9a-f-]{27}|(?!c\d+(?![0-9a-f]))(?=\d*[a-f])[0-9a-f]{16,})(?![0-9a-z])"
_LONG = re.compile(_KEY, re.IGNORECASE)
_NUMBER = re.compile(rf"{_KEY}|\d+(?:r\d+(?!\w))?", re.IGNORECASE)
"""A number, a long key, or the number of a reply behind that of its thread ("comment-3r1" of Hugo's themes)."""
_SHORTEST_KEY = 15
_INLINE = frozenset(
    ("a", "b", "button", "cite", "em", "h1", "h2", "h3", "h4", "h5", "h6", "i", "small", "strong", "time")
)
_VALUES = frozenset(("class", "itemprop", "itemtype", "property", "typeof", "rel", "datetime"))
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")

EDITED = 26
"""Rank of what tells when a comment was changed."""
WEAK_SKIP = 40
"""Rank of heads and feet of comments: they hold name and day, never text."""

# Words inside class names, each with the part of a comment it names; the first role with a word in the name counts.
_WORDS: tuple[tuple[Role, int, str], ...] = (
    ("skip", 25, "avatar gravatar avatars userpic photo picture image img"),
    ("skip", 30, """
        icon ico share sharing social report flag abuse permalink tools buttons button btn btns edit delete toggle
        expand collapse badge badges rank signature sig form controls says moderation actions action tool toolbar menu
        caption stat stats dropdown antworten responder repondre denuncia denunciar karma"""),
    ("likes", 30, """
        like likes vote votes voting score points upvote upvotes upvoted thumbs recommend recommends recommended rating
        ratings rate thumbup ups positive valorar valoracion"""),
    ("date", 20, """
        date datum fecha time timestamp datetime zeit heure hora ago timeago published created posted dated when
        postdate tarih pubdate dateline moment submitted czas uhrzeit zaman saat dato dzien godzina vreme aika tijd
        tijdstip klockslag"""),
    ("author", 20, """
        author autor auteur autore user username usr usuario utente name nick nickname nom nome nombre poster commenter
        qui who commentator byline fn screenname displayname verfasser writer yazar uye benutzer owner auth userlink
        authorname commentername naam navn namn jmeno imie isim pseudo pseudonym apodo membre gonderen kullanici podpis
        przydomek avsender gebruiker bruker bruger anvandare uzytkownik ime jmeno reviewer handle communityname
        profilename membername"""),
    ("skip", WEAK_SKIP, "meta metadata postinfo info head header footer"),
    ("text", 20, """
        text texte texto testo content contenu contents contenido body message msg copy description desc inhalt entry
        paragraph txt comentario wording bodytext icerik metin mesaj tresc tekst innehall obsah mensaje mensagem
        messaggio bericht nachricht contenuto conteudo innhold indhold sisalto"""),
    ("skip", 41, "reply respond replylink link links title quote"),
)  # fmt: skip
_DATES = frozenset(("date", "time", "timestamp", "datetime", "last"))
_LATER = frozenset(("modified", "updated", "edited", "edit"))
"""Words that make a date that of a later change ("date_last_modified", "DateUpdated")."""
_VOCABULARIES = tuple((role, rank, frozenset(words.split())) for role, rank, words in _WORDS)
_STYLE = re.compile(
    r"(?:\w+:)*text-(?:xs|sm|base|md|lg|\d?xl|left|center|right|start|end|justify|wrap|nowrap|truncate|white|black|muted|"
    r"primary|secondary|dark|light|\w+-\d{2,3})|(?:font|color|bg|size|weight|line-height|decoration|flex|pc|chakra|mantine)-.+|Mui(?:List|Typography|Text)\w*-.+"
)
"""Classes of Tailwind, Bootstrap, Substack, Chakra, Mantine and MUI that say how a text looks."""
_PREFIX = re.compile(r"^(comments?|kommentare?|comentarios?|commentaires?|cmt|cmnt|comm)(?=[a-z])")


@dataclass(frozen=True, slots=True)
class _Selector:
    tag: str
    keys: tuple[str, ...]

    def holds(self, tag: str, keys: frozenset[str]) -> bool:
        return (not self.tag or self.tag == tag) and all(key in keys for key in self.keys)


def stem(identifier: str) -> str:
    """Return an id with its numbers as 0: "comment-11501" is "comment-0"."""
    return _NUMBER.sub("0", identifier)


def number(identifier: str) -> str | None:
    """Return the first long key of an id, else its first number: "wpd-comm-1188_0" has 1188."""
    found = (_LONG.search(identifier) if len(identifier) > _SHORTEST_KEY else None) or _NUMBER.search(identifier)
    return found[0] if found else None


def keys(element: HtmlElement) -> frozenset[str]:
    """Return what selectors can ask of the element: ".class", "#id", "attribute=word"."""
    return keys_by(traits(element))


def traits(element: HtmlElement) -> Traits:
    """Return the attributes that tell what an element is, numbers in its id as 0: alike for most comments of a page."""
    found = []
    for name, value in element.items():
        if name == "id":
            found.append((name, stem(value[:200])))
        elif name in _VALUES:
            found.append((name, value if name != "datetime" else ""))
    if "-" in element.tag:  # a custom element is named by its tag
        found.append(("class", element.tag))
    return tuple(found)


@lru_cache(maxsize=20_000)
def keys_by(told: Traits) -> frozenset[str]:
    """Return `keys` of an element with these traits."""
    found: list[str] = []
    for name, value in told:
        if name == "class":
            found.extend("." + token for token in value.split()[:40])
        elif name == "id":
            found.append("#" + value)
        else:
            found.extend(f"{name}={_plain(word)}" for word in value.split()[:10])
    return frozenset(found)


def _plain(word: str) -> str:
    return word.rsplit("/", 1)[-1].removeprefix("schema:").lower()


def _parsed(selector: str) -> _Selector:
    tag, kept = "", []
    for sign, name, attribute, value in _PART.findall(selector):
        if attribute:
            kept.append(f"#{value}" if attribute == "id" else f"{attribute}={value.lower()}")
        elif sign:
            kept.append(sign + name)
        else:
            tag = name
    return _Selector(tag, tuple(kept))


def _index(rows: Iterable[tuple[str, str, int]]) -> Mapping[str, tuple[tuple[_Selector, str, int], ...]]:
    index: dict[str, list[tuple[_Selector, str, int]]] = {}
    for selector, name, rank in rows:
        parsed = _parsed(selector)
        index.setdefault(parsed.keys[0] if parsed.keys else parsed.tag, []).append((parsed, name, rank))
    return {key: tuple(rows) for key, rows in index.items()}


def _selectors(listed: str) -> list[str]:
    return [selector.strip() for selector in listed.split(",") if selector.strip()]


def _role_rows() -> Iterator[tuple[str, str, int]]:
    for markup in (*MARKUPS, *FORUM_MARKUPS):
        for role in _ROLES:
            for rank, selector in enumerate(_selectors(getattr(markup, role))):
                yield selector, role, rank


FORUM = " forum"
"""Behind the name of a system: its posts are a forum's; the first of a topic is the article."""
FORUMS = frozenset((FORUM, *(markup.system + FORUM for markup in FORUM_MARKUPS)))
"""Names that `systems_of` gives to posts of a forum."""

_COMMENTS = _index(
    (selector, markup.system + mark, 0)
    for markups, mark in ((MARKUPS, ""), (FORUM_MARKUPS, FORUM))
    for markup in markups
    for selector in _selectors(markup.comment)
)
_PARTS = _index(_role_rows())


@lru_cache(maxsize=20_000)
def systems_of(tag: str, told: Traits) -> tuple[str, ...]:
    """Return the platforms for which an element of this kind is a comment, by the selectors that say most."""
    marks = keys_by(told)
    found = [
        (len(selector.keys), name)
        for key in marks
        for selector, name, _ in _COMMENTS.get(key, ())
        if selector.holds(tag, marks)
    ]
    closest = max(found, default=(0, ""))[0]
    return tuple(name for count, name in found if count == closest)


def roles_of(element: HtmlElement) -> tuple[tuple[Role, int], ...]:
    """Return the parts of a comment that the element may be, each with its rank (lower is better)."""
    told = traits(element)
    return _roles_by(element.tag, told) if told else ()


@lru_cache(maxsize=20_000)
def _roles_by(tag: str, told: Traits) -> tuple[tuple[Role, int], ...]:
    found = _named_roles(tag, keys_by(told))
    return (*found, ("date", -2)) if any(name == "datetime" for name, _ in told) else found


def _named_roles(tag: str, marks: frozenset[str]) -> tuple[tuple[Role, int], ...]:
    best: dict[Role, int] = {}
    for key in marks:
        for selector, name, rank in _PARTS.get(key, ()):
            role: Role = name  # type: ignore[assignment]
            if selector.holds(tag, marks):
                best[role] = min(rank, best.get(role, 99))
    if not best:
        for key in sorted(marks):
            named = by_words(key[1:]) if key[0] in ".#" else None
            if named and named[0] == "skip" and named[1] < 30:
                return (named,)
            if named and (named[0] != "text" or tag not in _INLINE):
                best[named[0]] = min(named[1], best.get(named[0], 99))
    return tuple(sorted(best.items(), key=lambda item: item[1]))


@lru_cache(maxsize=20_000)
def by_words(name: str) -> tuple[Role, int] | None:
    """Return the role that the words of a class name or an id tell, with its rank; None where they tell none."""
    if _STYLE.fullmatch(name):
        return None
    words = {_PREFIX.sub("", word.lower()) for word in _WORD.findall(name)}
    if words & _LATER and words & _DATES:
        return "skip", EDITED
    for role, rank, vocabulary in _VOCABULARIES:
        if words & vocabulary:
            return role, rank
    return None
