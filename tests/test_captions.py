"""What is written to a picture: captions and credits, as portals print them."""

import pytest

from newsarchive.extract import extract
from newsarchive.extract.document import Document
from newsarchive.extract.fields.captions import LONGEST_CAPTION, LONGEST_CREDIT, caption_of, part
from tests.pages import FETCHED_AT, SENTENCES, STORY, URL, page

IMG = '<img src="/a.jpg">'


def read(html: str) -> tuple[str | None, str | None]:
    document = Document.parse(page(html), URL)
    return caption_of(document.index.by_tag["img"][0])


FRAMES: list[tuple[str, tuple[str | None, str | None]]] = [
    (f"<figure>{IMG}<figcaption>The bridge</figcaption></figure>", ("The bridge", None)),
    (
        f'<figure>{IMG}<figcaption>The bridge</figcaption><div class="image-element__credits">© dpa</div></figure>',
        ("The bridge", "dpa"),
    ),
    (f"<figure>{IMG}<p>The bridge</p><cite>AP Photo/Ann Lee</cite></figure>", ("The bridge", "AP Photo/Ann Lee")),
    (f"<figure>{IMG}<p>The bridge</p><small>Quelle: dpa</small></figure>", ("The bridge", "dpa")),
    (f"<figure>{IMG}<figcaption>The bridge<footer>Ann Lee</footer></figcaption></figure>", ("The bridge", "Ann Lee")),
    (f"<figure>{IMG}<span>The bridge. Foto: Ann Lee</span></figure>", ("The bridge.", "Ann Lee")),
    (f"<div><div>{IMG} The bridge. Foto: Ann Lee</div>{STORY}</div>", ("The bridge.", "Ann Lee")),
    (f'<figure>{IMG}<span class="credit">Etlaq</span><i>Etlaq</i></figure>', (None, "Etlaq")),
    (f'<figure>{IMG}<p class="credit"><b>Ann Lee</b><i>dpa</i></p></figure>', (None, "Ann Lee/dpa")),
    (f'<figure>{IMG}<p class="credit"><b></b><i></i></p></figure>', (None, None)),
    (f'<figure>{IMG}<p class="credit">[Ann Lee]</p></figure>', (None, "Ann Lee")),
    (f'<figure>{IMG}<p class="source">{SENTENCES[0]}</p></figure>', (SENTENCES[0], None)),
    (f'<figure>{IMG}<p>The bridge</p><p class="source">{SENTENCES[0] * 2}</p></figure>', ("The bridge", None)),
    (
        f'<figure>{IMG}<figcaption class="caption">The bridge. Foto: dpa</figcaption>'
        '<span class="copyright">The bridge. Foto: dpa</span></figure>',
        ("The bridge.", "dpa"),
    ),
    (
        f'<figure>{IMG}<p class="caption">The bridge.</p><p class="source">The bridge.Reuters</p></figure>',
        ("The bridge.", "Reuters"),
    ),
    (
        f"<figure>{IMG}<div><figcaption>The bridge. Photograph: Ann Lee/Reuters</figcaption></div>"
        "<figcaption>The bridge. Photograph: Ann Lee/Reuters</figcaption></figure>",
        ("The bridge.", "Ann Lee/Reuters"),
    ),
    (f'<div>{IMG}<p class="wp-caption-text">The bridge</p></div>', ("The bridge", None)),
    (
        f'<div><div><article><div>{IMG}</div></article></div><span class="legend">The bridge</span></div>',
        ("The bridge", None),
    ),
    (f'<div><div>{IMG}</div><i class="media_source">коллаж: Анна Ли</i></div>', (None, "Анна Ли")),
    (
        f'<div>{IMG}<div class="x1">Fans on Thursday</div><div class="x2">Getty Images</div></div>',
        ("Fans on Thursday", "Getty Images"),
    ),
    (f'<div><img src="/small.jpg">{IMG}<span class="x1">Getty Images</span></div>', (None, "Getty Images")),
    (
        f"<div><figure>{IMG}</figure><p class='img-description'>The bridge | <b>Ann Lee/dpa</b></p></div>",
        ("The bridge", "Ann Lee/dpa"),
    ),
    # What shows no end of its own is none of the picture's.
    (f"<div>{IMG}<p>{SENTENCES[0]}</p></div>", (None, None)),
    (f'<figure>{IMG}<a href="/other/">Another article</a></figure>', (None, None)),
    (f"<figure>{IMG}<h3>Another article</h3></figure>", (None, None)),
    (f'<div>{IMG}<h3>Another article</h3><p class="caption">Its text</p></div>', (None, None)),
    (f'<ul><li>{IMG}</li><li>{IMG}</li><li>{IMG}<p class="caption">The third</p></li></ul>', (None, None)),
    (f'<div>{IMG}{"<p>x</p>" * 40}<p class="caption">Far away</p></div>', (None, None)),
    (f"<figure>{IMG}</figure>", (None, None)),
    (
        f'<div>{IMG}Teaches law.<div class="author-link"><a rel="author" href="/x/">Ann Lee</a></div></div>',
        (None, None),
    ),
    (f'<div><time>4 June</time><i class="meta-author">Ann Lee</i><div>{IMG}</div></div>', (None, None)),
]


