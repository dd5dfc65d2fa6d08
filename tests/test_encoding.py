"""Bytes become text whatever they call themselves, and what is no page is told from one."""

import codecs
import gzip
import hashlib
import zlib

import pytest

from newsarchive.extract.encoding import is_binary, to_utf8

NOISE = hashlib.shake_256(b"noise").digest(4_000)

NO_PAGES = {
    "a PNG": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80" + NOISE,
    "a JPEG with a note in XML": b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0<x:xmpmeta/>" + NOISE,
    "a GIF of one pixel": b"GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0!\xf9\x04\x01\0\0\0\0,\0\0",
    "a WebP": b"RIFF\x24\x10\0\0WEBPVP8 " + NOISE,
    "a PDF that begins as text": b"%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n" * 40,
    "a zip": b"PK\x03\x04\x14\0\0\0\x08\0" + NOISE,
    "gzip": gzip.compress(NOISE, mtime=0),
    "zlib": zlib.compress(NOISE),
    "a database": b"SQLite format 3\0\x10\0\x01\x01\0\x40\x20\x20" + bytes(60) + NOISE,
    "a program": b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x03\0>\0\x01\0\0\0" + NOISE,
    "zeros": bytes(2_000),
    "noise": NOISE,
}


@pytest.mark.parametrize("data", NO_PAGES.values(), ids=list(NO_PAGES))
def test_a_file_that_is_no_page_is_told(data: bytes) -> None:
    assert is_binary(data)


PAGES = {
    "nothing": b"",
    "a blank": b" ",
    "a sentence": b"Only a sentence.",
    "a page": b"<!doctype html><title>Harbour freezes</title><p>Text",
    "UTF-8": "<p>Grüße, 日本語, زيارة</p>".encode(),
    "UTF-8 with a mark": codecs.BOM_UTF8 + b"<p>x</p>",
    "UTF-16 with a mark": "\ufeff<!doctype html><p>日本語</p>".encode("utf-16-le"),
    "UTF-16, big end first": "\ufeff<!doctype html><p>日本語</p>".encode("utf-16-be"),
    "UTF-16 without a mark": "<!doctype html><p>Harbour</p>".encode("utf-16-le"),
    "UTF-16 without a mark, big end first": "<html><p>Harbour</p>".encode("utf-16-be"),
    "windows-1251": "<p>Лавров прибыл в Пхеньян</p>".encode("cp1251"),
    "Shift JIS": "<p>北朝鮮の労働新聞は</p>".encode("shift_jis"),
    "Big5": "<p>朝鮮問題需要談判</p>".encode("big5"),
    "ISO-2022-JP, which is full of escapes": "<p>北朝鮮</p><p>の</p><p>労働新聞は</p>".encode("iso2022_jp"),
    "a stray NUL": b"<p>Gr\0uss from the harbour, where the ice is as thick as a hand and ferries stay away.</p>",
    "a page with a few control characters": b"<p>" + b"The harbour froze. " * 60 + b"\x01\x02\x0b\x1f</p>",
    "tabs, form feeds and line ends of Windows": b"<p>\t\x0c\r\n</p>" * 100,
    "JSON": b'{"headline": "Harbour freezes"}',
    "a page whose noise lies behind its beginning": b"<p>x</p>" * 200 + NOISE,
}


@pytest.mark.parametrize("data", PAGES.values(), ids=list(PAGES))
def test_a_page_in_any_charset_is_no_binary_data(data: bytes) -> None:
    assert not is_binary(data)


