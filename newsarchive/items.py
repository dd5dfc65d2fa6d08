"""The vocabulary of the archive: what one look at one article yields.

Every value is frozen. `None` (or an empty tuple) means that the page does not say; nothing is ever guessed.
Texts are Unicode NFC without NUL, surrogates, noncharacters and controls (`newsarchive.text`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Precision = Literal["second", "minute", "hour", "day", "month", "year"]
ZoneSource = Literal["attribute", "rest", "feed", "paired", "article", "configured", "unknown"]
Access = Literal["free", "metered", "teaser", "protected"]
LinkFlag = Literal["placeholder", "template", "unsafe"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as a page gives it."""

    raw: str
    """The text or attribute as it stands on the page, white space folded."""

    local: datetime | None
    """Naive wall clock as printed, down to `precision`, the rest zero. None: the text is no date that can be read,
    or one out of bounds (before 1990 or later than two days after the fetch)."""

    utc: datetime | None
    """The instant, aware, UTC. None where the zone cannot be known."""

    offset_minutes: int | None
    """Offset of `local` from UTC in minutes, east positive. None where it cannot be known."""

    precision: Precision
    """The smallest unit that the page gives."""

    zone_source: ZoneSource
    """Where the offset comes from. `attribute`: printed with the time itself; `rest`, `feed`: a GMT field of the REST
    record or the feed; `paired`: difference from a GMT source of the same page and day; `article`: the offset of the
    article's own published time; `configured`: the portal's setting; `unknown`: `utc` is None."""

    estimated: bool = False
    """True where the time was counted back from the fetch ("2 hours ago"), read from the address, or is that of a
    change on a page that prints no other."""


@dataclass(frozen=True, slots=True)
class Author:
    """One name of a byline."""

    name: str
    """As printed, without "by" and without a role."""

    url: str | None = None
    """Absolute address of the author's page on the portal."""

    role: str | None = None
    """"author", "contributor", "agency", "photographer" …; None: the page does not say."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that belongs to the article."""

    url: str
    """Absolute http(s) address of the largest form the page names."""

    alt: str | None = None
    """Alternative text; None also where the attribute is empty."""

    caption: str | None = None
    """Text under the picture, without the credit where the two can be told apart."""

    credit: str | None = None
    """Photographer or agency."""


@dataclass(frozen=True, slots=True)
class FaqEntry:
    """One question of the page's FAQ section with its answer."""

    question: str
    """Plain text without numbering and "Q:"."""

    answer: str | None
    """Plain text, paragraphs joined by a blank line; None: the page prints a question without an answer."""

    origin: str
    """The markup it was read from: json-ld, microdata, yoast, rank-math, aioseo, elementor, details, ufaq, uagb,
    accordion, table, heading, bold, paragraph; two joined by "+" where both gave it."""


@dataclass(frozen=True, slots=True)
class RelatedLink:
    """A link to further reading that the article's own text or its related box names."""

    text: str
    """The title as printed."""

    url: str | None
    """Absolute http(s) address; None: the page gives none that can be followed."""

    kind: Literal["more-about", "related", "inline"]
    """`more-about`: a list the author wrote; `related`: the portal's box; `inline`: a "read also" line in the text."""

    flag: LinkFlag | None = None
    """`placeholder`: such as "(Insert URL here)"; `template`: an unfilled template; `unsafe`: javascript:, data: …"""


@dataclass(frozen=True, slots=True)
class Comment:
    """A reader's comment, or a pingback in the list of comments."""

    source_id: str | None
    """The portal's own id of the comment ("11501"); None: the page gives none."""

    parent_source_id: str | None
    """`source_id` of the comment it replies to, also where that one is held back; None: top level or unknown."""

    kind: Literal["comment", "pingback"]
    """`pingback` also for trackbacks."""

    position: int
    """0-based order in the whole thread, oldest page first, as printed."""

    depth: int
    """0 for a top-level comment."""

    author: str | None
    """Name as printed."""

    author_url: str | None
    """Absolute http(s) address the name links to."""

    published: Moment | None
    """When the comment was written."""

    text: str
    """Own text only, never that of a reply; paragraphs joined by a blank line."""

    likes: int | None = None
    """Votes for the comment as printed."""

    removed: bool = False
    """True where the portal itself prints that this comment was removed."""


