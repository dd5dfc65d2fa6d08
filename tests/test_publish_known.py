"""Two hundred known names, e-mail and IP addresses of readers are in no file of a copy for others."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from newsarchive.archive.store import open_archive
from newsarchive.items import Author, FaqEntry, Image, LiveEntry, RelatedLink
from newsarchive.publish.snapshot import publish
from newsarchive.publish.snapshot_rules import Profile
from tests.archives import BASE, KIM, START, visit

FULL = [
    f"{first} {last}{n}"
    for n, (first, last) in enumerate([("Zerah", "Quillon"), ("Ødger", "Løvstrøm"), ("Ибрагим", "Чижов")] * 15)
]
SINGLE = [f"Vexillo{n}" for n in range(20)] + ["Qix", "Ыцк", "Zo\u00e9"]
NAMES = [*FULL, *SINGLE]
MAILS = [f"reader{n}.x@mail{n}.example" for n in range(68)]
IPS = [f"198.51.{n}.{200 - n}" for n in range(60)] + [f"2001:db8:{n}:1::7f" for n in range(1, 9)]
KNOWN = [*NAMES, *MAILS, *IPS]


def everywhere(n: int, first: str, mail: str, ip: str) -> str:
    return f"As {first} ({mail}, {ip}) told us; {first.upper() if ' ' in first else first}, again. Part {n}."


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive whose every text names readers, some of whom sign articles as well."""
    path = tmp_path_factory.mktemp("known") / "archive"
    with open_archive(path, write=True) as archive:
        portal = archive.portal("bbn", url=f"{BASE}/")
        run = archive.start_run(portal, started_at=START)
        for n, name in enumerate(NAMES):
            mail, ip, other = MAILS[n % len(MAILS)], IPS[n % len(IPS)], NAMES[n - 1]
            long = name if len(name) > 3 else FULL[0]  # three letters are a name only among readers
            text = everywhere(n, long, mail, ip)
            speech = f"@{other.lower()}: no. {other}, you err; so says {name}. {mail} {ip}"
            comments = (
                replace(
                    KIM.comments[0],
                    source_id=str(9_000 + n),
                    author=name,
                    author_url=f"https://x.example/{n}",
                    text=text,
                ),
                replace(KIM.comments[0], source_id=str(8_000 + n), author=other, text=speech, position=1),
            )
            article = replace(
                KIM, url=f"{BASE}/known-{n}/", headline=text, lead=text, body=(text, text), section=f"Of {long}",
                authors=(Author(long), Author("Staff")), tags=(long, long.upper()), comments=comments,
                faqs=(FaqEntry(text, text, "json-ld"),), live_entries=(LiveEntry(text, text, None),),
                image=Image(f"https://www.example.com/lead.jpg?to={mail}", text),
                images=(Image(f"https://www.example.com/a.jpg?to={mail}", text, text, long),),
                related_links=(RelatedLink(text, f"https://www.example.com/?to={mail}", "related"),),
            )  # fmt: skip
            visit(archive, portal, run, article, START)
            changed = replace(article, headline=text + " now", body=(text, text + " more"))
            visit(archive, portal, run, changed, START.replace(day=25))
            hints = [f'{{"title": "{text}"}}', article.url]
            archive.db.execute("update pages set hints = ? where url = ?", hints)
    return path


def held(folder: Path) -> set[str]:
    """Return the known words that stand in any file of a folder, in any case."""
    every = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    plain = every.decode("utf-8", "replace").casefold()
    return {one for one in KNOWN if one.encode() in every or one.casefold() in plain}


@pytest.mark.parametrize("profile", ["snippets", "masked"])
def test_no_file_of_a_copy_for_others_holds_a_known_reader(told: Path, tmp_path: Path, profile: Profile) -> None:
    assert len(KNOWN) >= 200 and held(told) == set(KNOWN)
    assert held(publish(told, tmp_path, profile=profile, key=b"k" * 32).parent) == set()


def test_who_writes_and_comments_has_two_pseudonyms(told: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(publish(told, tmp_path, profile="masked", key=b"k" * 32))) as db:
        readers = {name for (name,) in db.execute("select distinct author from comments")}
        writers = {name for (name,) in db.execute("select name from authors where name <> 'Staff'")}
    assert len(readers) == len(NAMES) and {name[:7] for name in readers} == {"reader-"}
    assert len(writers) == sum(len(name) > 3 for name in NAMES) and {name[:5] for name in writers} == {"name-"}
    assert not {name.partition(" ")[0][5:] for name in writers} & {name[7:] for name in readers}
