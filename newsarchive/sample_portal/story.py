"""What the sample portal publishes: stories with their FAQ and comments, as plain values."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

_LINK = re.compile(r"\[([^\]]+)\]\((/[^)\s]*|https?://[^)\s]+)\)")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its file's name without ending, alternative text and caption."""

    name: str
    alt: str = ""
    caption: str = ""

    @property
    def path(self) -> str:
        """Path of the file on the portal."""
        return f"/wp-content/uploads/2023/10/{self.name}.png"


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a story's text: p, h2, li, quote, figure, page."""

    kind: str
    text: str = ""
    picture: Picture | None = None

    @property
    def pieces(self) -> tuple[tuple[str, str | None], ...]:
        """The text as pairs of words and the address they link to."""
        parts = _LINK.split(self.text)
        found: list[tuple[str, str | None]] = []
        for n in range(0, len(parts), 3):
            found += [(parts[n], None)] if parts[n] else []
            found += [(parts[n + 1], parts[n + 2])] if n + 2 < len(parts) else []
        return tuple(found)

    @property
    def plain(self) -> str:
        """The text as it reads, without addresses."""
        return _LINK.sub(r"\1", self.text)


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a story's FAQ and the paragraphs of its answer."""

    question: str
    answer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Faq:
    """A FAQ section, and the markup in which the portal prints it."""

    style: str
    heading: str
    pairs: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment or pingback. `id` counts over the whole portal in the order of time."""

    label: int
    parent_label: int | None
    kind: str
    author: str
    url: str | None
    at: datetime
    paragraphs: tuple[str, ...]
    held: bool = False
    id: int = 0
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """An article as its editors keep it at one moment."""

    id: int
    slug: str
    title: str
    authors: tuple[str, ...]
    published: datetime
    modified: datetime
    language: str = "en-US"
    categories: tuple[str, ...] = ("World",)
    tags: tuple[str, ...] = ()
    subtitle: str | None = None
    picture: Picture | None = None
    password: bool = False
    appears: datetime | None = None
    """When its page comes into being, where that is later than `published`."""
    translates: str | None = None
    """Slug of the story whose page TranslatePress shows in this language: same id, same comments."""
    pair: str | None = None
    """Slug of the story that Polylang links with this one: own id, own comments."""
    twin: str | None = None
    """Slug of the story that was published a second time under this address."""
    blocks: tuple[Block, ...] = ()
    faq: Faq | None = None
    more_heading: str | None = None
    more: tuple[tuple[str, str | None], ...] = ()
    remarks: tuple[Remark, ...] = field(default=(), repr=False)

    @property
    def path(self) -> str:
        """Path of the story's page."""
        code = self.language.partition("-")[0]
        return f"/{self.slug}/" if code == "en" else f"/{code}/{self.slug}/"

    @property
    def displayed_title(self) -> str:
        """The headline as WordPress prints it."""
        return f"Protected: {self.title}" if self.password else self.title

    @property
    def body(self) -> tuple[str, ...]:
        """The paragraphs that an archive must hold."""
        return tuple(block.plain for block in self.blocks if block.kind not in ("figure", "page"))
