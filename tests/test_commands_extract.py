"""`newsarchive extract` and `explain`: files, standard input, manifests, the archive, and mistakes."""

from __future__ import annotations

import gc
import gzip
import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from newsarchive.archive import pages
from newsarchive.archive.looks import Visit
from newsarchive.archive.store import open_archive
from newsarchive.captures import Exchange
from newsarchive.cli import main
from newsarchive.crawl.workers import Workers
from newsarchive.errors import NewsarchiveError
from newsarchive.extract import as_plain, extract
from newsarchive.items import Candidate

URL = "https://example.com/harbour/"
AT = datetime(2023, 10, 20, tzinfo=UTC)
TEXT = "The harbour froze on Thursday for the first time since the winter of 1987, and the ferries stayed at the quay."
PAGE = f"""<html lang="en"><head><title>Harbour freezes - The Gazette</title>
<link rel="canonical" href="{URL}"><meta property="og:title" content="Harbour freezes">
<meta property="og:type" content="article"><meta property="article:published_time" content="2023-10-19T15:46:00-04:00">
</head><body class="single-post postid-5"><article id="post-5"><h1>Harbour freezes</h1>
<div class="entry-content"><p>{TEXT}</p><p>Nobody was hurt, the coast guard said in the evening of the same day.</p>
<h2>FAQ</h2><h3>Why?</h3><p>It was cold.</p></div></article></body></html>"""


PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + hashlib.shake_256(b"picture").digest(2_000)

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line in this process: exit code, standard output, standard error."""

    def ran(*arguments: str | Path, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["newsarchive", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(stdin)))
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capfd.readouterr()
        code = ended.value.code
        return code if isinstance(code, int) else 0, out, err

    return ran


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_a_file_is_printed_as_json(run: Run, page: Path) -> None:
    code, out, err = run("extract", page, "--url", URL, "--fetched-at", "2023-10-20")
    assert (code, err) == (0, "")
    assert json.loads(out) == as_plain(PAGE.encode(), URL, fetched_at=AT)


def test_the_canonical_link_is_the_default_address_and_standard_input_a_source(run: Run, page: Path) -> None:
    piped = run("extract", "-", stdin=PAGE.encode())
    assert piped == run("extract", page)
    assert json.loads(piped[1])["url"] == URL


def test_a_page_without_an_address_has_that_of_its_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a b.html"
    path.write_text("<h1>Harbour freezes</h1><p>Text</p><a href='/x'>x</a>", encoding="utf-8")
    assert json.loads(run("extract", path)[1])["url"] == path.as_uri()


def test_a_packed_file_and_another_encoding_are_read(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "page.html.gz"
    path.write_bytes(gzip.compress(PAGE.replace("Nobody", "Näköala").encode("latin-1"), mtime=0))
    code, out, _ = run("extract", path, "--encoding", "latin-1")
    assert code == 0
    assert "Näköala" in json.loads(out)["body"]


MISTAKES = [
    (("extract",), "name one file"),
    (("extract", "missing.html"), "cannot read missing.html: No such file"),
    (("extract", "."), "cannot read .: Is a directory"),
    (("extract", "page.html", "--url", "nowhere"), "--url wants an absolute http(s) address, not 'nowhere'"),
    (("extract", "page.html", "--fetched-at", "soon"), "--fetched-at wants a time such as"),
    (("extract", "page.html", "--fetched-at", "gestern"), "--fetched-at wants a time such as"),
    (("extract", "page.html", "--fetched-at", "2 hours ago"), "--fetched-at wants a time such as"),
    (("extract", "picture.png"), "cannot read picture.png: it is binary data and no page"),
    (("extract", "picture.gz"), "cannot read picture.gz: it is binary data and no page"),
    (("explain", "picture.png"), "cannot read picture.png: it is binary data and no page"),
    (("extract", "empty.html"), "cannot read empty.html: it is empty"),
    (("explain", "empty.html"), "cannot read empty.html: it is empty"),
    (("extract", "-"), "cannot read -: it is empty"),
    (("extract", "page.html", "--encoding", "klingon"), "no encoding named 'klingon'"),
    (("extract", "page.html", "-o", "x"), "-o goes with --manifest"),
    (("extract", "page.html", "--manifest", "m.jsonl", "-o", "x"), "--manifest takes no SOURCE"),
    (("extract", "--manifest", "m.jsonl"), "wants -o FILE"),
    (("extract", "--manifest", "missing.jsonl", "-o", "x"), "cannot read missing.jsonl"),
    (("extract", "--manifest", "broken.jsonl", "-o", "x"), "broken.jsonl, line 2: wants a JSON object"),
    (("extract", "broken.gz"), "cannot read broken.gz"),
    (("explain", "missing.html"), "cannot read missing.html"),
]


@pytest.mark.parametrize(("arguments", "message"), MISTAKES, ids=[" ".join(one[0]) for one in MISTAKES])
def test_a_mistake_is_one_line_and_exit_code_2(
    run: Run, page: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], message: str
) -> None:
    monkeypatch.chdir(page.parent)
    (page.parent / "broken.jsonl").write_text('{"id": "1", "path": "page.html", "url": "u"}\n[]\n', encoding="utf-8")
    (page.parent / "picture.png").write_bytes(PICTURE)
    (page.parent / "picture.gz").write_bytes(gzip.compress(PICTURE, mtime=0))
    (page.parent / "empty.html").write_bytes(b" \n")
    (page.parent / "broken.gz").write_bytes(gzip.compress(PAGE.encode(), mtime=0)[:40])
    code, out, err = run(*arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert message in err
    assert not (page.parent / "x").exists()


def manifest(folder: Path, rows: list[dict[str, Any]]) -> Path:
    path = folder / "manifest.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_manifest_gives_a_line_a_page_in_order_and_a_bad_page_never_ends_it(run: Run, page: Path) -> None:
    relative = PAGE.replace("2023-10-19T15:46:00-04:00", "2 hours ago")
    (page.parent / "relative.html").write_text(relative, encoding="utf-8")
    (page.parent / "picture.png").write_bytes(PICTURE)
    (page.parent / "empty.html").touch()
    rows: list[dict[str, Any]] = [
        {"id": "one", "path": "page.html", "url": URL},
        {"id": "gone", "path": "missing.html", "url": URL},
        {"id": "two", "path": str(page), "url": URL, "site": "ignored"},
        {"id": "three", "path": "relative.html", "url": URL, "crawl_date": "2023-10-20 12:30:00"},
        {"id": "four", "path": "picture.png", "url": URL},
        {"id": "five", "path": "page.html", "url": URL, "crawl_date": "yesterday"},
        {"id": "six", "path": "empty.html", "url": URL},
    ]
    output = page.parent / "out.jsonl"
    code, out, err = run("extract", "--manifest", manifest(page.parent, rows), "-o", output, "--jobs", "2")
    assert (code, out, err) == (0, "", f"{output}: 7 pages, 3 failed\n")
    lines = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["one", "gone", "two", "three", "four", "five", "six"]
    assert lines[0] == {"id": "one", **as_plain(PAGE.encode(), URL)}
    assert lines[1]["error"].startswith("FileNotFoundError")
    assert lines[4]["error"].endswith("picture.png: it is binary data and no page")
    assert lines[6]["error"].endswith("empty.html: it is empty")
    assert lines[5] == lines[0] | {"id": "five"}
    assert lines[3]["published"] == "2023-10-20T10:00:00+00:00"
    assert sorted(path.name for path in page.parent.iterdir()) == [
        "empty.html",
        "manifest.jsonl",
        "out.jsonl",
        "page.html",
        "picture.png",
        "relative.html",
    ]


def test_an_output_that_cannot_be_written_is_said_and_leaves_nothing(run: Run, page: Path) -> None:
    path = manifest(page.parent, [{"id": "one", "path": "page.html", "url": URL}])
    code, _, err = run("extract", "--manifest", path, "-o", page.parent / "no" / "folder.jsonl")
    assert (code, err.count("\n")) == (4, 1)


def test_pages_that_no_process_can_read_end_in_one_line(
    run: Run, page: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def refuse(_: Workers, *__: object) -> bytes:
        raise NewsarchiveError("no process begins")

    monkeypatch.setattr(Workers, "run", refuse)
    caplog.set_level("WARNING")  # a test before this one may have let asyncio tell which selector it takes
    rows: list[dict[str, Any]] = [{"id": name, "path": "page.html", "url": URL} for name in ("one", "two", "three")]
    output = page.parent / "out.jsonl"
    code, _, err = run("extract", "--manifest", manifest(page.parent, rows), "-o", output)
    gc.collect()  # a failure that nobody fetched is told when its task is taken away
    assert (code, "no process begins" in err, err.count("\n"), caplog.messages) == (1, True, 1, [])
    assert not output.exists()


def test_each_field_is_explained(run: Run, page: Path) -> None:
    code, out, err = run("explain", page)
    assert (code, err) == (0, "")
    for line in (
        "page: an article",
        "headline: Harbour freezes",
        "published: 2023-10-19T15:46:00-04:00 (attribute)  [meta]",
        "  → meta         2023-10-19T15:46:00-04:00 (attribute)",
        "authors: —",
        "faqs: 1 pairs  [heading]",
    ):
        assert any(found.startswith(line) for found in out.splitlines()), line
    assert "why: theme ·" in out


def archived(folder: Path) -> Path:
    """Return an archive that holds the page, its comments in JSON, and a later visit that found nothing new."""
    rest = [
        {
            "id": 7,
            "parent": 0,
            "author_name": "Ann",
            "date": "2023-10-19T16:00:00",
            "date_gmt": "2023-10-19T20:00:00",
            "content": {"rendered": "<p>Brr.</p>"},
            "type": "comment",
        }
    ]
    bodies = [("page", URL, PAGE.encode(), "text/html; charset=utf-8")]
    bodies += [("rest-comments", f"{URL}wp-json", json.dumps(rest).encode(), "application/json")]
    with open_archive(folder, write=True) as archive:
        portal = archive.portal("gazette", url="https://example.com/")
        pages.discover(archive, portal, [Candidate(URL, "https://example.com/feed/")], at=AT)
        known = pages.page(archive, portal, URL, kind="article")
        captures = tuple(
            archive.captures.write(
                Exchange(
                    kind=kind,
                    url=url,
                    fetched_at=AT,
                    method="GET",
                    request_headers=(),
                    status=200,
                    reason="OK",
                    response_headers=((b"Content-Type", content_type.encode()),),
                    body=body,
                    ip=None,
                )
            )
            for kind, url, body, content_type in bodies
        )
        article = extract(PAGE, URL, fetched_at=AT)
        archive.save(Visit(known.id, None, portal, AT, "stored", captures=captures, article=article))
        archive.save(Visit(known.id, None, portal, AT, "unchanged"))
        archive.commit()
    return folder


def test_an_address_is_read_from_its_captures_with_all_its_parts(run: Run, tmp_path: Path) -> None:
    folder = archived(tmp_path / "archive")
    code, out, err = run("extract", f"{URL}?utm_source=x", "--archive", folder)
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert (found["headline"], found["comments"][0]["text"]) == ("Harbour freezes", "Brr.")
    assert found["comments"][0]["published"] == "2023-10-19T16:00:00-04:00"
    assert "headline: Harbour freezes" in run("explain", URL, "--archive", folder)[1]


def test_an_address_that_the_archive_does_not_hold_is_a_mistake(run: Run, tmp_path: Path) -> None:
    folder = archived(tmp_path / "archive")
    code, _, err = run("extract", "https://example.com/other/", "--archive", folder)
    assert (code, err.count("\n")) == (2, 1)
    assert "holds no capture of https://example.com/other/" in err


def test_no_command_but_those_that_read_pages_loads_the_extractor() -> None:
    code = (
        "import sys; from newsarchive.cli import group\n"
        "group.main(['--help'], standalone_mode=False)\n"
        "assert not {'newsarchive.extract', 'datasette', 'scrapy'} & sys.modules.keys()"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stderr == ""