READ = [
    (b"", None, ""),
    (b"\xef\xbb\xbf", None, ""),
    ("Grüße".encode(), None, "Grüße"),
    ("Grüße".encode(), "", "Grüße"),
    ("Grüße".encode(), "  'UTF-8' ", "Grüße"),
    ("Grüße".encode("cp1252"), "utf-8", "Grüße"),
    ("Grüße".encode("cp1252"), "utf-16", "Grüße"),
    ("<p>Grüße".encode("utf-16-le"), "utf-16-le", "<p>Grüße"),
    ("Ελλάδα".encode("iso8859-7"), "iso-8859-7", "Ελλάδα"),
    ("Ελλάδα".encode("iso8859-7"), '"ISO-8859-7"', "Ελλάδα"),
    ("İstanbul’da".encode("cp1254"), "windows-1254", "İstanbul’da"),
    ("שלום".encode("cp1255"), "windows-1255", "שלום"),
    ("زيارة لافروف".encode("cp1256"), "windows-1256", "زيارة لافروف"),
    ("รัฐมนตรี".encode("cp874"), "windows-874", "รัฐมนตรี"),
    ("평양".encode("euc_kr"), "euc-kr", "평양"),
    ("北京".encode("gb18030"), "gb2312", "北京"),
    ("𠮷野家".encode("gb18030"), "gb18030", "𠮷野家"),
    ("“quoted” – €5".encode("cp1252"), "iso-8859-1", "“quoted” – €5"),
    ("“quoted”".encode("cp1252"), "us-ascii", "“quoted”"),
    (b'<?xml version="1.0" encoding="iso-8859-2"?>\n' + "Łódź".encode("iso8859-2"), None, "Łódź"),
    (b"<META CHARSET = 'Shift_JIS'>" + "労働新聞".encode("shift_jis"), None, "労働新聞"),
    (b"<meta name=x><meta content='text/html;charset=big5'>" + "談判".encode("big5"), None, "談判"),
    ("橋が再び".encode("euc-jp"), "x-euc-jp", "橋が再び"),
    ("談判".encode("big5"), "x-x-big5", "談判"),
    ("Мост".encode("cp1251"), "x-cp1251", "Мост"),
    ("שלום".encode("iso8859-8"), "ISO-8859-8-I", "שלום"),
    ("평양".encode("cp949"), "windows-949", "평양"),
    (b"<meta charset=koi8>" + "Мост".encode("koi8-r"), None, "Мост"),
    (b"<meta charset=no-such-thing>" + "Grüße".encode("cp1252"), None, "Grüße"),
    (b"<meta charset=euc-jp>" + "橋が再び".encode("euc-jp"), "utf-8", "橋が再び"),
    (b"<meta charset=koi8-r>" + "Мост".encode("koi8-r"), "utf-8", "Мост"),
    (b"<html lang=ja><p>" + "橋が再び".encode("euc-jp"), None, "橋が再び"),
    (b"<HTML LANG='ja-JP'><p>" + "橋が再び".encode("cp932"), "utf-8", "橋が再び"),
    (b'<html class=x lang="ko"><meta charset=utf-8><p>' + "다리가 다시".encode("cp949"), None, "다리가 다시"),
    (b"<html lang=zh-TW><p>" + "大橋重新通行".encode("big5"), None, "大橋重新通行"),
    (b"<html lang=zh><p>" + "港口的大桥前天其实已经关闭".encode("gbk"), None, "港口的大桥前天其实已经关闭"),
    (b"<html lang=ru><p>" + "Мост через гавань".encode("cp1251"), None, "Мост через гавань"),
    (b"<html lang=pl><p>" + "Łódź".encode("iso8859-2"), None, "Łódź"),
    (b"<html lang=de><p>" + "Grüße".encode("cp1252"), None, "Grüße"),
    ("<!doctype html><p>Größe".encode("utf-16-le"), None, "<!doctype html><p>Größe"),
    ("<html><p>Größe".encode("utf-16-be"), None, "<html><p>Größe"),
    ("<p>北朝鮮".encode("iso2022_jp"), "iso-2022-jp", "<p>北朝鮮"),
    (b"a\0b\0c", None, "abc"),
    (b"a\xffb", None, "aÿb"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "declared", "text"), READ)
def test_the_text_is_what_was_written(data: bytes, declared: str | None, text: str | None) -> None:
    found = to_utf8(data, declared).decode()
    if text is None:
        assert found and "\0" not in found
    else:
        assert found.endswith(text)


@pytest.mark.parametrize(
    "declared",
    [
        None,
        "",
        "utf-8",
        "utf-16",
        "utf-16-le",
        "utf-7",
        "latin-1",
        "hz",
        "iso-2022-kr",
        "rot13",
        "base64",
        "idna",
        "\0",
    ],
)
def test_no_name_of_a_charset_breaks_the_reading(declared: str | None) -> None:
    found = to_utf8(NOISE, declared)
    assert found.decode() and b"\0" not in found


def test_the_charset_is_looked_for_in_the_beginning_only() -> None:
    late = b" " * 5_000 + b"<meta charset=koi8-r>" + "Grüße".encode("cp1252")
    assert to_utf8(late).decode().endswith("Grüße")


def test_a_character_that_straddles_two_pieces_is_no_error() -> None:
    text = "x" * 16_383 + "日本語" * 6_000
    assert to_utf8(text.encode()) == text.encode()
