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
        ("You must upgrade your account to read the rest of this content.", True),
        ("This content is for Gold and Silver members only.\nLog In Join Now", True),
        ("You must be a Gold member to access this content.", True),
        ("To access this content, you must purchase Gold, or log in if you are a member.", True),
        ("To view this content, you must be a member of the paper at $5 or more", True),
        ("You are unauthorized to view this page.", True),
        ("This content is restricted to subscribers", True),
        ("Continue reading this post for free, courtesy of Ann Lee.", True),
        ("Member-only story", True),
        ("Dieser Beitrag ist nur für zahlende Abonnenten", True),
        ("Werde Mitglied, um weiterzulesen.", True),
        ("Questo post è solo per gli iscritti paganti", True),
        ("Dit bericht is alleen voor betalende abonnees", True),
        ("Esta publicação é apenas para assinantes pagos", True),
        ("You must be a resident to access this beach, the council of Korsund said.", False),
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


@pytest.mark.parametrize(
    "around",
    ["<div style='display:none'>{}</div>", "<template>{}</template>", "<noscript>{}</noscript>", "<p hidden>{}</p>"],
)
def test_a_notice_that_is_not_printed_is_none(around: str) -> None:
    assert page(STORY[0], below=around.format(f"<b>{NOTICE}</b>")).access is None


def test_what_stands_in_the_box_of_a_notice_is_no_text() -> None:
    box = f"<div><h3>Membership</h3><div><p>{NOTICE}</p></div><p>A month for three crowns.</p></div>"
    html = f"<p>{STORY[1]}</p>{box}<p>{STORY[2]}</p>"
    article = page(STORY[0], html)
    assert (article.body, article.access) == (STORY[:3], "teaser")


@pytest.mark.parametrize(
    ("name", "inner", "access"),
    [
        ("pmpro_content_message", "<p>Tik nariams.</p>", "teaser"),
        ("mepr-unauthorized-message", "<p>Tik nariams.</p>", "teaser"),
        ("wc-memberships-restriction-message", "<p>Tik nariams.</p>", "teaser"),
        ("gh-post-upgrade-cta", "<h2>Tik nariams.</h2>", "teaser"),
        ("newspack-content-gate__gate", "<p>Tik nariams.</p>", "teaser"),
        ("gh-post-upgrade-cta", "", None),
        ("contact-message", "<p>Tik nariams.</p>", None),
        ("gh-post-upgrade-cta-styles", "<p>Tik nariams.</p>", "teaser"),
    ],
)
def test_the_box_of_membership_software_is_a_wall_in_any_language(name: str, inner: str, access: str | None) -> None:
    article = page(STORY[0], f"<div class='card {name}'>{inner}</div>")
    assert article.access == access
    assert (article.access_evidence is None) is (access is None)
    if access:
        assert article.body == STORY[:1]
    assert page(STORY[0], below=f"<footer><div class='{name}'>{inner}</div></footer>").access is None
    assert page(*STORY, *STORY, below=f"<div class='{name}'>{inner}</div>").access is None


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
