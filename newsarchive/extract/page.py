"""What a page says of itself as a whole: which structured data is this article's, and how the site is called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, islice
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newsarchive import urls
from newsarchive.extract import json_ld
from newsarchive.extract.blocks import line
from newsarchive.extract.document import Document
from newsarchive.extract.rules import Rules
from newsarchive.extract.same_article import is_same_page, same_headline
from newsarchive.text import clean_block, clean_line, fold, letters, unescape

ARTICLE_TYPES = (
    "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "BackgroundNewsArticle",
    "ReviewNewsArticle", "AskPublicNewsArticle", "LiveBlogPosting", "Article", "BlogPosting", "SocialMediaPosting",
    "DiscussionForumPosting", "Report", "TechArticle", "ScholarlyArticle", "SatiricalArticle",
    "AdvertiserContentArticle", "MedicalScholarlyArticle", "Recipe",
)  # fmt: skip
_LESSER_TYPES = ("VideoObject", "WebPage", "ItemPage", "AboutPage", "CreativeWork")
_PAGE_OF = re.compile(r"(?:(?:page/|comment-page-)?\d{1,4}|amp|print|embed)/?$")
"""What stands behind an article's address in that of another page of it."""
_PARTED = re.compile(r"\s*[>|»›]\s")
"""What stands between the headline and the names of section and site in a title."""
_MOST_HEADINGS = 60
_TITLE_PARTS = re.compile(r"\s+[-–—|·•»:]{1,2}\s+")
"""Marks between the parts of a title."""
_LONG_WORD = 4
_SHORT = 5
"""Letters of a heading that is no headline: "News"."""
_LONGEST_HEADING = 300
Node = dict[str, Any]


