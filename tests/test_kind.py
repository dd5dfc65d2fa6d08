"""What kind of page it is: walls in many systems' forms, missing pages in many languages, lists, articles."""

import pytest

from newsarchive.extract import read
from newsarchive.items import Reading
from tests.pages import FETCHED_AT, SENTENCES, STORY, URL, json_ld, page, story_page

OG = '<meta property="og:type" content="article">'
SIGNED = "<p>By Ann Lee, May 3, 2024</p>"
OF_LIST = '{"@type":"WebPage","mainEntity":{"@type":"ItemList","itemListElement":[]}}'
DATED = '<meta property="article:published_time" content="2024-04-30T10:00:00Z">'
JSON = json_ld('{"@type":"NewsArticle","headline":"Bridge reopens after two years"}')
OF_SITE = '<meta property="og:site_name" content="The Paper">' + json_ld('{"@type":"Article","headline":"The Paper"}')
SHORT = "<p>The bridge is open.</p>"
PASSWORD = '<form action="/login"><input name="user"><input type="password"></form>'
TEASERS = "".join(f'<h3><a href="/s/{number}/">Story {number}</a></h3><p>Short.</p>' for number in range(12))


def look(html: str, url: str = URL) -> tuple[bool, str | None]:
    found: Reading = read(html, url, fetched_at=FETCHED_AT)
    return found.is_article, found.reason


@pytest.mark.parametrize(
    "title",
    [
        "Just a moment...",
        "Attention Required! | Cloudflare",
        "Access Denied",
        "Are you a robot?",
        "Please Wait... | Cloudflare",
        "Checking your browser before accessing",
        "DDoS-Guard",
        "Pardon Our Interruption",
        "Human Verification",
        "One moment, please...",
        "403 Forbidden",
        "Error 1020",
        "Nur einen Moment …",
        "Un momento…",
        "Один момент…",
        "Bir dakika lütfen...",
        "请稍候…",
        "しばらくお待ちください...",
        "لحظة…",
        "Sicherheitsabfrage",
        "Êtes-vous un robot ?",
        "¿Eres un robot?",
        "Вы не робот?",
        "安全验证",
    ],
)
def test_a_bot_check_is_told_by_its_title(title: str) -> None:
    assert look(page(f"<h1>{title}</h1>{SHORT}", f"<title>{title}</title>")) == (False, "challenge")


@pytest.mark.parametrize(
    "mark",
    [
        '<form id="challenge-form"></form>',
        '<div id="cf-wrapper"></div>',
        '<div id="px-captcha"></div>',
        '<script src="https://geo.captcha-delivery.com/c.js"></script>',
        '<iframe src="/_Incapsula_Resource?x=1"></iframe>',
        '<div id="sec-if-cpt-container"></div>',
    ],
)
def test_a_bot_check_is_told_by_its_markup(mark: str) -> None:
    assert look(page(f"{mark}{SHORT}")) == (False, "challenge")


@pytest.mark.parametrize("head", [OG, DATED, JSON])
@pytest.mark.parametrize(
    ("title", "inner"),
    [
        ("Just a moment", STORY),
        ("Access denied", STORY),
        ("Cookie recipes for winter", STORY),
        ("Bridge", STORY + PASSWORD),
    ],
)
def test_a_page_that_shows_it_is_an_article_is_no_wall(head: str, title: str, inner: str) -> None:
    assert look(story_page(inner, f"<title>{title}</title>{head}")) == (True, None)


@pytest.mark.parametrize(
    ("title", "url"),
    [
        ("Before you continue", URL),
        ("Bevor Sie fortfahren", URL),
        ("Avant de continuer", URL),
        ("Wir verwenden Cookies", URL),
        ("Antes de continuar", URL),
        ("Prima di continuare", URL),
        ("Zanim przejdziesz dalej", URL),
        ("We value your privacy", URL),
        ("Nous respectons votre vie privée", URL),
        ("Rispettiamo la tua privacy", URL),
        ("Mit Werbung weiterlesen", URL),
        ("Paper", "https://consent.paper.example/x"),
        ("Paper", "https://paper.example/zustimmung/?back=1"),
        ("Paper", "https://paper.example/privacy-wall"),
    ],
)
def test_a_page_that_asks_for_consent_is_no_article(title: str, url: str) -> None:
    assert look(page(f"<h1>{title}</h1>{STORY}", f"<title>{title}</title>"), url) == (False, "consent")


@pytest.mark.parametrize("path", ["/consentful-design/", "/my-gdpr-story-of-a-year/", "/cmpany/"])
def test_a_word_within_an_address_is_no_wall(path: str) -> None:
    assert look(story_page(), f"https://paper.example{path}") == (True, None)


