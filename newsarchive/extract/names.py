"""What class and id say of an element: the words that content systems and themes use, in any language they use; and
the attributes that tell machines a time."""

from __future__ import annotations

import re
from functools import lru_cache

AUTHOR, DATE, LEAD, BODY, BOX, THREAD, OTHER, STRONG_BODY, TALK, FAQ = 1, 2, 4, 8, 16, 32, 64, 128, 256, 512

TIMES = ("datetime", "content", "data-datetime", "data-date", "data-created", "data-published", "data-time",
         "data-timestamp", "data-js-timestamp", "data-sort-time", "data-utime", "data-comment-timestamp",
         "data-epoch")  # fmt: skip
"""Attributes that tell a time, most exact first."""

_DIGITS = re.compile(r"\d+")
HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
"""Between the words of a name such as "itemTags"."""


def _any_of(words: str) -> str:
    """Return a pattern of any of the words, grouped by first letter: a long list is tried word by word."""
    groups: dict[str, list[str]] = {}
    for word in words.split():
        groups.setdefault(word[0], []).append(word[1:])
    return "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in groups.items())


# For speed, a pattern begins with a letter or, where it asks for the beginning of a part, with the separator: such
# patterns are looked for in "-" + word.

# Whole words between separators.
_BOX_WORDS = """related recommend recommended recommendation recommendations recommends promo promos promotion
promotions promotional promobox newsletter newsletters subscribe subscription subscriptions signup sign-up share
sharing sharebar sharedaddy sharetools shares sharebutton sharebuttons social socials socialmedia addthis addtoany ad
ads adv advert adverts advertisement advertising advertisment adslot adbox adunit sponsor sponsors sponsored dfp gpt
outbrain taboola teaser teasers teaserbox readmore read-more more-on morefrom more-from also-read read-also readalso
see-also seealso you-may you-might next-article nextprev prevnext post-nav post-navigation navigation nav navbar
pagination pager menu submenu toc breadcrumb breadcrumbs crumbs sidebar sidebars aside widget widgets footer masthead
cookie cookies consent gdpr popup modal overlay lightbox banner banners comment comments commentlist respond disqus
conversations discussion caption captions img_desc img-desc img_descr img-descr image_desc image-desc
image-description photo_desc photo-desc photo-description credit credits copyright figcaption gallery slideshow
carousel slider tags taglist tagcloud tag-list keywords categories byline bylines dateline timestamp pubdate
publish-date author authors authorbox bio biography about-author post-meta entry-meta meta metadata postmeta
article-meta entry-footer post-footer article-footer toolbar tools print printer bookmark email-this follow followus
rating ratings vote votes poll quiz survey podcast playlist player jwplayer audio audioplayer skip skip-link
screen-reader-text sr-only visually-hidden visuallyhidden hidden noprint no-print donate donation cta infobox factbox
info-box fact-box fact_box faktabox faktaboks faktaruta faktenbox fakta tag-cloud tag-container tags-container
article-series
trending popular mostread most-read latest ticker login signin sign-in register search searchform penci-ilrelated-posts
jp-relatedposts yarpp sociable wpcnt"""
_BOX = re.compile(rf"[_/:-](?:{_any_of(_BOX_WORDS)})(?=$|[_/:-]|\d)(?!(?<=teaser)[_-]text)")
_STATE = re.compile(
    r"(?:has|with|no|is|not|without|js|hide|show|enable|disable|single|post-type|elementor|wpb|vc|et_pb|fl|td|tdb|"
    r"tdi|so-panel|siteorigin|panel|pf|col|anchor-target)[-_]"
)
"""Words such as "has-sidebar" say what is around an element, and page builders' words nothing of what is in it."""

_SWITCH = re.compile(r"(?:has|with|no|without|show|hide|enable|disable)[-_]")
"""Words such as "show-author-avatar" say what is shown in an element, not what it is."""

