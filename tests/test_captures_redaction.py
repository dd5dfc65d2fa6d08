"""A text that was taken down is cut out of an answer before it is kept, however the page writes it."""

import gzip
import json
from datetime import UTC, datetime

import pytest

from newsarchive.captures import Exchange
from newsarchive.captures.needles import Needles, readable
from newsarchive.captures.records import response
from newsarchive.captures.redaction import redacted

TEXT = 'Zoë said "no & never" to it'
NAME = "Zoë O’Neill"


def answer(body: bytes, *headers: tuple[bytes, bytes]) -> Exchange:
    return Exchange(
        kind="page", url="https://example.com/", fetched_at=datetime(2023, 10, 19, tzinfo=UTC), method="GET",
        request_headers=(), status=200, reason="OK",
        response_headers=((b"Content-Type", b"text/html; charset=utf-8"), *headers), body=body, ip=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    "written",
    [
        TEXT,
        TEXT.upper(),
        "Zo&euml; said &quot;no &amp; never&quot; to it",
        "Zo&#235; said &#34;no &#38; never&#34;\n\tto it",
        "<p>Zo\xeb said</p><p>&ldquo;</p>".replace("<p>&ldquo;</p>", ' <b>"no</b> &amp;&nbsp;never" to<br/>it'),
        json.dumps(TEXT)[1:-1],
        "Zo&amp;euml; said &amp;quot;no &amp;amp; never&amp;quot; to it",
    ],
)
def test_a_text_is_cut_out_and_all_else_stays(written: str) -> None:
    kept = redacted(answer(f"<p>before {written} after</p>".encode()), [TEXT], [])
    assert kept.redacted and not Needles([TEXT]).in_bytes(kept.body)
    assert kept.body in (b"<p>before [erased] after</p>", b"<p>before <p>[erased] after</p>")


@pytest.mark.parametrize("written", [NAME, "Zo&euml; O&#8217;Neill", "ZO\xcb O\u2019NEILL"])
def test_a_name_is_cut_out_as_whole_words(written: str) -> None:
    kept = redacted(answer(f"<cite>{written}</cite>, {written}s".encode()), [], [NAME])
    assert kept.body.startswith(b"<cite>[erased]</cite>")


def test_an_answer_that_holds_nothing_of_it_is_kept_as_it_came() -> None:
    packed = answer(gzip.compress(b"<p>nothing</p>"), (b"Content-Encoding", b"gzip"))
    assert redacted(packed, [TEXT], [NAME]) is packed


def test_a_packed_answer_is_kept_unpacked_and_marked() -> None:
    packed = answer(
        gzip.compress(f"<p>{TEXT}</p><p>more</p>".encode()), (b"Content-Encoding", b"gzip"), (b"ETag", b"x")
    )
    kept = redacted(packed, [TEXT], [])
    assert kept.body == b"<p>[erased]</p><p>more</p>"
    assert kept.response_headers == ((b"Content-Type", b"text/html; charset=utf-8"),)
    record = gzip.decompress(response(kept, "<urn:uuid:1>", "0", None))
    assert b"X-Newsarchive-Redacted: erased texts were cut out" in record and b"[erased]" in record


@pytest.mark.parametrize("hidden", ['Z<i>o</i>\xeb said "no &amp; never" to it'])
def test_what_cannot_be_cut_out_is_not_kept_at_all(hidden: str) -> None:
    kept = redacted(answer(f"<p>{hidden}</p>".encode()), [TEXT], [])
    assert kept.redacted and kept.body == b""


def test_a_body_that_still_tells_is_not_kept() -> None:
    assert redacted(answer(b"<p>feed</p>"), [], [], lambda body: b"feed" in body).body == b""


def test_a_broken_body_is_left_alone() -> None:
    broken = answer(b"no gzip", (b"Content-Encoding", b"gzip"))
    assert redacted(broken, [TEXT], [NAME]) is broken


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<b>Bob</b>&amp;<i>Ann</i>", ["Bob & Ann"]),
        (b"<p>Bob said</p><p>Ann <a href='/x'>did</a></p>", ["Bob said", "Ann  did", "/x"]),
        (
            b'{"a": "B\\u00f6b \\"so\\", she\\nsaid", "b": "c"}',
            ['{"a', ': "B\xf6b "so", she', "said", ', "b', ': "c', "}"],
        ),
        (b"<title><![CDATA[Bob & Ann]]></title>", ["Bob & Ann"]),
        (b"", []),
    ],
)
def test_a_page_is_read_as_a_reader_reads_it(data: bytes, said: list[str]) -> None:
    assert [line for one in readable(data).split("\n") if (line := one.strip())] == said


@pytest.mark.parametrize("beside", ["-2", "2", ".html"])
def test_an_address_is_not_found_within_a_longer_one(beside: str) -> None:
    page = answer(f'<a href="https://example.com/a/1{beside}">'.encode())
    assert redacted(page, ["example.com/a/1"], []) is page


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://www.example.com/a/1/feed/", "https://www.[erased]/feed/"),
        ("See example.com/a/1.", "See [erased]."),
        ("https:\\/\\/example.com\\/a\\/1\\/", "https:\\/\\/[erased]\\/"),
        ("?u=https%3A%2F%2Fexample.com%2Fa%2F1%2F&t=x", "?u=https%3A%2F%2F[erased]%2F&t=x"),
    ],
)
def test_an_address_is_cut_out_however_it_is_written(written: str, kept: str) -> None:
    assert redacted(answer(written.encode()), ["example.com/a/1"], []).body == kept.encode()