@dataclass(frozen=True, slots=True)
class CommentSystem:
    """Where the comments live when they are not in the page."""

    name: str
    """wordpress, isso, ghost, disqus, facebook, coral, openweb, viafoura, hyvor, commento, insticator …"""

    ids: tuple[tuple[str, str], ...] = ()
    """What identifies the thread there: pairs such as ("shortname", "example")."""

    endpoint: str | None = None
    """Absolute address of a documented public JSON endpoint, where the page gives enough to build it."""

    claimed: int | None = None
    """Number of comments the page declares for it."""


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same article in another language (`link rel=alternate hreflang`, a language switcher)."""

    language: str
    """BCP 47, lower case, "-" between the parts: "en-us", "es"; "x-default" as it stands."""

    url: str
    """Absolute address."""


@dataclass(frozen=True, slots=True)
class LiveEntry:
    """One entry of a live blog."""

    headline: str | None
    text: str
    published: Moment | None
    source_id: str | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """A quality flag with its evidence."""

    name: str
    """One word: placeholder_link, unfilled_template, brand_mismatch, future_date, modified_before_published,
    byline_is_site, empty_body, truncated, bad_date, foreign_json_ld …"""

    evidence: str
    """What on the page shows it, at most 200 characters."""


@dataclass(frozen=True, slots=True)
class Article:
    """What one look at one article yields: the item of the crawl, of `newsarchive extract` and of re-extraction."""

    url: str
    """The article's own final address, absolute, canonical form of `newsarchive.urls.canonical`: the archive's key."""

    canonical_url: str | None = None
    """`rel=canonical` as printed, absolute."""

    source_id: str | None = None
    """The portal's own id of the article (WordPress post id)."""

    headline: str | None = None
    """Without the site's name."""

    authors: tuple[Author, ...] = ()
    """In the order of the byline."""

    lead: str | None = None
    """Standfirst printed apart from the body; never the meta description."""

    published: Moment | None = None
    modified: Moment | None = None

    body: tuple[str, ...] = ()
    """Paragraphs in order: list items, quotes, table rows and embedded posts are paragraphs of their own. Without FAQ,
    captions, related links and comments."""

    section: str | None = None
    """The first category the page names."""

    tags: tuple[str, ...] = ()
    """Tags and keywords in the order printed, without repetition."""

    language: str | None = None
    """BCP 47 as declared ("en-US"), else detected from the text, primary language only."""

    image: Image | None = None
    """The lead picture."""

    images: tuple[Image, ...] = ()
    """Pictures inside the body, in order, without the lead picture."""

    access: Access | None = None
    """free, metered, teaser (only the opening is given), protected (asks for a password)."""

    access_evidence: str | None = None
    """What shows it: "json-ld isAccessibleForFree=false", "post-password-form" …"""

    faqs: tuple[FaqEntry, ...] = ()
    comments: tuple[Comment, ...] = ()

    comments_claimed: int | None = None
    """The number of comments the page declares."""

    comment_system: CommentSystem | None = None
    related_links: tuple[RelatedLink, ...] = ()
    alternates: tuple[Alternate, ...] = ()
    live_entries: tuple[LiveEntry, ...] = ()
    flags: tuple[Flag, ...] = ()

    field_sources: tuple[tuple[str, str], ...] = ()
    """Pairs of field and origin: ("headline", "theme"), ("published", "json-ld"), ("body", "heuristic")."""

    @property
    def byline(self) -> str | None:
        """The names joined by ", "; None where there is none."""
        return ", ".join(author.name for author in self.authors) or None

    @property
    def text(self) -> str:
        """The paragraphs of the body joined by a blank line."""
        return "\n\n".join(self.body)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one response of a visit yields: the article's part, and what a crawl needs to go on."""

    article: Article
    is_article: bool
    """False for a listing, a home page, a wall, an empty or error page."""

    reason: str | None = None
    """Why it is no article: "listing", "challenge", "consent", "login", "soft-404", "empty" …; None for an article."""

    directives: frozenset[str] = frozenset()
    """Lower-case robots directives of the page's meta elements (noindex, noarchive, nofollow, none) and
    "tdm-reservation" where the page reserves text and data mining (TDMRep, W3C CG 2024)."""

    links: tuple[str, ...] = ()
    """Absolute http(s) addresses of the page's links, in order, without repetition, at most 2,000."""

    feeds: tuple[str, ...] = ()
    """`link rel=alternate` addresses of RSS, Atom and JSON feeds."""

    further_pages: tuple[str, ...] = ()
    """Addresses of the article's other pages (/slug/2/), in order."""

    comment_pages: tuple[str, ...] = ()
    """Addresses of the other pages of comments, oldest first (WordPress /slug/comment-page-N/)."""

    delayed_parts: tuple[str, ...] = ()
    """Addresses of fragments that the theme loads later (Soledad `div[data-url]`)."""

    rest_record: str | None = None
    """Address of the article's REST record (`link rel=alternate type=application/json`)."""

    rest_root: str | None = None
    """Root of the site's REST interface (`link rel="https://api.w.org/"`)."""

    refresh: str | None = None
    """Target of a `meta http-equiv=refresh` of at most 5 s, absolute."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that a feed, sitemap, listing or REST page names, with what it says of it."""

    url: str
    source: str
    """The address of the feed, sitemap, listing or REST page that named it."""

    kind: Literal["article", "listing", "feed", "sitemap"] = "article"
    headline: str | None = None
    published: Moment | None = None
    modified: Moment | None = None
    language: str | None = None
    source_id: str | None = None
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Capture:
    """One response as it lies in a WARC file."""

    kind: str
    """page, further-page, comment-page, comments-json, rest, feed, sitemap, listing, robots, redirect, fragment."""

    url: str
    fetched_at: datetime
    """Aware, UTC: WARC-Date of the record."""

    status: int
    content_type: str | None
    sha256: str
    """Of the body as it came over the wire, lower-case hex."""

    record_id: str
    """WARC-Record-ID: "<urn:uuid:…>"."""

    warc_file: str
    """File name inside `captures/`."""

    warc_offset: int
    """Bytes from the start of the file to the record's gzip member."""

    warc_length: int
    """Bytes of the gzip member."""

    refers_to: str | None = None
    """WARC-Record-ID of the response that holds the same payload; None: this record holds it itself."""
