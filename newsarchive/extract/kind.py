"""Whether a page is an article, decided by structure before words."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from newsarchive.extract.json_ld import types
from newsarchive.extract.links import find_refresh
from newsarchive.extract.listing import begin_articles, many_headings
from newsarchive.extract.page import Page
from newsarchive.extract.rules import first
from newsarchive.items import Article

_CHALLENGE_TITLE = re.compile(
    r"^(?:just a moment|attention required|access denied|are you a robot|please wait|checking your browser|"
    r"security check|verify you are human|ddos-guard|pardon our interruption|robot check|bot verification|"
    r"human verification|one moment, please|403 forbidden|forbidden|request blocked|error 1\d{3}|"
    r"sicherheits(?:abfrage|überprüfung|check)\W*$|sind sie ein (?:roboter|mensch)|êtes-vous un (?:robot|humain)|"
    r"¿?eres un (?:robot|humano)|sei un robot|você é um robô|вы не робот|подтвердите, что вы не робот|"
    r"安全验证|安全驗證|人机验证|访问验证|로봇이 아닙니다|"
    r"(?:(?:nur )?einen moment|un instant|un momento|um momento|een moment geduld|chwileczkę|один момент|подождите|"
    r"проверка браузера|bir dakika lütfen|稍等片刻|请稍候|請稍候|"
    r"しばらくお待ちください|잠시만 기다\S*|لحظة(?: من فضلك| واحدة)?)\W*$)",
    re.IGNORECASE,
)
_CHALLENGE = (
    "#challenge-form", "#challenge-running", "#cf-wrapper", "#cf-challenge-running", "#px-captcha",
    "script[src*='captcha-delivery.com']", "iframe[src*='_Incapsula_Resource']", "script[src*='_Incapsula_Resource']",
    "#sec-if-cpt-container",
)  # fmt: skip
"""What only the page of a bot check holds: a captcha alone may belong to a form of comments."""
_CONSENT_TITLE = re.compile(
    r"^(?:before you continue|bevor sie fortfahren|your privacy|cookie|consent|zustimmung|avant de continuer|"
    r"wir verwenden cookies|antes de continuar|prima di continuare|voordat je verder|zanim przejdziesz|"
    r"прежде чем продолжить|devam etmeden önce|innan du fortsätter|før du fortsætter|før du fortsetter|"
    r"ennen kuin jatkat|než budete pokračovat|we (?:value|respect|care about) your privacy|"
    r"wir (?:respektieren|schätzen) ihre privatsphäre|mit werbung (?:weiter)?lesen|"
    r"nous (?:respectons|tenons à) (?:votre|la protection de votre) vie privée|"
    r"(?:valoramos|respetamos) (?:su|tu) privacidad|(?:rispettiamo |teniamo al)la (?:tua|vostra) privacy|"
    r"consenso (?:ai |sui )?cookie|(?:respeitamos|valorizamos) a sua privacidade|"
    r"(?:szanujemy|cenimy) (?:twoją |państwa )?prywatność)",
    re.IGNORECASE,
)
_CONSENT_ADDRESS = re.compile(r"(?:^|[./])(?:consent|cmp|gdpr|privacy-?wall|zustimmung)(?:[./]|$)", re.IGNORECASE)
_MISSING = re.compile(
    r"(?:^|\b)(?:404|page not found|not found|seite (?:wurde )?nicht gefunden|page (?:introuvable|non trouvée)|"
    r"cette page n.existe|p[aá]gina n[aã]o encontrada|página no encontrada|no se (?:encontró|ha encontrado) la página|"
    r"pàgina no trobada|pagina (?:non trovata|inesistente)|pagina (?:niet gevonden|bestaat niet)|nie znaleziono|"
    r"strona nie istnieje|страниц[аы] не (?:найдена|существует)|сторінк[уи] не (?:знайдено|існує)|"
    r"страницата не е намерена|страница није пронађена|stranica (?:nije pronađena|ne postoji)|"
    r"stran ni (?:bila )?najdena|"
    r"stránka (?:(?:nebyla |nebola )?(?:nalezena|nenalezena|nájdená)|neexistuje|sa nenašla)|az oldal nem található|"
    r"pagina nu (?:a fost găsită|există)|sidan (?:hittades inte|kunde inte hittas|finns inte)|"
    r"siden (?:blev ikke fundet|ble ikke funnet|findes ikke|finnes ikke)|sivua ei löyt|lehte ei leitud|"
    r"puslapis nerastas|lapa nav atrasta|orria ez da aurkitu|η σελίδα δεν (?:βρέθηκε|υπάρχει)|sayfa bulunamad[ıi]|"
    r"halaman tidak ditemukan|không tìm thấy trang|trang không tồn tại|doesn.t exist|no longer available)|"
    r"הדף לא נמצא|העמוד לא נמצא|الصفحة غير موجودة|لم يتم العثور على الصفحة|صفحه(?: مورد نظر)? (?:یافت|پیدا) نشد|"
    r"(?:पृष्ठ|पेज) नहीं मिला|页面不存在|頁面不存在|找不到(?:页面|頁面|网页|網頁)|"
    r"ページが見つかりません|페이지를 찾을 수 없|"
    r"존재하지 않는 페이지|ไม่พบหน้า",
    re.IGNORECASE,
)
_BROKEN = re.compile(
    r"^(?:(?:http |error )?5\d\d(?:\s*$|\W+(?:internal|bad|service|gateway|server|error))|(?:internal )?server error|"
    r"error establishing a database connection|database error|bad gateway|service (?:temporarily )?unavailable(?! \w)|"
    r"gateway time-?out|(?:down for |under |site )?maintenance(?: mode)?\s*$|briefly unavailable|"
    r"welcome to (?:nginx|openresty)\b|apache2 \S+ default page|it works!?\s*$|iis windows|index of /|"
    r"(?:this )?(?:account|site|domain) (?:has been |is )?(?:suspended|parked|expired)\W*$|"
    r"\S+\.\w+ is (?:for sale|parked)\b|this domain (?:name )?(?:is|may be) for sale)",
    re.IGNORECASE,
)
"""What a server prints in a page's place when it fails or has nothing to show, with whatever status."""
_LISTING_CLASSES = frozenset((
    "home", "blog", "archive", "category", "tag", "author", "date", "search", "search-results", "post-type-archive",
    "tax",
))  # fmt: skip
_LISTING_ADDRESS = re.compile(
    r"^/(?:category|tag|author|search|topics?|archives?)(?:/[^/]*)*/?$|/page/\d+/?$|"
    r"^/(?:blog/)?(?:categories|tags|authors)/[^/]*/?$|^/blog/(?:category|tag|author)/[^/]*/?$",
    re.IGNORECASE,
)
_ARCHIVED = re.compile(r"^/archives?/(?:[^/]*/)*[^/]*[^\W\d][^/]*\.html?$", re.IGNORECASE)
"""An article in an archive of all: "/archives/12-bridge-reopens.html" (Serendipity, Movable Type)."""
_LIST_OF_LISTS = re.compile(
    r"^/(?:blog|(?:blog/)?(?:categories|tags|authors|topics|archives?))(?:\.html?)?/?$", re.IGNORECASE
)
_HEADLINE_ADDRESS = re.compile(r"/(?!index\.)(?:[^/]*-[^/]*-[^/]*|[^/]*\.html?)/?$", re.IGNORECASE)
"""The end of an address that is made of a headline."""
_NUMBERED = re.compile(r"(?:paged?=\d+)?")
"""The query of a home page, or of one of its further pages (Django, WordPress)."""
_LISTING_TYPES = ("CollectionPage", "SearchResultsPage", "ProfilePage", "ContactPage")
SHORTEST_BODY = 40
"""Characters of text below which a page without other evidence says nothing."""


