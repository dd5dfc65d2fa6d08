"""Two versions laid over each other, field by field."""

from dataclasses import replace
from pathlib import Path

from newsarchive.archive.store import open_archive
from newsarchive.items import FaqEntry, Image
from newsarchive.publish.differences import load_difference
from tests.looks import STORY, look, rows

OTHER = replace(
    STORY,
    headline="Bridge closed",
    authors=(),
    lead=None,
    body=(*STORY.body, "It closed."),
    section="Town",
    tags=("river", "bridge", "city"),
    faqs=(FaqEntry("Why?", "A crack.", "heading"), FaqEntry("Is it open?", None, "heading")),
    image=Image("https://paper.example/c.jpg", "A pier"),
)


def test_each_field_tells_what_went_and_what_came(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        for hours, seen in enumerate((STORY, OTHER)):
            look(archive, seen, hours)
        (public_id,) = rows(archive, "select public_id from articles")[0]
        found = load_difference(archive.db.conn, public_id, 0, 0)
        missing = [load_difference(archive.db.conn, public_id, *ends) for ends in ((1, 3), (3, 2))]
    assert found is not None and missing == [None, None]
    told = {
        field.label: [
            (part.op, part.text) for paragraph in field.paragraphs for part in paragraph.parts if part.op != "same"
        ]
        for field in found.fields
        if field.changed
    }
    assert told == {
        "Headline": [("removed", "“reopens” – at last"), ("added", "closed")],
        "Byline": [("removed", "Ann Lee, Bo Ek")],
        "Lead": [("removed", "After two years.")],
        "Section": [("removed", "City"), ("added", "Town")],
        "Text": [("added", "It closed.")],
        "Questions and answers": [("added", "Why? — A crack."), ("removed", "Yes."), ("removed", "Why? — ")],
        "Tags": [("added", "city")],
        "Pictures": [("removed", "The bridge"), ("added", "A pier")],
    }
