"""Where the thread stands in the page: what is never body, and whether the comments are this page's at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain, islice

from lxml.html import HtmlElement

from newsarchive.extract import blocks
from newsarchive.extract.comments.count_words import COUNT_HEADING
from newsarchive.extract.comments.threads import Read

_HEADINGS = ("h1", "h2", "h3", "h4", "h5")
_LONGEST_WORD = 8
_MOSTLY = 0.6
"""Share of a text that a title at its end takes, behind a label."""
_TITLE_WORDS = 4
"""Words of a link in a heading from which it is a title and no name."""
LONGEST_ALONE = 5_000
"""Characters of the only comment of a page; an article has more."""
_MOST_LINKS = 20
_MOST_ROOTS = 1_000
_HOLDS_THREAD = re.compile(
    r"^(?:(?:post|article|entry|single|single-post|reader|user|site|page|blog|node|tdb_single|td|penci|jeg|wp-block"
    r"|elementor-widget)[-_]{1,2}(?:post-)?)?(?:comments?|comments?[-_]{1,2}(?:area|list|section|wrapper|wrap|container"
    r"|holder|box|block|thread|template|respond|form|area-wrapper)|commentlist|commentlist-container|comment-list|respond"
    r"|commentform|disqus_thread|isso-thread|coral_thread|fb-comments|wpdcom|wpcomm|kommentare?|kommentar-?bereich"
    r"|leserkommentare|comentarios|commentaires|commenti|reacties|thrive-comments|spotim-wrapper|viafoura|commento"
    r"|insticator-commenting|hyvor-talk|forum|fyre-comments?)$",
    re.IGNORECASE,
)
"""Class or id of an element that holds the thread or its form and nothing of the article."""
_BOXES = frozenset(
    ("div", "section", "aside", "ul", "ol", "dl", "form", "footer", "article", "h2", "h3", "h4", "table")
)
_POST = re.compile(r"\b(?:twitter-tweet|instagram-media|tiktok-embed|bluesky-embed)\b")
"""Classes of posts of other sites, embedded as these give them to authors."""
_HANDLE = re.compile(r"\(@\w+\)?$")
"""What such a post is signed with where its class tells nothing: "Ann Lee (@annlee)"."""
_LABEL = re.compile(
    r"^\W*(?:comment|kommentar|opinion|meinung|commentaire|comentario|opinión|comentário|commento|commentaar|komentarz"
    r"|комментарий|мнение|yorum|社説|评论|評論)\W*$",
    re.IGNORECASE,
)
"""A heading over what the portal itself thinks."""
_HEAD = 8
"""Elements of a comment among which its heading stands."""
_PAGE_PART = re.compile(r"/?comment-page-\d+/?$|[?&]cpage=\d+|\?showComment=.*$")
_OWN_PAGE = re.compile(r"/comments?/(?:view/)?\d+/?$|/node/\d+$")
_OWN_NOTE = re.compile(
    r"^\W*(?:corrections?|clarifications?|editor['’]?s[’']? note|note from the editors?|korrektur|richtigstellung"
    r"|anmerkung der redaktion|rectificati(?:f|on)|erratum|note de la rédaction|corrección|rectificación"
    r"|nota de la redacción|correção|errata|nota da redação|rettifica|nota della redazione|rectificatie|rettelse"
    r"|rättelse|sprostowanie|поправка|уточнение|от редакции)\W*$",
    re.IGNORECASE,
)
"""A heading over what the portal itself says of its article."""


def thread_roots(
    reads: Sequence[Read], hinted: Sequence[HtmlElement], ruled: Sequence[HtmlElement], headlines: Iterable[HtmlElement]
) -> tuple[HtmlElement, ...]:
    """Return the elements that hold comments, their heading and form, none inside another; first those of the rules.

    `headlines`: the page's `h1`; what holds one holds the article too.
    """
    found: dict[HtmlElement, None] = dict.fromkeys(ruled)
    around = _around(headlines, set(hinted))
    for element in hinted:
        if len(found) >= _MOST_ROOTS:
            break
        is_named = element.tag in _BOXES and (
            _names_thread(element.get("class") or "") or _HOLDS_THREAD.match(element.get("id") or "")
        )
        if is_named and element not in around:
            found[element] = None
    for read in reads:
        if read.is_valid:
            found.update(dict.fromkeys(read.item.roots))
    return tuple(element for element in found if not _is_inside(element, found))


def _around(headlines: Iterable[HtmlElement], known: set[HtmlElement]) -> set[HtmlElement]:
    """Return what stands around the headlines that are not known to speak of comments themselves."""
    found: set[HtmlElement] = set()
    for headline in headlines:
        node: HtmlElement | None = None if headline in known else headline
        while node is not None and node not in found:
            found.add(node)
            node = node.getparent()
    return found


@lru_cache(maxsize=4096)
def _names_thread(classes: str) -> bool:
    return any(_HOLDS_THREAD.match(token) for token in classes.split())


def _is_inside(element: HtmlElement, roots: dict[HtmlElement, None]) -> bool:
    node = element.getparent()
    for _ in range(40):
        if node is None:
            return False
        if node in roots:
            return True
        node = node.getparent()
    return False


def points_elsewhere(reads: Iterable[Read]) -> bool:
    """Tell whether the comments' own links lead to several articles, as in a list of the portal's latest comments."""
    pages = set()
    for read in reads:
        page = _PAGE_PART.sub("", read.page or "").rstrip("/")
        if page and not _OWN_PAGE.search(page) and page.rpartition("/")[2] != read.item.source_id:
            pages.add(page)
    return len(pages) > 1


def has_comment(reads: Sequence[Read]) -> bool:
    """Tell whether a platform's markup holds a comment indeed."""
    return any(read.is_valid and read.text for read in reads) and not _are_teasers(reads)