def decide(page: Page, article: Article) -> tuple[bool, str | None]:
    """Return whether the page is an article; if not, why: challenge, consent, login, soft-404, server-error, redirect,
    listing, page, empty."""
    length, said = sum(map(len, article.body)), sum(len(text.encode()) for text in article.body)
    classes = _body_classes(page)
    evidence = _evidence(page, classes)
    is_bare = evidence is None and not article.comments
    wall = _wall(page, length, said) if is_bare and article.access != "protected" else None
    if wall:
        return False, wall
    if "error404" in classes or (length < 600 and _names(_MISSING, page, article)):
        return False, "soft-404"
    if evidence is None and length < 600 and _names(_BROKEN, page, article):
        return False, "server-error"
    if evidence is None and length < 600 and find_refresh(page.document):
        return False, "redirect"
    if article.access == "protected" and article.headline:
        return True, None
    if _is_listing(page, classes, evidence):
        return False, "listing"
    if _is_of_portal(page, article, classes, evidence):
        return False, "page"
    if article.headline and evidence and article.access == "teaser":
        return True, None  # all of the text may stand behind the wall
    if not article.headline or length < (1 if evidence else SHORTEST_BODY):
        return False, "empty"
    if not evidence and not _has_thread(article):
        is_list = many_headings(page, article) or begin_articles(page, article)
        return (False, "listing") if is_list else (True, None)
    return True, None


