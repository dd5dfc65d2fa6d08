"""Stories and comments of a sample portal, made by hand."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from newsarchive.sample_portal.stories import ZONE
from newsarchive.sample_portal.story import Block, Faq, Picture, Question, Remark, Story

AT = datetime(2023, 10, 19, 15, 6, 7, tzinfo=ZONE)


def remark(number: int, parent: int | None = None, **more: Any) -> Remark:
    """Return a comment, written so many minutes after the story."""
    known = Remark(number, parent, "comment", f"Reader {number}", None, AT + timedelta(minutes=number), ("Fine.",))
    return replace(known, id=number, parent=parent, **more)


def story(**more: Any) -> Story:
    """Return a story with a picture, an FAQ and a thread in which one comment is held."""
    known = Story(
        id=7,
        slug="eels-remember",
        title="Eels & “memory”",
        authors=("Mara Lindqvist",),
        published=AT,
        modified=AT + timedelta(days=1),
        categories=("Science", "World"),
        tags=("eels", "lakes"),
        subtitle="An experiment.",
        picture=Picture("eel", "An eel", "In the lake"),
        blocks=tuple(Block("p", text) for text in ("One is [here](/a/).", "Two is there.", "Three ends it.")),
        faq=Faq("details", "Questions", (Question("Do they?", ("They do.",)), Question("How?", ("So.", "Or so.")))),
        remarks=(remark(1), remark(2, 1), remark(3, held=True)),
    )
    return replace(known, **more)
