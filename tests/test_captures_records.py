"""Records as they are written: heads, requests, revisits, ids, dates."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from newsarchive.captures.reader import read_record
from newsarchive.captures.records import Earlier, new_record_id, request, response
from tests.looks import URL, exchange

PAGE = "<p>Die Brücke ist offen. 橋が開いた。</p>".encode() * 300


@pytest.mark.parametrize(
    ("values", "head"),
    [
        ({}, b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"),
        ({"response_headers": (), "reason": ""}, b"HTTP/1.1 200\r\n\r\n"),
        ({"response_headers": (), "status": 404, "reason": "Straße"}, b"HTTP/1.1 404 Stra\xdfe\r\n\r\n"),
        ({"response_headers": (), "reason": "北京"}, b"HTTP/1.1 200 ??\r\n\r\n"),
        ({"response_headers": (), "reason": "OK\r\nX-Evil: 1"}, b"HTTP/1.1 200 OK  X-Evil: 1\r\n\r\n"),
        ({"response_headers": ((b"A\nB", b"c\r\n\r\nd"),)}, b"HTTP/1.1 200 OK\r\nA B: c    d\r\n\r\n"),
        ({"response_headers": ((b"A", b""), (b"a", b"\xff"))}, b"HTTP/1.1 200 OK\r\nA: \r\na: \xff\r\n\r\n"),
        ({"response_headers": ((b"SET-COOKIE", b"x"), (b"Set-Cookie2", b"y"))}, b"HTTP/1.1 200 OK\r\n\r\n"),
        ({"response_headers": ((b"Proxy-Authorization", b"z"),)}, b"HTTP/1.1 200 OK\r\n\r\n"),
        (
            {"response_headers": ((b"transfer-encoding", b"gzip, chunked"),)},
            b"HTTP/1.1 200 OK\r\nX-Crawler-transfer-encoding: gzip, chunked\r\n\r\n",
        ),
    ],
)
def test_a_response_stands_as_it_was_served_but_for_secrets_and_chunks(values: dict[str, Any], head: bytes) -> None:
    found = read_record(response(exchange(body=b"", **values), "<urn:uuid:1>", "0" * 64, None))
    assert found.block == head


@pytest.mark.parametrize(
    ("url", "line"),
    [
        ("https://news.example", b"GET / HTTP/1.1"),
        ("https://news.example/?a=1", b"GET /?a=1 HTTP/1.1"),
        ("https://news.example/a;b?c=d&e", b"GET /a;b?c=d&e HTTP/1.1"),
        ("http://127.0.0.1:8801/%E4%B8%AD/", b"GET /%E4%B8%AD/ HTTP/1.1"),
        ("https://news.example/ü", "GET /ü HTTP/1.1".encode()),
    ],
)
def test_a_request_names_what_was_asked_for(url: str, line: bytes) -> None:
    found = read_record(request(exchange(url, request_headers=()), "<urn:uuid:1>"))
    assert found.block == line + b"\r\n\r\n"
    assert {name: found.headers[name] for name in ("warc-type", "warc-target-uri", "warc-concurrent-to")} == {
        "warc-type": "request",
        "warc-target-uri": url,
        "warc-concurrent-to": "<urn:uuid:1>",
    }


def test_a_revisit_names_what_it_repeats_and_holds_no_body() -> None:
    earlier = Earlier("<urn:uuid:0>", f"{URL}first/", "2023-10-18T16:00:00Z")
    found = read_record(response(exchange(body=PAGE, ip=None), "<urn:uuid:1>", "a" * 64, earlier))
    told = dict(found.headers)
    for name in ("warc-block-digest", "content-length"):
        told.pop(name)
    assert told == {
        "warc-type": "revisit",
        "warc-record-id": "<urn:uuid:1>",
        "warc-date": "2023-10-19T16:00:00Z",
        "warc-target-uri": URL,
        "warc-payload-digest": f"sha256:{'a' * 64}",
        "x-newsarchive-kind": "page",
        "content-type": "application/http; msgtype=response",
        "warc-profile": "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
        "warc-refers-to": "<urn:uuid:0>",
        "warc-refers-to-target-uri": f"{URL}first/",
        "warc-refers-to-date": "2023-10-18T16:00:00Z",
    }
    assert found.block == b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"


def test_record_ids_differ_and_later_ones_sort_later() -> None:
    ids = [new_record_id() for _ in range(2_000)]
    assert len(set(ids)) == 2_000
    assert all(
        re.fullmatch(r"<urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}>", one)
        for one in ids
    )
    assert [one[:22] for one in ids] == sorted(one[:22] for one in ids)


@pytest.mark.parametrize(
    ("moment", "date"),
    [
        (datetime(2023, 10, 19, 16, 0, 0, 999_999, tzinfo=UTC), "2023-10-19T16:00:00Z"),
        (datetime(2023, 10, 19, 12, 0, tzinfo=timezone(timedelta(hours=-4))), "2023-10-19T16:00:00Z"),
        (datetime(2024, 2, 29, 23, 59, 59, tzinfo=UTC), "2024-02-29T23:59:59Z"),
    ],
)
def test_the_date_of_a_record_is_utc_to_the_second(moment: datetime, date: str) -> None:
    one = replace(exchange(), fetched_at=moment)
    assert read_record(response(one, "<urn:uuid:1>", "0" * 64, None)).headers["warc-date"] == date