@pytest.mark.parametrize(
    ("around", "reason"),
    [
        (PASSWORD, "login"),
        (f'<div class="login-popup">{PASSWORD}</div>', "empty"),
        (f'<div id="login-modal">{PASSWORD}</div>', "empty"),
        ('<input type="password">', "empty"),
        ('<form><input type="search"></form>', "empty"),
    ],
)
def test_a_form_that_asks_for_a_password_is_a_login_unless_it_pops_up(around: str, reason: str) -> None:
    assert look(page(f"<h1>Members</h1>{around}")) == (False, reason)


@pytest.mark.parametrize(
    "title",
    [
        "404",
        "Error 404 - Paper",
        "Page Not Found",
        "Seite nicht gefunden",
        "Page introuvable",
        "Página não encontrada",
        "Página no encontrada",
        "Pagina non trovata",
        "Pagina niet gevonden",
        "Страница не найдена",
        "Сторінку не знайдено",
        "Sayfa bulunamadı",
        "الصفحة غير موجودة",
        "页面不存在",
        "ページが見つかりません",
        "Cette page n'existe pas",
        "No se ha encontrado la página",
        "Strona nie istnieje",
        "Страница не существует",
        "Страницата не е намерена",
        "Stranica nije pronađena",
        "Stránka nenalezena",
        "Stránka sa nenašla",
        "Az oldal nem található",
        "Pagina nu a fost găsită",
        "Sidan kunde inte hittas",
        "Siden blev ikke fundet",
        "Siden ble ikke funnet",
        "Sivua ei löytynyt",
        "Η σελίδα δεν βρέθηκε",
        "הדף לא נמצא",
        "صفحه مورد نظر یافت نشد",
        "पृष्ठ नहीं मिला",
        "找不到頁面",
        "페이지를 찾을 수 없습니다",
        "ไม่พบหน้าที่คุณต้องการ",
        "Không tìm thấy trang",
        "Halaman tidak ditemukan",
        "This page doesn’t exist",
        "The story is no longer available",
    ],
)
@pytest.mark.parametrize("place", ["title", "h1"])
def test_a_missing_page_that_answers_as_if_it_were_there_is_found_out(title: str, place: str) -> None:
    head, body = (f"<title>{title}</title>", "<h1>Oops</h1>") if place == "title" else ("", f"<h1>{title}</h1>")
    assert look(page(f"{body}<p>Try the search, or go back to the home page of this site.</p>", head)) == (
        False,
        "soft-404",
    )


@pytest.mark.parametrize(
    ("head", "text", "wanted"),
    [
        ("", SHORT, (False, "redirect")),
        (OG, SHORT, (True, None)),
        ("", 4 * SENTENCES, (True, None)),
    ],
)
def test_a_page_that_sends_its_reader_on_is_no_article_unless_it_is_one(
    head: str, text: str, wanted: tuple[bool, str | None]
) -> None:
    refresh = '<meta http-equiv="refresh" content="0; url=/bridge/">'
    body = f"<h1>Moved</h1>{text}<p>This page has moved, please follow its link.</p>"
    assert look(page(body, refresh + head)) == wanted


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Internal Server Error", (False, "server-error")),
        ("502 Bad Gateway", (False, "server-error")),
        ("HTTP 500", (False, "server-error")),
        ("Error establishing a database connection", (False, "server-error")),
        ("Site maintenance", (False, "server-error")),
        ("500 people wait for the ferry", (True, None)),
        ("Maintenance of the bridge will take a year", (True, None)),
        ("Service Unavailable | Paper", (False, "server-error")),
        ("Welcome to nginx!", (False, "server-error")),
        ("Apache2 Debian Default Page: It works", (False, "server-error")),
        ("Index of /news", (False, "server-error")),
        ("Account Suspended", (False, "server-error")),
        ("paper.example is for sale", (False, "server-error")),
        ("Account suspended after protests", (True, None)),
        ("The harbour is for sale", (True, None)),
        ("Service unavailable on the harbour line", (True, None)),
    ],
)
def test_a_page_that_names_a_fault_of_its_server_is_no_article(title: str, wanted: tuple[bool, str | None]) -> None:
    assert look(page(f"<h1>{title}</h1><p>Please come back in a few minutes, we are working on it.</p>")) == wanted


@pytest.mark.parametrize("head", [DATED, JSON])
def test_a_short_notice_that_names_a_missing_thing_is_an_article_where_it_is_dated(head: str) -> None:
    html = story_page("<p>The bus timetable of the harbour line is lost.</p>", head, "Timetable not found")
    assert look(html) == (True, None)


def beginnings(heading: str) -> str:
    """Return the beginnings of some articles, each behind a heading."""
    rows = (f"{heading.format(n, n)}<h6>Posted by: Ann Lee</h6><p>{text}</p>" for n, text in enumerate(SENTENCES))
    return f"<div class=posts>{''.join(rows)}</div>"


