"""The captured page itself, in a box out of which nothing gets: no script, no request, no form, no frame around it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from datasette.utils.asgi import NotFound, Response

from newsarchive.archive.opening import CAPTURES
from newsarchive.archive.rows import one_row
from newsarchive.captures import CaptureReader
from newsarchive.captures.decoding import Undecodable
from newsarchive.captures.reader import place_of
from newsarchive.errors import DamagedArchive
from newsarchive.publish.answer import page
from newsarchive.publish.request import RoomRequest

BOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'"
"""Content-Security-Policy of a captured page: `sandbox` takes its scripts, its origin and its forms away."""

_CAPTURE = (
    "select k.* from captures k join revisions r on r.capture_id = k.id join articles a on a.id = r.article_id "
    "where a.public_id = ? and r.number = ?"
)


@page
async def capture(asked: RoomRequest) -> Response:
    """Return the captured page behind a version; never to strangers: the bytes are not published."""
    if asked.room.public:
        raise NotFound("Captured pages are not published")
    wanted = [asked.named["public_id"], int(asked.named["number"])]
    row = await asked.read(lambda db: one_row(db, _CAPTURE, wanted))
    folder = Path(asked.datasette.get_database(asked.room.database).path).parent / CAPTURES
    if row is None or not folder.is_dir():
        raise NotFound("The archive holds no capture of that version here")
    if row["sha256"] == "erased":
        raise NotFound("That capture was erased")
    try:
        stored = await asked.read(lambda db: CaptureReader(folder, partial(place_of, db)).response(row))
    except (DamagedArchive, Undecodable) as error:
        raise NotFound(str(error)) from error
    charset = stored.encoding or "utf-8"
    headers = {"content-security-policy": BOX}
    return Response(stored.body, headers=headers, content_type=f"text/html; charset={charset}")