def _wall(page: Page, length: int, said: int) -> str | None:
    """Return what stands in the article's place; asked only of pages that give no evidence of an article. `said`: the
    length in bytes, in which a character of Chinese counts thrice."""
    title = page.title or ""
    if length < 1_500 and _CHALLENGE_TITLE.match(title):
        return "challenge"
    if length < 400 and first(page.document.index, _CHALLENGE) is not None:
        return "challenge"
    address = urlsplit(page.document.url)
    if length < 1_500 and (_CONSENT_TITLE.match(title) or _CONSENT_ADDRESS.search(f"{address.hostname}{address.path}")):
        return "consent"
    return "login" if said < 400 and _asks_for_password(page) else None


def _asks_for_password(page: Page) -> bool:
    """Tell whether a form that is no popup asks for a password."""
    for field in page.document.index.by_tag.get("input", ()):
        form = next(field.iterancestors("form"), None)
        if (field.get("type") or "").lower() == "password" and form is not None:
            around = ((el.get("class") or "") + (el.get("id") or "") for el in form.iterancestors())
            return not any("popup" in names or "modal" in names for names in around)
    return False


def _body_classes(page: Page) -> frozenset[str]:
    body = page.document.root.find("body")
    return frozenset((body.get("class") or "").split()) if body is not None else frozenset()


def _names(fault: re.Pattern[str], page: Page, article: Article) -> bool:
    """Tell whether title or headings name a fault, and nothing shows that the page is an article."""
    if page.nodes or (article.published is not None and not article.published.estimated):
        return False
    heads = [page.title or "", *(text for _, text in page.h1s[:2])]
    return any(fault.search(text) for text in heads)


def _evidence(page: Page, classes: frozenset[str]) -> str | None:
    """Return what shows that the page is one article; None where nothing does."""
    if classes & {"single", "single-post", "post-template-default", "post-template"}:
        return "body class"
    headlines = (node.get("headline") for node in page.nodes)
    if any(isinstance(headline, str) and not page.is_site_name(headline) for headline in headlines):
        return "json-ld"
    if page.document.meta("article:published_time"):
        return "article:published_time"
    if (page.document.meta("og:type") or "").lower() == "article":
        return "og:type"
    bodies = sum("articleBody" in (element.get("itemprop") or "") for element in page.document.index.itemprops)
    if bodies == 1:  # several are those of a list
        return "itemprop"
    return None


