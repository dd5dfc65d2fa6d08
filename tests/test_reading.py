"""Which links are further reading, and which lead to lists, forms, networks and the page itself."""

from __future__ import annotations

import pytest
from lxml.html import fromstring

from newsarchive.extract import extract
from newsarchive.extract.fields.reading import is_reading
from tests.pages import FETCHED_AT, SENTENCES, page

OWN = "https://www.paper.example/news/city/2026/11/bridge-closed/"


def read(address: str, text: str = "The bridge, a year later", rel: str = "", own: str = OWN) -> bool:
    return is_reading(fromstring(f'<a rel="{rel}">{text}</a>'), address, text, own)


READING = [
    "https://www.paper.example/news/city/2026/10/cracks-found/",
    "https://www.paper.example/news/city/2026/10/cracks-found.html?ref=more",
    "https://www.paper.example/?p=36843",
    "https://www.paper.example/news/63588631",
    "https://www.paper.example/themen/harbour/repair-begins.html",
    "https://www.paper.example/tag-der-offenen-tuer/",
    "https://www.paper.example/apps-that-help-cyclists/",
    "https://www.paper.example/subscription-prices-rise-again/",
    "https://other.example/",
    "https://other.example/report.pdf",
    "https://www.youtube.com/watch?v=2dXk1",
    "https://mastodon.example/report",
    "https://xylophone-x.example/a/b",
]


@pytest.mark.parametrize("address", READING)
def test_articles_documents_and_other_sites_are_reading(address: str) -> None:
    assert read(address)


ELSEWHERE = [
    # lists
    "https://www.paper.example/tag/bridges/",
    "https://www.paper.example/topics/bridges",
    "https://www.paper.example/news/topics/c1vw6q14rzqt",
    "https://www.paper.example/category/city/harbour/",
    "https://www.paper.example/themen/bruecken/",
    "https://www.paper.example/author/anna-oakley/",
    "https://www.paper.example/die-redaktion/anna-oakley",
    "https://www.paper.example/members/anna.14/",
    "https://www.paper.example/2026/11/",
    # the portal's pages and forms
    "https://www.paper.example/",
    "https://www.paper.example/news/",
    "https://www.paper.example/news/city",
    "https://www.paper.example/sport/",
    "https://www.paper.example/newsletter-signup/sports",
    "https://www.paper.example/premium-subscription",
    "https://www.paper.example/abo-service/paper-plus",
    "https://www.paper.example/login/?back=1",
    "https://www.paper.example/apps-products?pid=1",
    "https://company.example/en/about-us/principles.html",
    "https://www.paper.example/wp-admin/post.php?post=7",
    "https://www.paper.example/w/index.php?title=Bridge&action=edit",
    # networks, stores, offers, pictures
    "https://x.com/paper/status/1",
    "https://www.facebook.com/paper",
    "https://t.co/mIWV",
    "https://www.instagram.com/p/BpWx/?utm_source=ig_embed",
    "https://apps.apple.com/app/id1",
    "https://play.google.com/store/apps/details?id=paper",
    "https://paper.onelink.me/xLDS",
    "https://shop.example/dp/B0?tag=paper-21&th=1",
    "https://track.example/click.html?wgcampaignid=14&wgtarget=https://shop.example",
    "https://media.paper.example/img/bridge-s1200.jpg",
    # the page itself, and what is given its address
    "https://paper.example/news/city/2026/11/bridge-closed",
    OWN + "#comments",
    OWN + "?utm_source=x",
    OWN + "?ot=PrintPageLayout",
    "https://rights.example/order?url=https%3A%2F%2Fwww.paper.example%2Fnews%2Fcity%2F2026%2F11%2Fbridge-closed%2F",
]


@pytest.mark.parametrize("address", ELSEWHERE)
def test_lists_forms_networks_and_the_page_itself_are_none(address: str) -> None:
    assert not read(address)


@pytest.mark.parametrize("rel", ["tag", "category tag", "author", "nofollow sponsored"])
def test_what_the_link_says_of_itself_counts(rel: str) -> None:
    assert not read(READING[0], rel=rel)
    assert read(READING[0], rel="noopener nofollow")


@pytest.mark.parametrize(
    "text", ["CLICK HERE TO GET THE PAPER APP", "Sign up for our morning mail", "Unser Newsletter", "Follow us", "–"]
)
def test_a_call_is_no_title(text: str) -> None:
    assert not read(READING[0], text)


def test_under_an_address_that_is_built_alike_a_word_of_it_says_nothing() -> None:
    own = "https://paper.example/category/city/bridge-closed/"
    assert read("https://paper.example/category/city/cracks-found/", own=own)
    assert read("https://paper.example/bananas/", own="https://paper.example/apples/")


def test_a_link_named_like_a_tag_of_the_article_leads_to_its_topic() -> None:
    text = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    links = "".join(
        f'<p><a href="{address}">{name}</a></p>'
        for address, name in (("/area/harbour-town-7", "Harbour Town"), ("/news/a-second-bridge", "A second bridge"))
    )
    html = page(f"<h1>Bridge closed</h1>{text}{links}", '<meta name="keywords" content="Harbour Town, bridges">')
    article = extract(html, OWN, fetched_at=FETCHED_AT)
    assert [link.text for link in article.related_links] == ["A second bridge"]
