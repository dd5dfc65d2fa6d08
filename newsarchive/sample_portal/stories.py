"""The reader of the portal's own text files, `content/*.txt`.

A story starts with `=== ID slug`, fields (`title: …`) up to a blank line, then one paragraph, heading (`## `), list
item (`- `), quote (`> `), picture (`!! name | alt | caption`) or page break (`--- page`) a line; `[words](/address/)`
is a link. `?? style | heading` opens the FAQ (`Q …`, `A …`), `++ heading` the author's list of links
(`+ text | address`), `@@` the comments:

    LABEL[>PARENT LABEL] MM-DD HH:MM[:SS] Author[ <address>]: text // next paragraph

`^` before the label: a pingback; `!`: held back. Times are New York's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from importlib.resources import files
from itertools import pairwise
from zoneinfo import ZoneInfo

from newsarchive.sample_portal.story import Block, Faq, Picture, Question, Remark, Story

ZONE = ZoneInfo("America/New_York")
FIRST_COMMENT_ID = 11_000

_REMARK = re.compile(
    r"(?P<mark>[\^!]?)(?P<label>\d+)(?:>(?P<parent>\d+))? (?P<at>(?:\d{4}-)?\d\d-\d\d \d\d:\d\d(?::\d\d)?) "
    r"(?P<author>[^:<]+?)(?: <(?P<url>[^>]+)>)?: (?P<text>.+)"
)


@cache
def all_stories() -> tuple[Story, ...]:
    """Return every story of the portal, also those that appear later in the script, newest first."""
    told = [story for text in sorted(_texts()) for story in read_stories(text)]
    told.sort(key=lambda story: (story.published, story.id, story.language), reverse=True)
    return _number(told)


def _texts() -> Iterator[str]:
    for entry in files("newsarchive.sample_portal").joinpath("content").iterdir():
        if entry.name.endswith(".txt"):
            yield entry.read_text(encoding="utf-8")


def _number(told: list[Story]) -> tuple[Story, ...]:
    order = sorted((remark.at, story.id, remark.label) for story in told for remark in story.remarks)
    ids = {(story, label): FIRST_COMMENT_ID + n for n, (_, story, label) in enumerate(order)}
    return tuple(
        replace(
            story,
            remarks=tuple(
                replace(
                    remark,
                    id=ids[story.id, remark.label],
                    parent=remark.parent_label and ids[story.id, remark.parent_label],
                )
                for remark in sorted(story.remarks, key=lambda remark: (remark.at, remark.label))
            ),
        )
        for story in told
    )


def read_stories(text: str) -> Iterator[Story]:
    """Yield the stories of one file."""
    lines = text.splitlines()
    starts = [n for n, line in enumerate(lines) if line.startswith("=== ")]
    for start, end in pairwise([*starts, len(lines)]):
        yield _story(lines[start:end])


def _story(lines: list[str]) -> Story:
    _, number, slug = lines[0].split()
    blank = lines.index("")
    fields = {name: value.strip() for name, _, value in (line.partition(":") for line in lines[1:blank])}
    published = moment(fields["published"])
    story = Story(
        id=int(number),
        slug=slug,
        title=fields["title"],
        authors=_names(fields["author"]),
        published=published,
        modified=moment(fields["modified"]) if "modified" in fields else published,
        language=fields.get("language", "en-US"),
        categories=_names(fields.get("category", "World")),
        tags=_names(fields.get("tags", "")),
        subtitle=fields.get("subtitle"),
        picture=_picture(fields["image"]) if "image" in fields else None,
        password="password" in fields,
        appears=moment(fields["appears"]) if "appears" in fields else None,
        translates=fields.get("translates"),
        pair=fields.get("pair"),
        twin=fields.get("twin"),
    )
    for line in filter(None, lines[blank:]):
        story = _add(story, line)
    return story


def _add(story: Story, line: str) -> Story:
    sign, _, rest = line.partition(" ")
    match sign:
        case "??":
            style, _, heading = rest.partition(" | ")
            return replace(story, faq=Faq(style, heading))
        case "Q" if story.faq:
            return replace(story, faq=replace(story.faq, pairs=(*story.faq.pairs, Question(rest, ()))))
        case "A" if story.faq:
            *before, last = story.faq.pairs
            pair = replace(last, answer=(*last.answer, rest))
            return replace(story, faq=replace(story.faq, pairs=(*before, pair)))
        case "++":
            return replace(story, more_heading=rest)
        case "+":
            words, _, address = rest.partition(" | ")
            return replace(story, more=(*story.more, (words, address or None)))
        case "@@":
            return story
    if found := _REMARK.fullmatch(line):
        return replace(story, remarks=(*story.remarks, _remark(found)))
    return replace(story, blocks=(*story.blocks, block(line)))


def block(line: str) -> Block:
    """Return the piece of text that a line of a story's file stands for."""
    sign, _, rest = line.partition(" ")
    if sign == "!!":
        return Block("figure", picture=_picture(rest))
    kind = {"##": "h2", "-": "li", ">": "quote", "---": "page"}.get(sign)
    return Block(kind, "" if kind == "page" else rest) if kind else Block("p", line)


def moment(text: str) -> datetime:
    """Return the moment of a clock in New York, "2023-10-19 12:05:41"; without a year it is 2023."""
    full = text if re.match(r"\d{4}-", text) else f"2023-{text}"
    return datetime.fromisoformat(full).replace(tzinfo=ZONE)


def _remark(found: re.Match[str]) -> Remark:
    parent = found["parent"]
    return Remark(
        label=int(found["label"]),
        parent_label=int(parent) if parent else None,
        kind="pingback" if found["mark"] == "^" else "comment",
        author=found["author"],
        url=found["url"],
        at=moment(found["at"]),
        paragraphs=tuple(found["text"].split(" // ")),
        held=found["mark"] == "!",
    )


def _picture(text: str) -> Picture:
    return Picture(*(part.strip() for part in text.split("|")))


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(";") if name.strip())