def _are_teasers(reads: Sequence[Read]) -> bool:
    """Tell whether most have a title that leads to an article: newspapers call opinion pieces "comment"; or whether
    all are corrections of the portal itself."""
    first = [read for read in reads if read.text][:50]
    if first and all(_OWN_NOTE.match(read.author or "") for read in first):
        return True
    if len(first) == 1 and _is_labelled(first[0].item.element):
        return True
    if any(read.source_id or read.item.source_id for read in first):
        return False
    titled = sum(
        any(_is_title(read, link) for root in read.item.roots for link in islice(root.iter("a"), _MOST_LINKS))
        for read in first
    )
    return titled > 0.5 * len(first)


def _is_labelled(element: HtmlElement) -> bool:
    """Tell whether the element begins with a heading, or stands behind one, that calls it an opinion."""
    before = element.getprevious()
    around = chain(islice(element.iter("*"), _HEAD), () if before is None else (before,))
    heading = next((el for el in around if el.tag in _HEADINGS), None)
    return heading is not None and _LABEL.match(blocks.line(heading)) is not None


def are_titled(reads: Sequence[Read]) -> bool:
    """Tell whether most hold a link as long as a title: enough where only their place tells who wrote them."""
    shown = [islice(chain.from_iterable(root.iter("a") for root in read.item.roots), _MOST_LINKS) for read in reads]
    return 2 * sum(
        any(len("".join(link.itertext()).split()) >= _TITLE_WORDS for link in links) for links in shown
    ) > len(reads)


def _is_title(read: Read, link: HtmlElement) -> bool:
    """Tell whether the link is the title of another page: in a heading, the text's first paragraph, or all that it
    consists of, with or without a label before it."""
    text = " ".join("".join(link.itertext()).split())
    address = link.get("href") or "#"
    if not text or address.startswith("#"):
        return False
    is_long = len(text.split()) >= _TITLE_WORDS
    if read.author and len(read.author.split()) > _TITLE_WORDS and text.endswith(read.author):
        return True  # taken for the name
    text = text.removeprefix(read.author or "").lstrip() or text  # one link around the name and the title
    is_most = read.text.partition("\n\n")[0] == text or (
        read.text.endswith(text) and len(text) > _MOSTLY * len(read.text)
    )
    if text == read.text or (is_long and is_most):
        return True
    is_heading = next(link.iterancestors(*_HEADINGS), None) is not None or next(link.iter(*_HEADINGS), None) is not None
    opens = read.text.startswith(text) and text != read.author and "#" not in address
    return is_heading and (opens or is_long or any(map(_is_sentence, text.split())))


def _is_sentence(word: str) -> bool:
    """Tell whether a word of a script without capitals is longer than any name: Chinese puts no blanks."""
    return len(word) > _LONGEST_WORD and word.upper() == word.lower() and any(map(str.isalpha, word))


def _is_post(read: Read) -> bool:
    element = read.item.element
    is_named = element.tag == "blockquote" and _HANDLE.search(read.author or "") is not None
    return is_named or _POST.search(element.get("class") or "") is not None


def are_comments(reads: Sequence[Read]) -> bool:
    """Tell whether repeated blocks of unknown markup are comments: two at least, most with a name and a text."""
    if reads and _is_post(reads[0]):
        return False  # embedded, as what others said elsewhere
    told = sum(read.author is not None and not _is_number(read.text) for read in reads)
    return told >= 2 and told > 0.6 * len(reads) and not _are_teasers(reads)


def _is_number(text: str) -> bool:
    """Tell whether a text is nothing but numbers, as in the list of a board: which topic, and how often read."""
    return all(sign.isdigit() or sign.isspace() for sign in text)


def are_whole(reads: Sequence[Read]) -> bool:
    """Tell whether each with a text has a name and a day: enough where only a class calls it a comment."""
    told = [read for read in reads if read.text]
    is_whole = bool(told) and all(read.author is not None and read.published is not None for read in told)
    if any(COUNT_HEADING.match(read.author or "") for read in told):
        return False  # its heading is no name
    return is_whole and not _are_teasers(reads)


def is_whole_alone(reads: Sequence[Read]) -> bool:
    """Tell whether the only block of what is called comments is one: whole, and neither a byline nor a text."""
    if len(reads) != 1 or not are_whole(reads):
        return False
    text, moment = reads[0].text, reads[0].published
    if (
        moment is None
        or moment.local is None
        or moment.precision in ("month", "year")
        or not any(map(str.isdigit, moment.raw))
    ):
        return False
    is_said = len(text.split()) > 1 or not text.isascii()  # and no place in a byline
    return is_said and moment.raw not in text and len(text) <= LONGEST_ALONE