@pytest.mark.parametrize(
    ("html", "url", "wanted"),
    [
        (page(f"<h1>City</h1>{STORY}"), "https://paper.example/category/city/", (False, "listing")),
        (page(f"<h1>Bridge</h1>{STORY}"), "https://paper.example/tag/bridge", (False, "listing")),
        (page(f"<h1>Ann</h1>{STORY}"), "https://paper.example/author/ann/", (False, "listing")),
        (page(f"<h1>City</h1>{STORY}"), "https://paper.example/city/page/2/", (False, "listing")),
        (page(f"<h1>Found</h1>{STORY}"), "https://paper.example/search/bridge/", (False, "listing")),
        (page(f"<h1>Ann</h1>{STORY}", json_ld('{"@type":"ProfilePage"}')), URL, (False, "listing")),
        (page(f"<h1>City</h1>{STORY}", json_ld('{"@type":"CollectionPage"}')), URL, (False, "listing")),
        (page(f"<h1>World</h1>{STORY}", json_ld(OF_LIST)), URL, (False, "listing")),
        (page(f"<h1>Bridge</h1>{STORY}", OG + json_ld(OF_LIST)), URL, (True, None)),
        (page(f"<h1>News</h1>{TEASERS}"), URL, (False, "listing")),
        (page(f"<h1>Blog</h1>{beginnings('<h3><a href=/{}/>Story {}</a></h3>')}"), URL, (False, "listing")),
        (page(f"<h1>Blog</h1>{beginnings('<a href=/{}/><h3>Story {}</h3></a>')}"), URL, (False, "listing")),
        (page(f"<h1>Bridge</h1>{beginnings('<h3><a href=#{}>Story {}</a></h3>')}"), URL, (True, None)),
        (page(f"<h1>Bridge</h1>{beginnings('<a href=/{}.jpg><img src=/{}s.jpg></a>')}"), URL, (True, None)),
        (page(f"<h1>Bridge</h1>{beginnings('<h3><a href=/{}/>Story {}</a></h3>')}", OG), URL, (True, None)),
        (page(f"<h1>Bridge</h1>{STORY}", OG), "https://paper.example/", (False, "listing")),
        (page(f"<h1>Bridge</h1>{STORY}", OG), "https://paper.example/?page=3", (False, "listing")),
        (page(f"<h1>Bridge</h1>{STORY}", OG), "https://paper.example/?page_id=3", (True, None)),
        (page(f"<h1>Bridge</h1>{STORY}", OG), "https://paper.example/?p=7", (True, None)),
        (page(f"<h1>Bridge</h1>{STORY}", DATED), "https://paper.example/topics/bridge/", (True, None)),
        (page(f"<h1>Bridge</h1>{STORY}", body_class="single-post category"), "https://paper.example/", (True, None)),
        (page(f"<h1>Bridge</h1>{STORY}", body_class="page category"), URL, (True, None)),
        (page(f"<h1>City</h1>{STORY}"), "https://paper.example/categories/city/", (False, "listing")),
        (page(f"<h1>Tags</h1>{STORY}", DATED), "https://paper.example/tags/", (False, "listing")),
        (page(f"<h1>Tags</h1>{STORY}"), "https://paper.example/tags.html", (False, "listing")),
        (page(f"<h1>Bridge</h1>{STORY}"), "https://paper.example/blog/tags/bridge/", (False, "listing")),
        (page(f"<h1>Bridge</h1>{STORY}"), "https://paper.example/blog/author/ann/", (False, "listing")),
        (page(f"<h1>News</h1>{STORY}"), "https://paper.example/blog/", (False, "listing")),
        (page(f"<h1>Bridge</h1>{STORY}"), "https://paper.example/blog/bridge/", (True, None)),
        (page(f"<h1>Bridge</h1>{STORY}", DATED), "https://paper.example/tags/bridge/", (True, None)),
        (page(f"<h1>The Paper</h1>{STORY}", OF_SITE), "https://paper.example/", (False, "listing")),
        (page(f"<h1>Bridge</h1>{STORY}", body_class="home"), "https://paper.example/de/", (False, "listing")),
        (page(f"<h1>Bridge</h1>{STORY}", body_class="home"), "https://paper.example/bridge.html", (True, None)),
        (page(f"<h1>Bridge</h1>{STORY}", body_class="home"), f"{URL}a-long-one/", (True, None)),
        (page(f"<h1>About</h1>{SIGNED}{STORY}", DATED), "https://paper.example/about/", (False, "page")),
        (page(f"<h1>About</h1>{SIGNED}{STORY}", JSON), "https://paper.example/pages/about.html", (False, "page")),
        (page(f"<h1>About</h1>{SIGNED}{STORY}", DATED), "https://paper.example/films/about/", (True, None)),
        (page(f"<h1>About</h1>{STORY}", body_class="page page-id-7"), URL, (False, "page")),
        (page(f"<h1>About</h1>{STORY}"), "https://paper.example/en/about-us/", (False, "page")),
        (page(f"<h1>Paper</h1>{STORY}"), "https://paper.example/accessibility-info", (False, "page")),
        (page(f"<h1>Paper</h1>{STORY}"), "https://paper.example/sitemap", (False, "page")),
        (page(f"<h1>Kontakt</h1>{STORY}", OG), "https://paper.example/kontakt.html", (False, "page")),
        (page(f"<h1>Password</h1>{STORY}"), "https://paper.example/user/password_reset", (False, "page")),
        (page(f"<h1>Contact</h1>{STORY}", DATED), "https://paper.example/contact", (True, None)),
        (page(f"<h1>Contact</h1>{SIGNED}{STORY}", OG), "https://paper.example/films/contact/", (True, None)),
        (page(f"<h1>Feedback</h1>{STORY}", OG), "https://paper.example/2024/05/feedback", (True, None)),
        (page(f"<h1>Bridge</h1>{STORY}"), "https://paper.example/city/no-contact", (True, None)),
        (page(f"<h1>About</h1>{STORY}", OG, body_class="page page-id-7"), URL, (True, None)),
        (story_page(STORY + STORY + TEASERS), URL, (True, None)),
    ],
)
def test_a_list_is_told_from_an_article(html: str, url: str, wanted: tuple[bool, str | None]) -> None:
    assert look(html, url) == wanted


