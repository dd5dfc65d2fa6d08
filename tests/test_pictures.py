"""Pictures of an article: the largest that an element names, and which of them leads."""

import pytest

from newsarchive.extract.document import Document
from newsarchive.extract.fields.images import find_image, image_of
from newsarchive.extract.page import Page
from newsarchive.extract.rules import Rules
from newsarchive.items import Image
from tests.pages import STORY, URL, meta, node, page, story_page

ROOT = "https://paper.example"


def read(inner: str = "", head: str = "", rules: Rules | None = None) -> Page:
    return Page(Document.parse(story_page(inner + STORY, head), URL), rules)


IMAGES: list[tuple[str, Image | None]] = [
    ('<img src="/a.jpg">', Image(f"{ROOT}/a.jpg")),
    ('<img src="/a.jpg" alt=" A  bridge ">', Image(f"{ROOT}/a.jpg", "A bridge")),
    ('<img src="data:image/gif;base64,R0" data-src="/a.jpg">', Image(f"{ROOT}/a.jpg")),
    ('<img src="/tiny.jpg" data-lazy-src="/a.jpg">', Image(f"{ROOT}/a.jpg")),
    ('<img src="/tiny.jpg" data-original="/a.jpg">', Image(f"{ROOT}/a.jpg")),
    ('<img srcset="/s.jpg 300w, /a.jpg 1200w, /m.jpg 600w">', Image(f"{ROOT}/a.jpg")),
    ('<img srcset="/s.jpg 1x, /a.jpg 2.5x">', Image(f"{ROOT}/a.jpg")),
    ('<img data-srcset="/s.jpg 1x, data:image/gif;base64,R0 9x">', Image(f"{ROOT}/s.jpg")),
    ('<img srcset="/a,b.jpg 300w">', Image(f"{ROOT}/a,b.jpg")),
    ('<img src="data:image/gif;base64,R0">', None),
    ('<img src="javascript:alert(1)">', None),
    ('<img alt="A bridge">', None),
    ('<img srcset=", ,">', None),
    (
        '<figure><img src="/a.jpg"><figcaption>The bridge</figcaption></figure>',
        Image(f"{ROOT}/a.jpg", None, "The bridge"),
    ),
    (
        '<figure><img src="/a.jpg"><figcaption>The bridge. <span class="photo-credit">Photo: <b class="source">dpa</b>'
        "</span></figcaption></figure>",
        Image(f"{ROOT}/a.jpg", None, "The bridge.", "Photo: dpa"),
    ),
    (
        '<figure><img src="/a.jpg"><figcaption><i itemprop="copyrightHolder">dpa</i></figcaption></figure>',
        Image(f"{ROOT}/a.jpg", None, None, "dpa"),
    ),
    ('<figure><img src="/a.jpg"></figure>', Image(f"{ROOT}/a.jpg")),
]


@pytest.mark.parametrize(("html", "image"), IMAGES)
def test_a_picture_is_the_largest_that_its_element_names(html: str, image: Image | None) -> None:
    document = Document.parse(page(html), URL)
    (img,) = document.index.by_tag["img"]
    assert image_of(img, document.base) == image


LEADING: list[tuple[str, str, tuple[str, Image] | None]] = [
    ("", meta("og:image", "/b.jpg"), ("meta", Image(f"{ROOT}/b.jpg"))),
    ("", meta("og:image", "/b.jpg") + meta("og:image:secure_url", "/s.jpg"), ("meta", Image(f"{ROOT}/s.jpg"))),
    ("", meta("twitter:image", "/b.jpg") + meta("twitter:image:alt", "B"), ("meta", Image(f"{ROOT}/b.jpg", "B"))),
    ("", meta("og:image", "data:x") + meta("twitter:image", "/b.jpg"), ("meta", Image(f"{ROOT}/b.jpg"))),
    ("", node('"image":"/b.jpg"'), ("json-ld", Image(f"{ROOT}/b.jpg"))),
    ("", node('"image":["/b.jpg","/c.jpg"]'), ("json-ld", Image(f"{ROOT}/b.jpg"))),
    ("", node('"image":{"@type":"ImageObject","url":"/b.jpg"}'), ("json-ld", Image(f"{ROOT}/b.jpg"))),
    (
        "",
        node('"image":{"url":"/b.jpg","caption":"The bridge","creditText":"Ann Lee"}'),
        ("json-ld", Image(f"{ROOT}/b.jpg", None, "The bridge", "Ann Lee")),
    ),
    ("", node('"image":[{"url":["/b.jpg"]}]'), ("json-ld", Image(f"{ROOT}/b.jpg"))),
    ("", node('"thumbnailUrl":"/t.jpg"'), ("json-ld", Image(f"{ROOT}/t.jpg"))),
    ("", node('"image":[null,7,{"url":7},[]]'), None),
    ("", "", None),
    (
        '<figure><img src="/bridge-east-150x150.jpg" alt="East"></figure>',
        meta("og:image", "/bridge-east.jpg") + meta("og:image:alt", "Told"),
        ("meta", Image(f"{ROOT}/bridge-east.jpg", "East")),
    ),
    ('<img src="/b-150x150.jpg" alt="East">', meta("og:image", "/b.jpg"), ("meta", Image(f"{ROOT}/b.jpg"))),
]


@pytest.mark.parametrize(("inner", "head", "wanted"), LEADING)
def test_the_lead_picture_is_the_one_that_the_page_tells(
    inner: str, head: str, wanted: tuple[str, Image] | None
) -> None:
    assert find_image(read(inner, head)) == wanted


def test_the_themes_picture_and_caption_go_first() -> None:
    inner = '<div class="top"><img src="/own.jpg" alt="Own"></div><p class="cap">The bridge</p>'
    rules = Rules("own", image=("//div[@class='top']",), image_caption=("//p[@class='cap']",))
    found = find_image(read(inner, meta("og:image", "/b.jpg"), rules))
    assert found == ("theme", Image(f"{ROOT}/own.jpg", "Own", "The bridge"))