def _is_listing(page: Page, classes: frozenset[str], evidence: str | None) -> bool:
    if evidence == "body class":
        return False
    address = urlsplit(page.document.url)
    if address.hostname and address.path in ("", "/") and _NUMBERED.fullmatch(address.query):
        return evidence != "json-ld"
    if _LIST_OF_LISTS.match(address.path):
        return True
    listed = classes & _LISTING_CLASSES
    if listed == {"home"} and _HEADLINE_ADDRESS.search(address.path):
        listed = frozenset()  # templates that print it on every page
    if listed and not classes & {"single", "singular", "page", "article"}:
        return True
    if evidence in ("json-ld", "article:published_time", "itemprop"):
        return False
    is_headed = _ARCHIVED.match(address.path)
    if (_LISTING_ADDRESS.search(address.path) and not is_headed) or page.document.nodes_of(*_LISTING_TYPES):
        return True
    return evidence is None and any(map(_is_of_list, page.document.nodes_of("WebPage")))


def _is_of_list(node: dict[str, Any]) -> bool:
    """Tell whether what a WebPage is about is a list of others (schema.org: mainEntity, ItemList)."""
    main = node.get("mainEntity")
    return isinstance(main, dict) and "itemlist" in types(main)


def _is_of_portal(page: Page, article: Article, classes: frozenset[str], evidence: str | None) -> bool:
    """Tell whether the page is the portal's own ("About", "Contact", "Reset your password"): by WordPress's word for
    what is no post, by an address that says no more than "about", or by the end of a short one, where nobody signed it
    on a day."""
    if evidence is None and any(name.startswith("page-id-") for name in classes):
        return True
    path = urlsplit(page.document.url).path
    if evidence != "body class" and _ABOUT.match(path):
        return True
    if evidence not in (None, "og:type") or (article.authors and article.published):
        return False
    steps = [step for step in path.split("/") if step]
    return len(steps) <= _SHORT and not any(map(str.isdigit, steps)) and _OF_PORTAL.search(path) is not None


_SHORT = 3
"""Steps of an address that names a page of the portal itself: "/en/user/login"."""


_ABOUT = re.compile(
    r"^/(?:pages?/)?(?:about(?:-?us)?|(?:ue|ü|u)ber-uns|a-propos|qui-sommes-nous|quienes-somos|chi-siamo|quem-somos|"
    r"over-ons|om-oss|hakkimizda|impressum|imprint)(?:\.html?)?/?$",
    re.IGNORECASE,
)
"""The address of a page about the portal, whatever it tells machines of itself."""
_OF_PORTAL = re.compile(
    r"/(?:log-?in|log-?on|sign-?in|sign-?up|regist(?:er|ration|rieren|ro)|anmeld(?:en|ung)|wp-signup|lost-?password|"
    r"(?:forgot(?:ten)?|lost|reset|remind|recover|change)[-_]?(?:my[-_]?)?passwor[dt]|passwor[dt][-_/]?(?:reset|recovery)|"
    r"(?:my-?)?account|cart|checkout|advertis(?:e|ing)(?:-with-us)?|mediadaten|newsletters?|feedback|"
    r"contact(?:s|-?us|-?form|-?info|ez-nous|o|ar)?|kontakt(?:e|formular)?|contat(?:o|ti)|nous-contacter|iletisim|"
    r"impressum|imprint|legal(?:-notice)?|mentions-legales|aviso-legal|note-legali|colofon|"
    r"accessibility(?:-?(?:info|statement))?|site-?map|privacy(?:-?(?:policy|statement|notice))?|datenschutz(?:erkl(?:ae|ä)rung|hinweise)?|cookies?(?:-?policy)?|"
    r"politique-de-confidentialite|politica-de-privacidade?|terms(?:-of-(?:use|service)|-and-conditions)?|agb|"
    r"nutzungsbedingungen|cgu|about(?:-?us)?|(?:ue|ü|u)ber-uns|a-propos|qui-sommes-nous|quienes-somos|chi-siamo|"
    r"quem-somos|o-nas|over-ons|om-oss|hakkimizda)(?:\.\w{2,5})?/?$",
    re.IGNORECASE,
)


def _has_thread(article: Article) -> bool:
    """Tell whether readers wrote comments, or a comment system's thread is named that can only be this page's."""
    named = article.comment_system.ids if article.comment_system else ()
    return bool(article.comments) or any(name in _THREAD_IDS for name, _ in named)


_THREAD_IDS = frozenset(("identifier", "url", "href", "post"))