_BODY = re.compile(
    r"[_-](?:article-?_*(?:body|text|content|copy|main)|(?:entry|post|story|single|news|page|text)-?_*content|"
    r"(?:story|post|entry|news|main|content)-?_*(?:body|text|copy)|post-?_*message|bodytext|body-?copy|body-?content|detail-?_*(?:content|body|text)|content-?_*detail|"
    r"rich-?_*text|full-?_*text|post-?_*entry|paragraphs?|td-post-content|bo_v_con|"
    r"field-name-body|field--name-body)(?=$|[_-])"
)
_WHOLE_BODY = frozenset(("prose", "thecontent", "blog-content", "art-text", "art-body"))
"""Names that say so only as a whole: not "not-prose"."""
_STRONG_BODY = re.compile(
    r"[_-](?:article-?_*(?:body|text|copy)|(?:entry|post|td-post)-?_*content|(?:story|post|entry|news)-?_*(?:body|text)|"
    r"bodytext|full-?_*text|body-?copy|bo_v_con|field-name-body|field--name-body)(?=$|[_-])"
)
_THREAD = re.compile(r"[_-](?:comments?|commentlist)(?:$|[_-])")
_AUTHOR = re.compile(
    r"author|byline|autor|writer|contributor|auteur|redakt|verfasser|creator|reporter|journalist|"
    r"yazar|muhabir|penulis|skribent|szerz|kirjoittaj|firma(?=$|[_-])|signature"
)
_OF_PICTURE = re.compile(r"(?:img|image|imagen|photo|foto|picture|bild)s?[-_]*(?:author|autor|auteur|byline|creator)")
"""Whoever took a picture wrote no text."""
_DATE = re.compile(
    r"date|time|publish|datum|fecha|posted|meta|day(?<![^_-]day)|pubdat|zeit|byline|data$|info$|tarih|created|stamp"
)
_LEAD = re.compile(
    r"[_-](?:lead|lede|leadin|standfirst|sub-?title|sub-?headline|sub-?head(?:ing)?|deck|dek|excerpt|summary|(?<!item-)intro|"
    r"introduction|teaser-?text|vorspann|(?:post|entry|article)-desc|chapo|chapeau|ingress|abstract|strapline|sapo|description(?<!image-description)(?<!author-description)"
    r"(?<!photo-description)(?<!picture-description)(?<!site-description)(?<!blog-description)"
    r"(?<!-p-description)|underrubrik|spot)"
    r"(?=$|[_-])"
)
_TALK = re.compile(
    _any_of(
        "omment oment com-ent comm- cmt fyre- idc-c crawler-post topic-post forum pingback trackback postbody "
        "message-- xenforo kmt- js-post eactie pinion espon repl discuss leserbrief eaction yorum review guestbook "
        "isso- disqus coral talk insti viafoura cusdis remark0 giscus waline twikoo utteranc postcontainer plhin "
        "windowbg b-post"
    )
)
_NUMBERED = re.compile(r"post[-_]?\d|[pc]\d")
_FAQ = re.compile(
    r"faq|accord|akkord|toggle|collaps|question|answer|expand|panel|frage|antwort|rank-math-list|ea-single|"
    r"spo[il]ler"
)
_OTHER = re.compile(
    r"comment|related|cookie|consent|modal(?!-open)|popup(?!-open)|sidebar|footer(?<!entry[_-]footer)(?<!post[_-]footer)(?<!article[_-]footer)(?<!article__footer)|widget(?<!elementor-widget)|recommend|teaser(?![_-]?text)|"
    r"popular|latest|promo|trending|reply|most-?read|newsletter|copyright(?<!post-copyright)(?<!article-copyright)|weather|card(?<![^_-]card)(?<!h-card)"
)


_MODIFIER = re.compile(r"--(?:has|with|is|not|no|without)-.*")


TERMS = ("category-", "tag-", "post_tag-", "author-")
"""What WordPress writes into the classes of a post (post_class): the names of its terms, which are any words."""


def kinds(names: str) -> int:
    """Return what a class or id attribute may name, as bits.

    TALK: may hold or be a reader's comment, its list, form or counter (comments/elements.py). STRONG_BODY: a body, and
    not just some content. OTHER: beside the article's own head and text, such as a list of other articles. What is
    named a body is no box.
    """
    words = names.split()
    if "hentry" in words or "type-post" in words:
        words = [word for word in words if not word.startswith(TERMS)]
    bits = 0
    for word in words:
        bits |= _kinds_of(word)
    return bits & ~BOX if bits & BODY else bits


class _Kinds(dict[str, int]):
    """`kinds` of each attribute that was met; emptied when it is full. Read twice as fast as a cache of calls."""

    def __missing__(self, names: str) -> int:
        if len(self) >= _MOST:
            self.clear()
        bits = self[names] = kinds(names)
        return bits


_MOST = 32_768
KINDS = _Kinds()


@lru_cache(maxsize=65_536)
def _kinds_of(word: str) -> int:
    if (alike := _DIGITS.sub("0", word)) != word:  # which number it is says nothing: "comment-4711"
        return _kinds_of(alike)
    word = (word if word.islower() else HUMP.sub("-", word).lower()) or word
    parted = f"-{word}"
    bits = (
        (AUTHOR if _AUTHOR.search(word) and not (_SWITCH.match(word) or _OF_PICTURE.search(word)) else 0)
        | (DATE if _DATE.search(word) else 0)
        | (LEAD if _LEAD.search(parted) else 0)
        | (OTHER if _OTHER.search(word) else 0)
        | (TALK if _TALK.search(word) or _NUMBERED.match(word) else 0)
        | (FAQ if _FAQ.search(word) else 0)
        | (THREAD if "comment" in word and _THREAD.search(parted) else 0)
    )
    if _BODY.search(parted) or word in _WHOLE_BODY:
        return bits | BODY | (STRONG_BODY if _STRONG_BODY.search(parted) else 0)
    if not _BOX.search(parted) or _STATE.match(word) or ("--" in parted and _is_state(parted)):
        return bits
    return bits | BOX


def _is_state(parted: str) -> bool:
    """Tell whether only a state of BEM names a box: "section--has-ads"."""
    return not _BOX.search(_MODIFIER.sub("", parted))
