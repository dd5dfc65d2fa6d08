"""A wall's notice is known, is no text, and never takes a text's place."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsarchive.archive.store import open_archive
from newsarchive.extract import read
from newsarchive.extract.body.walls import is_notice
from newsarchive.items import Article
from tests.looks import look, rows

URL = "https://paper.example/bridge"
STORY = tuple(
    f"Sentence {n} of the story says what the council of Korsund did about the bridge on Tuesday." for n in range(9)
)
NOTICE = "Subscribe to continue reading. This article is for subscribers only."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (NOTICE, True),
        ("To continue reading, please log in or register.", True),
        ("This story is only available to our subscribers", True),
        ("Subscribers only", True),
        ("Jetzt testen und weiterlesen", True),
        ("Il vous reste 78% de cet article à lire.", True),
        ("Contenido exclusivo para suscriptores", True),
        ("Verder lezen? Neem een abonnement", True),
        ("Artykuł dostępny tylko dla prenumeratorów", True),
        ("Статья доступна только по подписке", True),
        ("Bu içerik yalnızca abonelere özeldir", True),
        ("Den här artikeln är endast för prenumeranter", True),
        ("Článek je dostupný pouze pro předplatitele", True),
        ("A cikk folytatása előfizetőink számára érhető el", True),
        ("Το άρθρο είναι διαθέσιμο μόνο για συνδρομητές", True),
        ("本文仅限订阅用户阅读", True),
        ("この記事は有料会員限定です 残り1234文字", True),
        ("이 기사는 유료 회원 전용입니다", True),
        ("有料会員限定記事", False),
        ("Subscribe to our newsletter", False),
        ("Already a subscriber? Log in", False),
        ("The union told members to continue the strike.", False),
        ("He registered to read law at Oxford.", False),
        ("The club is for members only after midnight, the landlord said.", False),
        (f"{NOTICE} {'And so on. ' * 40}", False),
    ],
)
def test_a_notice_is_told_from_a_sentence(text: str, expected: bool) -> None:
    assert is_notice(text) is expected


def page(*paragraphs: str, below: str = "") -> Article:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    html = (
        "<!doctype html><html lang=en><head><title>Bridge reopens after two years</title><meta property=og:type "
        "content=article><meta property=article:published_time content='2024-04-30T10:00:00Z'></head><body><article>"
        f"<h1>Bridge reopens after two years</h1><div class=entry-content>{body}</div>{below}</article></body></html>"
    )
    found = read(html, URL, fetched_at=datetime(2024, 5, 1, tzinfo=UTC))
    assert found.is_article, found.reason
    return found.article


@pytest.mark.parametrize("shown", [0, 1, 2])
def test_what_stands_before_a_wall_is_a_teaser_and_the_notice_no_text(shown: int) -> None:
    for article in (
        page(*STORY[:shown], NOTICE),
        page(*STORY[:shown], below=f"<div class=paywall><h3>{NOTICE}</h3></div>"),
    ):
        assert (article.body, article.access, article.access_evidence) == (STORY[:shown], "teaser", f"notice: {NOTICE}")
        told = {flag.name: flag.evidence for flag in article.flags}
        assert told == ({} if shown else {"empty_body": f"0 characters; notice: {NOTICE}"})


def test_a_long_text_has_no_wall_whatever_asks_to_subscribe() -> None:
    article = page(*STORY, *STORY, below=f"<aside>{NOTICE}</aside>")
    assert (len(article.body), article.access) == (18, None)


def test_a_long_text_without_blanks_has_no_wall() -> None:
    text = "市議会によると、旧市街の橋は二年間の修理を終えて火曜日に再び開通した。"
    below = "<aside><p>この記事は会員限定です</p></aside>"
    assert page(text, below=below).access == "teaser"
    assert page(*[text] * 20, below=below).access is None


def test_a_wall_takes_no_text_away(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        outcomes = [
            look(archive, page(*STORY)),
            look(archive, page(STORY[0], NOTICE), 1),
            look(archive, page(NOTICE), 2),
        ]
        assert outcomes == ["new", "same", "same"]
        assert rows(archive, "select body, revision_count, status from articles") == [("\n\n".join(STORY), 1, "live")]
        assert look(archive, page(*STORY), 3) == "same"


@pytest.mark.parametrize(("elements", "access"), [(10, "teaser"), (70, None)])
def test_a_notice_is_a_line_of_few_elements(elements: int, access: str | None) -> None:
    assert page(STORY[0], below=f"<div>{NOTICE}{'<i></i>' * elements}</div>").access == access