@pytest.mark.parametrize(
    ("inner", "head", "wanted"),
    [
        ("<p>Open.</p>", "", (False, "empty")),
        ("<p>Open.</p>", OG, (True, None)),
        ("<p>Open.</p>", JSON, (True, None)),
        ("", OG, (False, "empty")),
        ("", JSON, (False, "empty")),
        (f'<form class="post-password-form">{PASSWORD}</form>', "", (True, None)),
    ],
)
def test_little_text_is_an_article_only_where_the_page_says_so(
    inner: str, head: str, wanted: tuple[bool, str | None]
) -> None:
    assert look(story_page(inner, head)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("桥" * 300, (True, None)),  # says as much as 900 letters
        ("The bridge is open. " * 15, (False, "listing")),
    ],
)
def test_a_character_of_chinese_weighs_three_letters_beside_teasers(text: str, wanted: tuple[bool, str | None]) -> None:
    assert look(page(f"<h1>Bridge reopens</h1><div><p>{text}</p></div>{TEASERS}")) == wanted


def test_a_page_with_readers_comments_is_no_listing_and_no_login() -> None:
    head = "<cite class=fn>Ann</cite> <time datetime=2024-03-12T09:4{0}>x</time>"
    row = f"<li class=comment id=comment-{{0}}>{head}<p>Yes!</p></li>"
    thread = f"<ol class=commentlist>{row.format(1)}{row.format(2)}</ol>"
    short = f"<h1>Bridge reopens</h1><div><p>{'The bridge is open. ' * 15}</p></div>"
    assert look(page(f"{short}{TEASERS}")) == (False, "listing")
    assert look(page(f"{short}{thread}{TEASERS}")) == (True, None)
    assert look(page(f"{short}{PASSWORD}")) == (False, "login")
    assert look(page(f"{short}{thread}{PASSWORD}")) == (True, None)


@pytest.mark.parametrize(("classes", "wanted"), [("home article", (True, None)), ("home", (False, "listing"))])
def test_a_body_that_is_called_an_article_is_one_whatever_else_it_is_called(
    classes: str, wanted: tuple[bool, str | None]
) -> None:
    assert look(page(f"<h1>Bridge reopens</h1>{STORY}", OG, classes)) == wanted


def test_a_page_that_names_its_own_thread_is_no_listing() -> None:
    short = f"<h1>Bridge reopens</h1><div><p>{'The bridge is open. ' * 15}</p></div>"
    told = 'var disqus_identifier = "4711"; var disqus_shortname = "paper";'
    thread = f'<div id="disqus_thread"></div><script>{told}</script>'
    assert look(page(f"{short}{thread}{TEASERS}")) == (True, None)


@pytest.mark.timeout(20)
def test_each_text_of_a_long_page_is_asked_for_its_title_in_linear_time() -> None:
    boxes = "".join(f'<div><p>{SENTENCES[0]}</p><a href="/other-{n}/">The whole story</a></div>' for n in range(25_000))
    assert look(f"<html><body><article><h1>Bridge</h1>{boxes}</article></body></html>") == (True, None)
