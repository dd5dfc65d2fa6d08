"""Pictures of an article: the largest that an element names, and which of them leads."""

import pytest

from newsarchive.extract import extract
from newsarchive.extract.document import Document
from newsarchive.extract.fields.images import find_image, image_of
from newsarchive.extract.page import Page
from newsarchive.extract.rules import Rules
from newsarchive.items import Image
from tests.pages import FETCHED_AT, SENTENCES, STORY, URL, meta, node, page, story_page

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
    (
        '<picture><source srcset="/s.jpg" media="(max-width: 420px)"><source srcset="/a.jpg 1200w">'
        '<img src="/placeholder.png"></picture>',
        Image(f"{ROOT}/a.jpg"),
    ),
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
        Image(f"{ROOT}/a.jpg", None, "The bridge.", "dpa"),
    ),
    (
        '<figure><img src="/a.jpg"><figcaption><i itemprop="copyrightHolder">dpa</i></figcaption></figure>',
        Image(f"{ROOT}/a.jpg", None, None, "dpa"),
    ),
    ('<figure><img src="/a.jpg"></figure>', Image(f"{ROOT}/a.jpg")),
    ('<img src="/a.jpg#joomlaImage://local-images/a.jpg?width=1200">', Image(f"{ROOT}/a.jpg")),
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
    # Another size of it is known by its number or hash.
    (
        '<img src="/photo/34432223-bridge-Yk.jpg" alt="East">',
        meta("og:image", "/share/34432223-bridge-Fe.jpg"),
        ("meta", Image(f"{ROOT}/share/34432223-bridge-Fe.jpg", "East")),
    ),
    (
        '<img src="https://cdn.example/opener_928913_bridge.jpg" alt="East">',
        meta("og:image", "/news?image=https%3A%2F%2Fcdn.example%2Fsocial_928913_bridge.jpg"),
        ("meta", Image(f"{ROOT}/news?image=https%3A%2F%2Fcdn.example%2Fsocial_928913_bridge.jpg", "East")),
    ),
    (
        '<img src="/20260101/a.jpg" alt="A">',
        meta("og:image", "/20260101/b.jpg"),
        ("meta", Image(f"{ROOT}/20260101/b.jpg")),
    ),
    (
        '<img src="/1200x630/a.jpg" alt="A">',
        meta("og:image", "/1200x630/b.jpg"),
        ("meta", Image(f"{ROOT}/1200x630/b.jpg")),
    ),
    (  # a name too short to know other sizes by: the same address
        '<img src="/2021/01/b1.jpg" alt="Bridge"><img src="/2021/02/b1.jpg" alt="Pier">',
        meta("og:image", "/2021/02/b1.jpg"),
        ("meta", Image(f"{ROOT}/2021/02/b1.jpg", "Pier")),
    ),
    (
        '<a href="/pier"><img src="/2021/02/b1.jpg" alt="Pier"></a>',
        meta("og:image", "/2021/02/b1.jpg"),
        ("meta", Image(f"{ROOT}/2021/02/b1.jpg")),
    ),
    (  # three pictures of one number: that of a folder
        "".join(f'<img src="/765432109/{name}.jpg" alt="{name}">' for name in "acd"),
        meta("og:image", "/765432109/b.jpg"),
        ("meta", Image(f"{ROOT}/765432109/b.jpg")),
    ),
    (
        "",
        meta("og:image", "/bridge-east.jpg?w=9")
        + node('"image":{"url":"/bridge-east.jpg","author":{"name":"Ann Lee"}}'),
        ("meta", Image(f"{ROOT}/bridge-east.jpg?w=9", None, None, "Ann Lee")),
    ),
    (
        "",
        meta("og:image", "/bridge-east.jpg") + node('"image":{"url":"/harbour-west.jpg","caption":"The harbour"}'),
        ("meta", Image(f"{ROOT}/bridge-east.jpg")),
    ),
]


@pytest.mark.parametrize(("inner", "head", "wanted"), LEADING)
def test_the_lead_picture_is_the_one_that_the_page_tells(
    inner: str, head: str, wanted: tuple[str, Image] | None
) -> None:
    assert find_image(read(inner, head)) == wanted


def test_the_themes_picture_and_caption_go_first() -> None:
    inner = '<div class="top"><img src="/own.jpg" alt="Own"></div><p class="cap">The bridge. Foto: dpa</p>'
    rules = Rules("own", image=("//div[@class='top']",), image_caption=("//p[@class='cap']",))
    found = find_image(read(inner, meta("og:image", "/b.jpg"), rules))
    assert found == ("theme", Image(f"{ROOT}/own.jpg", "Own", "The bridge.", "dpa"))


@pytest.mark.parametrize(("caption", "wanted"), [("The bridge at night", "The bridge at night"), ("Own", None)])
def test_what_json_ld_says_of_the_themes_picture_goes_with_it(caption: str, wanted: str | None) -> None:
    inner = '<div class="top"><img src="/bridge-300x200.jpg" alt="Own"></div>'
    told = node(f'"image":{{"@type":"ImageObject","url":"/bridge.jpg","caption":"{caption}"}}')
    rules = Rules("own", image=("//div[@class='top']",))
    head = meta("og:image", "/bridge.jpg") + told
    assert find_image(read(inner, head, rules)) == ("theme", Image(f"{ROOT}/bridge-300x200.jpg", "Own", wanted))


