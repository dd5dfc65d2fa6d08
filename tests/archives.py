"""A small archive with something of everything, for the tests of exports and of the reading room.

Two portals, twelve articles, one with three versions, threads with answers, a comment that goes missing, FAQs, links,
texts that a careless page would run, and scripts written without blanks.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from click.testing import CliRunner

from newsarchive.archive.looks import Visit
from newsarchive.archive.pages import page
from newsarchive.archive.store import Archive, open_archive
from newsarchive.captures import Exchange
from newsarchive.commands.export import export as command
from newsarchive.items import Article, Author, Comment, FaqEntry, Flag, Image, LiveEntry, Moment, RelatedLink

START = datetime(2023, 10, 24, 8, 0, tzinfo=UTC)
BAD = "<script>alert('x')</script>"


def moment(day: int, hour: int = 12, minute: int = 0) -> Moment:
    """Return a moment of October 2023 that the page gives with its zone."""
    utc = datetime(2023, 10, day, hour, minute, tzinfo=UTC)
    return Moment(f"{utc:%Y-%m-%dT%H:%M}+00:00", utc.replace(tzinfo=None), utc, 0, "minute", "attribute")


def printed(text: str, local: datetime) -> Moment:
    """Return a moment as it is printed without a zone."""
    return Moment(text, local, None, None, "minute", "unknown")


def comment(
    position: int, author: str, text: str, *, parent: int | None = None, depth: int = 0, day: int = 20
) -> Comment:
    """Return a comment whose id on the portal is 100 and its position."""
    above = None if parent is None else str(100 + parent)
    return Comment(
        str(100 + position), above, "comment", position, depth, author, None, moment(day, 10, position), text
    )


BASE = "https://www.example.com"

LAVROV = Article(
    url=f"{BASE}/lavrov-visits-north-korea/",
    source_id="4711",
    headline="Lavrov visits North Korea",
    authors=(Author("Lucas Garcia", f"{BASE}/author/lucas/"), Author("Maria Lee")),
    lead="A visit with consequences.",
    published=moment(19, 15, 46),
    modified=moment(19, 16, 0),
    body=(
        "Foreign minister Lavrov came to Pyongyang on Thursday.",
        "He met Kim Jong Un.",
        "The presidents may meet soon.",
    ),
    section="World",
    tags=("North Korea", "Diplomacy"),
    language="en",
    image=Image("https://www.example.com/kim.jpg", alt="Security Talks", caption="Kim and Lavrov", credit="KCNA"),
    access="free",
    faqs=(
        FaqEntry("Who came to Pyongyang?", "The Russian foreign minister.", "json-ld"),
        FaqEntry("Why?", None, "heading"),
    ),
    comments=(
        comment(0, "Ann", "First. Visit my page: ann@example.org"),
        comment(1, "Bob", "I disagree.", parent=0, depth=1),
        comment(2, "Cid", '=HYPERLINK("http://evil.example")', parent=1, depth=2),
        comment(3, "Dee", "Another thread."),
    ),
    live_entries=(
        LiveEntry("The plane has landed", "At noon Lavrov stepped out of an Ilyushin.", moment(19)),
        LiveEntry(None, "Soldiers line the road to the guest house.", None),
    ),
    comments_claimed=5,
    related_links=(
        RelatedLink("Kim and Putin", f"{BASE}/kim-and-putin/", "more-about"),
        RelatedLink("(Insert URL here)", None, "more-about", "placeholder"),
    ),
    flags=(Flag("placeholder_link", "(Insert URL here)"), Flag("brand_mismatch", "BNB")),
)

KIM = Article(
    url=f"{BASE}/kim-and-putin/",
    headline="Kim and Putin talk",
    authors=(Author("Lucas Garcia", f"{BASE}/author/lucas/"),),
    published=moment(18),
    body=("Talks in the east.", "North Korea says little."),
    section="World",
    tags=("North Korea",),
    language="en",
    comments=tuple(
        comment(n, f"Reader {n}", f"Answer {n}", parent=n - 1 if n else None, depth=n, day=18) for n in range(9)
    ),
)

HOSTILE = Article(
    url=f"{BASE}/hostile/",
    headline=f"=1+1 {BAD}",
    authors=(Author(BAD),),
    lead=BAD,
    published=printed("October 19, 2023 - 3:46 pm", datetime(2023, 10, 19, 15, 46)),
    body=(f"{BAD} & <img src=x onerror=alert(1)>", "@SUM(A1)"),
    section=BAD,
    tags=(BAD, "a/b"),
    faqs=(FaqEntry(BAD, BAD, "details"),),
    comments=(replace(comment(0, BAD, BAD), author_url="https://evil.example/"),),
    related_links=(RelatedLink(BAD, None, "related", "unsafe"),),
)


def small(number: int, portal: str, headline: str, text: str, language: str) -> Article:
    """Return an article of little."""
    return Article(
        url=f"{portal}/story-{number}/",
        headline=headline,
        published=moment(number + 1),
        body=(text,),
        section="Sport" if number % 2 else "World",
        language=language,
    )


OTHERS = (
    small(1, "https://news.example.org", "北京大学发布报告", "报告说，朝鲜问题需要谈判。", "zh"),
    small(2, "https://news.example.org", "Conseil européen à Bruxelles", "Les présidents se réunissent.", "fr"),
    small(3, "https://news.example.org", "زيارة لافروف", "زار وزير الخارجية بيونغ يانغ.", "ar"),
    small(4, "https://news.example.org", "ข่าวเกาหลีเหนือ", "รัฐมนตรีเยือนเปียงยาง", "th"),
    small(5, BASE, "Cup final ends in a draw", "A match of sport and weather.", "en"),
    small(6, BASE, "Presidential elections near", "Presidency and president are words.", "en"),
    small(7, BASE, "Rain in the north", "Rain, and again rain.", "en"),
    small(8, BASE, "Council votes", "The council votes on water.", "en"),
)

PROTECTED = Article(
    url=f"{BASE}/protected/", headline="Protected: members only", published=moment(11), access="protected"
)


def second(first: Article) -> Article:
    """Return the article as it is edited for its second version; one comment is gone."""
    body = (first.body[0].replace("Thursday", "Wednesday"), *first.body[1:], "A correction was made.")
    return replace(first, headline="Lavrov in Pyongyang", body=body, comments=first.comments[:3])


def third(first: Article) -> Article:
    """Return the article as it is edited for its third version."""
    return replace(second(first), headline="Lavrov in Pyongyang: what we know")


def visit(archive: Archive, portal: int, run: int, article: Article, at: datetime, body: bytes = b"") -> None:
    """Store one look at the article, with its capture."""
    captures = archive.capture(
        [
            Exchange(
                kind="page",
                url=article.url,
                fetched_at=at,
                method="GET",
                request_headers=((b"User-Agent", b"newsarchive"),),
                status=200,
                reason="OK",
                response_headers=((b"Content-Type", b"text/html; charset=utf-8"),),
                body=body or f"<html><title>{article.headline}</title>".encode(),
                ip=None,
            )
        ],
        portal,
        article,
    )
    archive.save(
        Visit(
            page_id=page(archive, portal, article.url, kind="article").id,
            run_id=run,
            portal_id=portal,
            at=at,
            state="stored",
            captures=captures,
            article=article,
            comments_complete=True,
        )
    )


def make_archive(path: Path) -> Path:
    """Make the archive in an empty folder and return it."""
    with open_archive(path, write=True) as archive:
        first = archive.portal("bbn", url=f"{BASE}/", title="Big Big News", language="en")
        other = archive.portal("news.example.org", url="https://news.example.org/")
        for day, articles in enumerate(_days()):
            at = START + timedelta(days=day)
            for portal in (first, other):
                run = archive.start_run(portal, started_at=at)
                count = 0
                for one in articles:
                    if one.url.startswith(BASE) == (portal == first):
                        visit(archive, portal, run, one, at + timedelta(minutes=count))
                        count += 1
                archive.finish_run(
                    run, finished_at=at + timedelta(hours=1), reason="finished", requests=count, warc_bytes=0
                )
        archive.commit()
    return path


def _days() -> Iterable[tuple[Article, ...]]:
    yield (LAVROV, KIM, HOSTILE, *OTHERS, PROTECTED)
    yield (second(LAVROV), KIM)
    yield (third(LAVROV),)


def exported(*arguments: str) -> bytes:
    """Return what `newsarchive export` writes."""
    done = CliRunner().invoke(command, arguments, catch_exceptions=False, standalone_mode=False)
    assert done.exit_code == 0
    return done.stdout_bytes
