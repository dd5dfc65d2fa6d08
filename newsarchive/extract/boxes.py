"""What stands in or around an article without being part of its text."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml.html import HtmlElement

# Whole words of class and id, in any position between separators or camel-case humps.
_WORDS = r"""related|recommend(?:ed|ations?|s)?|promo(?:s|tion|tions|tional)?|promobox|newsletters?|subscri(?:be|ption|ptions)|
signup|sign-up|share|sharing|sharebar|sharedaddy|sharetools|shares|sharebuttons?|social|socials|socialmedia|addthis|addtoany|
ads?|adv|advert|adverts|advertisement|advertising|advertisment|adslot|adbox|adunit|sponsor(?:ed|s)?|dfp|gpt|outbrain|taboola|
teaser|teasers|teaserbox|readmore|read-more|more-on|morefrom|more-from|also-read|read-also|readalso|see-also|seealso|
you-may|you-might|next-article|nextprev|prevnext|post-nav|post-navigation|navigation|nav|navbar|pagination|pager|menu|
submenu|toc|breadcrumbs?|crumbs|sidebar|sidebars|aside|widget|widgets|footer|masthead|cookie|cookies|consent|gdpr|popup|
modal|overlay|lightbox|banner|banners|paywall|piano|comment|comments|commentlist|respond|disqus|discussion|
caption|captions|wp-caption-text|credit|credits|copyright|photo-credit|figcaption|gallery|slideshow|carousel|slider|
tags|taglist|tagcloud|tag-list|post-tags|entry-tags|keywords|categories|
byline|bylines|dateline|timestamp|pubdate|publish-date|author|authors|author-box|authorbox|author-bio|bio|biography|
about-author|post-meta|entry-meta|meta|metadata|postmeta|article-meta|entry-footer|post-footer|article-footer|
toolbar|tools|print|printer|bookmark|email-this|follow|followus|rating|ratings|vote|votes|poll|quiz|survey|
podcast|playlist|player|video-player|jwplayer|audio-player|audioplayer|
skip|skip-link|screen-reader-text|sr-only|visually-hidden|visuallyhidden|hidden|noprint|no-print|donate|donation|
infobox|factbox|trending|popular|mostread|most-read|latest|ticker|login|register|search|searchform|
penci-ilrelated-posts|inline-related|embed-related|jp-relatedposts|yarpp|sociable|wpcnt|hatom-extra"""
_BOX = re.compile(rf"(?:^|[\s_/:-])(?:{re.sub(chr(10), '', _WORDS)})(?=$|[\s_/:-]|\d)")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_STATE = re.compile(
    r"(?:^|\s)(?:has|with|no|is|not|without|js|hide|show|enable|disable|single|post-type|elementor|wpb|vc|et_pb|fl|td|tdb|"
    r"tdi|so-panel|siteorigin|panel|pf|col)[-_]\S+"
)
"""Words such as "has-sidebar" say what is around an element, and page builders' words nothing of what is in it."""
_THREAD = re.compile(r"(?:^|[\s_-])(?:comments?|commentlist|comment-list)(?:$|[\s_-])")

_BODY = re.compile(
    r"(?:^|[\s_-])(?:article-?_*(?:body|text|content|copy|main)|(?:entry|post|story|single|news|page|text)-?_*content|"
    r"(?:story|post|entry|news|main|content)-?_*(?:body|text|copy)|bodytext|body-?copy|body-?content|article-?_*body-?content|"
    r"rich-?_*text|post-?_*entry|storytext|articletext|articlebody|paragraphs?|td-post-content|field-name-body|"
    r"field--name-body)(?=$|[\s_-])"
)

CUT_TAGS = frozenset(("aside", "nav", "footer", "form", "figure", "figcaption", "button", "dialog", "menu"))


@lru_cache(maxsize=16_384)
def is_box_name(names: str) -> bool:
    """Tell whether class and id name something beside the text (related titles, adverts, captions …)."""
    names = _HUMP.sub("-", names).lower()
    return not _BODY.search(names) and bool(_BOX.search(_STATE.sub(" ", names)))


def is_thread(element: HtmlElement) -> bool:
    """Tell whether class or id name a thread of comments."""
    names = names_of(element)
    return "omment" in names and bool(_THREAD.search(names.lower()))


@lru_cache(maxsize=16_384)
def is_body_name(names: str) -> bool:
    """Tell whether class and id are those that content systems give the body of an article."""
    return bool(_BODY.search(_HUMP.sub("-", names).lower()))


def names_of(element: HtmlElement) -> str:
    """Return class and id of the element, blank between them."""
    names = element.get("class") or ""
    ident = element.get("id")
    return f"{names} {ident}" if ident else names


def is_box(element: HtmlElement) -> bool:
    """Tell whether the element itself, by tag, role, class or id, is something beside the text."""
    if element.tag in CUT_TAGS:
        return True
    names = names_of(element)
    return bool(names) and is_box_name(names)
