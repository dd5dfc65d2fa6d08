"""An address of the archive → its last visit, rebuilt from its captures."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from newsarchive import urls
from newsarchive.archive.store import Archive, open_archive
from newsarchive.captures import WHOLE
from newsarchive.errors import StorageError, UsageMistake
from newsarchive.reextraction import Rebuilt, rebuild

_LAST_VISIT = f"""
select v.id, v.page_id, v.rules, v.hint, p.url, s.timezone
from visits v
join pages p on p.id = v.page_id
join portals s on s.id = p.portal_id
where p.url in (:slash, :bare)
and exists (select 1 from captures c where c.visit_id = v.id and c.kind = 'page' and c.status in {WHOLE})
order by v.id desc
limit 1
"""


def last_visit(path: Path, url: str) -> Rebuilt:
    """Return the newest visit of the address that has the page itself, as its captures give it.

    Raises UsageMistake where the archive has no capture of the address, StorageError where it cannot be read.
    """
    with closing(open_archive(path)) as archive:
        visit = _find(archive, url)
        if visit is None:
            raise UsageMistake(f"{path} holds no capture of {url}; 'newsarchive pages {url}' tells what became of it")
        rebuilt = rebuild(archive, visit)
    if isinstance(rebuilt, str):
        raise StorageError(f"{url} cannot be read again: {rebuilt}")
    return rebuilt


def _find(archive: Archive, url: str) -> dict[str, object] | None:
    try:
        bare = urls.canonical(url).rstrip("/")
    except ValueError as error:
        raise UsageMistake(f"'{url[:80]}' is no address") from error
    return next(iter(archive.db.query(_LAST_VISIT, {"bare": bare, "slash": f"{bare}/"})), None)
