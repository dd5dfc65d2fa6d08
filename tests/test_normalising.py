"""Texts of an article are cleaned wherever they stand."""

from dataclasses import replace

from newsarchive.crawl.normalising import normalise, renamed
from newsarchive.items import Article, Author, Comment, FaqEntry

CLEAN = Article(
    "https://news.example/a/",
    headline="Harbour – “bridge”",
    authors=(Author("Zoë"),),
    body=("One.", "Two\nlines."),
    faqs=(FaqEntry("Why?", None, "heading"),),
    comments=(Comment("1", None, "comment", 0, 0, "Ann", None, None, "Fine.\n\nReally."),),
)


def test_an_article_with_clean_texts_stays_the_same_object() -> None:
    assert normalise(CLEAN) is CLEAN


def test_every_text_is_cleaned_wherever_it_stands() -> None:
    dirty = replace(
        CLEAN,
        headline="Harbour\0 – “bridge”",
        authors=(Author("Zoe\u0308"),),
        body=("On\u00ade\u2060.\ufffe", "Tw\u200bo\n\u200b lines."),
        comments=(replace(CLEAN.comments[0], text="Fine.\r\n\r\n\r\nReally.\ud800"),),
    )
    assert normalise(dirty) == CLEAN


def test_an_article_under_another_address_is_otherwise_the_same() -> None:
    assert renamed(CLEAN, "https://news.example/b/") == replace(CLEAN, url="https://news.example/b/")