@pytest.mark.parametrize(("html", "wanted"), FRAMES)
def test_caption_and_credit_stand_in_what_is_around_the_picture(
    html: str, wanted: tuple[str | None, str | None]
) -> None:
    assert read(html) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The bridge", ("The bridge", None)),
        ("The bridge. Photo by Ann Lee", ("The bridge.", "Ann Lee")),
        ("The bridge. (Quelle: IMAGO/Ann Lee/imago)", ("The bridge.", "IMAGO/Ann Lee/imago")),
        ("The bridge. Image Credits: Harbour Ltd.", ("The bridge.", "Harbour Ltd.")),
        ("The bridge (Fot. Anna Nowak)", ("The bridge", "Anna Nowak")),
        ("桥 图：新华社", ("桥", "新华社")),
        ("The bridge. © Ann Lee (dpa)", ("The bridge.", "Ann Lee (dpa)")),
        ("Image copyright Getty Images", (None, "Getty Images")),
        ("Copyright: Harbour Ltd.", (None, "Harbour Ltd.")),
        ("FILE PHOTO: The bridge. REUTERS/Ann Lee", ("FILE PHOTO: The bridge.", "REUTERS/Ann Lee")),
        (". Imagen: EFE", (None, "EFE")),
        ("The bridge (AFP / ANN LEE)", ("The bridge", "AFP / ANN LEE")),
        ("The bridge. (Courtesy of Ann Lee)", ("The bridge.", "Courtesy of Ann Lee")),
        ("The bridge. | Ann Lee/PA Images via Getty Images", ("The bridge.", "Ann Lee/PA Images via Getty Images")),
        ("国民（ソウルで、３日）＝ＡＰ", ("国民（ソウルで、３日）", "ＡＰ")),
        ("유세에서 연설하고 있다. 연합뉴스", ("유세에서 연설하고 있다.", "연합뉴스")),
        ("Getty Images", (None, "Getty Images")),
        ("Foto: Ann Lee. Styling: Bo Yun", (None, "Ann Lee. Styling: Bo Yun")),
        ("The bridge. Fotoğraf: Ann Lee", ("The bridge.", "Ann Lee")),
        ("The bridge. Fotografía: Ann Lee", ("The bridge.", "Ann Lee")),
        ("The bridge (Zdroj: Ann Lee)", ("The bridge", "Ann Lee")),
        ("The bridge. Снимка: Ann Lee", ("The bridge.", "Ann Lee")),
        ("The bridge. Πηγή: Ann Lee", ("The bridge.", "Ann Lee")),
        ("The bridge. تصوير: Ann Lee", ("The bridge.", "Ann Lee")),
        ("The bridge. फोटो: Ann Lee", ("The bridge.", "Ann Lee")),
        ("The bridge. 사진=Ann Lee", ("The bridge.", "Ann Lee")),
        ("The bridge. Nuotr. Ann Lee", ("The bridge.", "Ann Lee")),
        # A word for pictures in a sentence is no label, nor is an agency in one.
        ("In this photo. A bridge", ("In this photo. A bridge", None)),
        ("The photo shows a bridge", ("The photo shows a bridge", None)),
        ("Reuters moved into the bridge house", ("Reuters moved into the bridge house", None)),
        (f"Photo: {'a long story about the bridge ' * 6}", (f"Photo: {'a long story about the bridge ' * 6}", None)),
        ("", (None, None)),
    ],
)
def test_a_credit_behind_a_caption_is_told_from_it(text: str, wanted: tuple[str | None, str | None]) -> None:
    assert part(text) == wanted


def test_captions_and_credits_are_bounded() -> None:
    caption, credit = read(f"<figure>{IMG}<figcaption>{'a ' * 3_000}</figcaption><cite>{'b ' * 900}</cite></figure>")
    assert len(caption or "") <= LONGEST_CAPTION
    assert len(credit or "") <= LONGEST_CREDIT


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    ["/ a via b " * 20_000, "(" * 50_000 + "dpa", "Foto " * 20_000, "a/" * 50_000, "© " * 50_000, ". AP/" * 30_000],
)
def test_no_text_is_looked_through_without_end(text: str) -> None:
    assert read(f"<figure>{IMG}<figcaption>{text}</figcaption></figure>")


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "html",
    [
        f"<figure>{'<p>text</p>' * 20_000}{IMG * 4_000}</figure>",
        f"<figure><figcaption>{'<b>text</b>' * 20_000}</figcaption>{IMG * 4_000}</figure>",
        f"<figure>{IMG * 4_000}<figcaption>{'<b>text</b>' * 20_000}</figcaption></figure>",
        f"{'<div><p>text</p>' * 200}{IMG * 4_000}{'</div>' * 200}",
        f"{'<div>' * 200}{IMG * 4_000}{'</div>' * 200}",
        f"<div class='caption'>{IMG * 4_000}{'<p class=credit>text</p>' * 4_000}</div>",
        f"{f'<p>Text.</p><div><div>{IMG}</div><div>text</div></div>' * 16_000}",
    ],
)
def test_a_page_of_pictures_takes_no_longer_than_its_size(html: str) -> None:
    assert extract(page(f"<h1>Bridge</h1><article>{html}{STORY}</article>"), URL, fetched_at=FETCHED_AT).body