def test_a_themes_picture_that_is_on_the_card_of_another_article_is_none() -> None:
    rules = Rules("own", image=("img.wp-post-image",))
    inner = '<div class="read-next"><img class="wp-post-image" src="/another-article.jpg"></div>'
    assert find_image(read(inner, meta("og:image", "/bridge-east.jpg"), rules)) == (
        "meta",
        Image(f"{ROOT}/bridge-east.jpg"),
    )


@pytest.mark.parametrize(
    ("inner", "wanted"),
    [
        ('<img src="/a.jpg">', ["a"]),
        ('<img src="/a.jpg"><img src="/a.jpg">', ["a"]),
        ('<img src="/placeholder.png" srcset="/a.jpg 2x">', ["a"]),
        ('<a href="/a-large.jpg"><img src="/a.jpg"></a>', ["a"]),
        ('<a href="/a-page/" rel="attachment wp-att-7"><img src="/a.jpg"></a>', ["a"]),
        ('<a href="https://museum.example/"><img src="/a.jpg"></a>', ["a"]),
        ('<figure class="promo"><img src="/a.jpg"></figure>', ["a"]),
        ('<div class="gallery related"><img src="/a.jpg"></div>', ["a"]),
        ('<div class="promo"><figure><img src="/a.jpg"><figcaption>The bridge</figcaption></figure></div>', ["a"]),
        ('<img src="/a.jpg" width="24">', []),
        ('<div class="promo"><img src="/a.jpg"></div>', []),
        ('<a href="/another-article/"><img src="/a.jpg"></a>', []),
    ],
)
def test_the_pictures_of_the_text_are_without_those_of_other_articles(inner: str, wanted: list[str]) -> None:
    found = extract(story_page(STORY + inner + SENTENCES[0]), URL, fetched_at=FETCHED_AT).images
    assert [image.url for image in found] == [f"{ROOT}/{name}.jpg" for name in wanted]


def test_of_a_picture_printed_twice_the_captioned_one_is_kept() -> None:
    inner = '<img src="/a.jpg"><figure><img src="/a.jpg"><figcaption>The bridge</figcaption></figure>'
    found = extract(story_page(STORY + inner), URL, fetched_at=FETCHED_AT).images
    assert found == (Image(f"{ROOT}/a.jpg", None, "The bridge"),)


PRINTED: dict[str, str | None] = {
    f'<figure><img src="/a.jpg"></figure>{STORY}': f"{ROOT}/a.jpg",
    f'<div><p><img src="/a.jpg">{SENTENCES[0]}</p>{STORY}</div>': f"{ROOT}/a.jpg",
    f'<amp-img src="/a.jpg"></amp-img>{STORY}': f"{ROOT}/a.jpg",
    f'<div class="author"><img src="/a.jpg"></div>{STORY}': None,
    f'<a href="https://other.example/"><img src="/a.jpg"></a>{STORY}': None,
    f'<img src="/avatar.jpg">{STORY}': None,
    f'<img src="/a.jpg" width="20">{STORY}': None,
    f'<div class="related-posts"><img src="/a.jpg"></div>{STORY}': None,
    f'{STORY}<figure><img src="/a.jpg"></figure>': None,
    f'<a class="lightbox" href="/large.jpg"><img src="/a.jpg"></a>{STORY}': f"{ROOT}/a.jpg",
    f'<a href="{URL}"><img src="/a.jpg"></a>{STORY}': f"{ROOT}/a.jpg",
    f'<img class="rounded-circle" src="/a.jpg" width="90">{STORY}': None,
    f'<p>By Ann Lee</p><img src="/a.jpg" alt="Ann Lee"><div><img src="/b.jpg"></div>{STORY}': f"{ROOT}/b.jpg",
}
ABOVE = {
    f"<article><img src=/a.jpg><header><h1>Bridge</h1></header>{STORY}</article>": f"{ROOT}/a.jpg",
    f"<main><div><img src=/a.jpg><div><h1>Bridge</h1></div></div><div>{STORY}</div></main>": f"{ROOT}/a.jpg",
    f"<nav><img src=/a.jpg></nav><main><h1>Bridge</h1>{STORY}</main>": None,
    f"<article><a href=/b/><img src=/a.jpg></a></article><article><h1>Bridge</h1>{STORY}</article>": None,
}


@pytest.mark.parametrize("inner", ABOVE)
def test_a_picture_above_the_headline_leads_where_both_stand_in_the_head_of_the_article(inner: str) -> None:
    image = extract(page(inner), URL, fetched_at=FETCHED_AT).image
    assert (image and image.url) == ABOVE[inner]


@pytest.mark.parametrize("inner", PRINTED)
def test_a_page_that_tells_no_picture_leads_with_the_one_it_prints_above_its_text(inner: str) -> None:
    image = extract(story_page(inner), URL, fetched_at=FETCHED_AT).image
    assert (image and image.url) == PRINTED[inner]