@dataclass(eq=False)
class Page:
    """A document with what several fields need; each part is worked out once, when first asked for."""

    document: Document
    rules: Rules | None = None
    foreign: list[Node] = field(default_factory=list)
    """JSON-LD articles that are another page's; filled when `nodes` is read."""

    @cached_property
    def canonical(self) -> str | None:
        """`rel=canonical`, absolute; None where it names no address."""
        for link in self.links_by_rel.get("canonical", ()):
            return urls.absolute(link.get("href") or "", self.document.base)
        return None

    @cached_property
    def links_by_rel(self) -> dict[str, list[HtmlElement]]:
        """The page's `link` elements by each word of their `rel`, lower case."""
        found: dict[str, list[HtmlElement]] = {}
        for element in self.document.index.by_tag.get("link", ()):
            for rel in (element.get("rel") or "").lower().split():
                found.setdefault(rel, []).append(element)
        return found

    @cached_property
    def title(self) -> str | None:
        """Text of the first `title` element of the head, else of the first anywhere."""
        titles = self.document.index.by_tag.get("title", [])
        of_head = (el for el in titles if (parent := el.getparent()) is not None and parent.tag == "head")
        element = next(chain(of_head, titles), None)
        return (clean_line("".join(element.itertext())) or None) if element is not None else None

    @cached_property
    def class_names(self) -> str:
        """`Index.class_names` in lower case."""
        return self.document.index.class_names.lower()

    @cached_property
    def h1s(self) -> list[tuple[HtmlElement, str]]:
        """The page's first ten `h1` elements that have text, with it."""
        lines = ((element, line(element)) for element in self.document.index.by_tag.get("h1", ()))
        return list(islice(((element, text) for element, text in lines if text), 10))

    @cached_property
    def heading(self) -> HtmlElement | None:
        """The first `h1` with text that does not name the site; a page without one prints its headline in the lesser
        heading that its title begins or ends with, else in an element whose class names a title."""
        own = next((element for element, text in self.h1s if not self.names_site(element, text)), None)
        if own is not None:
            return own
        title, index = letters(self.title or ""), self.document.index
        titled = (el for el in index.tagged("div", "p", "span", "td") if "title" in (el.get("class") or ""))
        headings = (islice(index.tagged("h2", "h3", "h4"), _MOST_HEADINGS), islice(titled, _MOST_HEADINGS))
        lesser = chain.from_iterable(headings) if title else ()
        named = ((element, letters(index.short_line(element, _LONGEST_HEADING))) for element in lesser)
        found = (el for el, name in named if len(name) > _SHORT and (title.startswith(name) or title.endswith(name)))
        return next(found, self.h1s[0][0] if self.h1s else None)

    @cached_property
    def start(self) -> int:
        """Where the heading stands among the elements of the page; 0 where it has none."""
        return 0 if self.heading is None else self.document.index.elements.index(self.heading)

    def names_site(self, heading: HtmlElement, text: str) -> bool:
        """Tell whether a heading of this text is the name of the site, and no headline; or the page's title with it,
        where a lesser heading prints the headline alone."""
        return self.is_site_name(text) or self.leads_home(heading) or self._repeats_title(text)

    def _repeats_title(self, text: str) -> bool:
        title = self.title or ""
        if not _PARTED.search(title) or letters(text) != letters(title):
            return False
        lesser = (self.document.index.line(el) for el in self.document.index.tagged("h2", "h3")[:_MOST_HEADINGS])
        return any(len(name) > _SHORT and _PARTED.match(title, len(name)) and title.startswith(name) for name in lesser)

    def leads_home(self, element: HtmlElement) -> bool:
        """Tell whether all of the heading's text links to the front page of the site, or of the blog in whose folder
        the page lies, as its name does."""
        links = [el for el in element.iter("a") if el.get("href")]
        if len(links) != 1 or line(links[0]) != line(element):
            return False
        own = urlsplit(self.document.url)
        target = urlsplit(urls.absolute(links[0].get("href") or "", self.document.base) or "")
        is_above = target.path in ("", "/") or (
            target.path.endswith("/")
            and own.path.startswith(target.path)
            and not _PAGE_OF.match(own.path[len(target.path) :])
        )
        return is_above and not target.query and target.netloc == own.netloc and own.path not in ("", "/", target.path)

    @cached_property
    def nodes(self) -> list[Node]:
        """The JSON-LD objects that describe this article, best first."""
        articles = self.document.nodes_of(*ARTICLE_TYPES)
        for lesser in self.document.nodes_of(*_LESSER_TYPES):
            main = lesser.get("mainEntity") or lesser.get("mainEntityOfPage")
            if isinstance(main, dict) and json_ld.types(main) & _ARTICLE_SET and main not in articles:
                articles.append(main)
        own: list[Node] = []
        for node in articles:
            (own if self._is_own(node, alone=len(articles) == 1) else self.foreign).append(node)
        own.sort(key=lambda node: "headline" not in node and "name" not in node)
        return own

    @cached_property
    def lesser_nodes(self) -> list[Node]:
        """JSON-LD of the page itself or its video, where it may date or name the article."""
        return [node for node in self.document.nodes_of(*_LESSER_TYPES) if self._is_own(node, alone=True)]

    def values(self, *keys: str) -> Iterator[Any]:
        """Yield what the article's JSON-LD objects say under these keys (any case), object by object."""
        for node in self._folded_nodes:
            for key in keys:
                value = node.get(key.lower())
                if value is not None and value != "":
                    yield value

    @cached_property
    def _folded_nodes(self) -> list[Node]:
        return [{key.lower(): value for key, value in reversed(node.items())} for node in self.nodes]

    @cached_property
    def told_body(self) -> list[str]:
        """The body that JSON-LD gives, one string a paragraph; empty where it gives none."""
        for value in self.values("articleBody"):
            if isinstance(value, str) and len(value) > 100:
                return [part for part in clean_block(value).split("\n") if part.strip()]
            if isinstance(value, list) and (found := json_ld.texts(value)):
                return found
        return []

    @cached_property
    def by_id(self) -> dict[str, Node]:
        """The JSON-LD objects of the page by `@id`; of several with one id the fullest."""
        found: dict[str, Node] = {}
        for root in self.document.json_ld:
            for node in json_ld.within(root):
                name = node.get("@id")
                if isinstance(name, str) and len(node) > len(found.get(name, ())):
                    found[name] = node
        return found

    def followed(self, value: Any) -> Any:
        """Return the object that `{"@id": …}` stands for, else the value itself."""
        if isinstance(value, dict) and isinstance(value.get("@id"), str) and "name" not in value:
            return self.by_id.get(value["@id"], value)
        return value

    @cached_property
    def site_names(self) -> tuple[str, ...]:
        """Names under which the site speaks of itself, as printed, without repetition."""
        names = [self.document.meta("og:site_name"), self.document.meta("application-name")]
        for node in self.document.nodes_of("WebSite", "Organization", "NewsMediaOrganization"):
            names.append(json_ld.name(node))
        names += [json_ld.name(self.followed(value)) for value in self.values("publisher")]
        names += [text for element, text in self.h1s[:1] if self.leads_home(element)]
        if not any(names):
            names.append(self._behind_headline)
        return tuple(dict.fromkeys(clean_line(unescape(name)) for name in names if name and len(name) < 80))

    @property
    def _behind_headline(self) -> str | None:
        """The last part of a title that begins with the headline that is printed, where the host is called alike."""
        parts = _TITLE_PARTS.split(self.title or "")
        told = letters("".join(parts[:-1]))
        is_behind = any(letters(text) and told.startswith(letters(text)) for _, text in self.h1s)
        words = (letters(word) for word in parts[-1].split())
        is_alike = any(len(word) >= _LONG_WORD and word in self.host_letters for word in words)
        return parts[-1] if is_behind and is_alike else None

    @cached_property
    def host_letters(self) -> str:
        """Letters and digits of the host's own label: "theregister" of www.the-register.co.uk."""
        host = (urlsplit(self.document.url).hostname or "").removeprefix("www.")
        labels = host.split(".")
        while len(labels) > 2 and (len(labels[-1]) <= 3 and len(labels[-2]) <= 3):
            labels.pop()
        name = labels[-2] if len(labels) > 1 else labels[0]
        return re.sub(r"[^a-z0-9]", "", name)

    def is_site_name(self, text: str) -> bool:
        """Tell whether the text is the site's name, in any of the forms it uses, or its address."""
        name = letters(text)
        if name in self._site_letters:
            return bool(name)
        return len(name) > 2 and (
            name == self.host_letters or name.startswith(("www" + self.host_letters, self.host_letters + "com"))
        )

    @cached_property
    def _site_letters(self) -> set[str]:
        """Letters and digits of the site's names, and the initials of longer ones."""
        found = {letters(name) for name in self.site_names}
        return found | {initials for name in self.site_names if (initials := _initials(name))}

    def _is_own(self, node: Node, *, alone: bool) -> bool:
        """Tell whether the object describes this page: by its address, else by its headline."""
        named = [value for key in ("mainEntityOfPage", "url", "@id") for value in json_ld.addresses(node.get(key))]
        if any(is_same_page(value, own) for value in named for own in self._own_addresses):
            return True
        headline = json_ld.name(node, "headline", "name")
        if headline and any(same_headline(headline, printed) for printed in self._printed_headlines):
            return True
        return alone and not named

    @cached_property
    def _own_addresses(self) -> tuple[str, ...]:
        own = (self.document.url, self.canonical, self.document.meta("og:url"))
        return tuple(address for address in own if address)

    @cached_property
    def _printed_headlines(self) -> tuple[str, ...]:
        found = [text for _, text in self.h1s[:3]]
        found += [self.document.meta("og:title", "twitter:title") or "", self.title or ""]
        return tuple(text for text in found if text)


def _initials(name: str) -> str | None:
    """Return the first letters of a name of three to six words, folded: "lto" of "Legal Tribune Online"."""
    words = name.split()
    return "".join(fold(word)[:1] for word in words) if 3 <= len(words) <= 6 else None


_ARTICLE_SET = {name.lower() for name in ARTICLE_TYPES}
