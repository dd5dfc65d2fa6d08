"""Lines behind the headline as portals of many languages and systems print them, each with the names it tells."""

from __future__ import annotations

import pytest

from newsarchive.extract import extract
from tests.pages import FETCHED_AT, SENTENCES, STORY, URL, page

INFO = "elementor-icon-list-text elementor-post-info__item elementor-post-info__item--type-author"
LINES = {
    "<div class=submitted>Submitted by <span class=username>Ann Lee</span> on Mon, 10/12/2023 - 07:03</div>": "Ann Lee",
    "<p>Posted by Ann Lee on October 12, 2023</p>": "Ann Lee",
    "<p>Par Ann Lee le 12 octobre 2023 à 07h03</p>": "Ann Lee",
    "<p>Por Ann Lee - 12 de octubre de 2023</p>": "Ann Lee",
    "<p>Por: Ann Lee 12/10/2023</p>": "Ann Lee",
    "<p>di Ann Lee - 12 Ottobre 2023</p>": "Ann Lee",
    "<p>Door Ann Lee op 12 oktober 2023</p>": "Ann Lee",
    "<p>Autor: Jan Nowak Data: 12.10.2023</p>": "Jan Nowak",
    "<p>Text: Eva Ek Foto: Bo Ek</p>": "Eva Ek",
    "<p>Text: Eva Ek<br>Foto: Bo Ek</p>": "Eva Ek",
    '<div class="author">Ann Lee<br>12 October 2023</div>': "Ann Lee",
    '<div class="autor">Ana Ruiz | Palma | 12/10/2023</div>': "Ana Ruiz",
    '<div class="autor">Ann Lee, 2:05 PM, Oct 12, 2023</div>': "Ann Lee",
    '<div class="autor">Ann Lee, الخميس 12 أكتوبر 2023</div>': "Ann Lee",
    '<div class="autor">Ann Lee, 2023. október 12., csütörtök</div>': "Ann Lee",
    '<div class="autor">Ann Lee, do 12 okt 2023, 14:05</div>': "Ann Lee",
    '<div class="autor">Ann Lee | 12 Οκτωβρίου 2023</div>': "Ann Lee",
    "<blockquote>Shut it now. <cite class=author>Bo Ek, 27 June 2019</cite></blockquote>": "",
    '<span class="byline">Ann Lee<span>Political Editor</span></span>': "Ann Lee",
    '<div class="muhabir">Haber: Ayşe Kaya</div>': "Ayşe Kaya",
    "<em class=head_journalist_name>김민수 기자</em>": "김민수",
    '<p class="reporter">[항구일보 김민수 기자]</p>': "김민수",
    '<p class="writer">글 김민수 기자 minsu@paper.example</p>': "김민수",
    '<div class="article-author">文／王小明 圖／李四</div>': "王小明",
    '<div class="info">来源：港口日报 编辑：李四 作者：王小明</div>': "王小明",
    "<div class=info><span>来源：港口日报</span><span>作者：王小明</span></div>": "王小明",
    '<div class="elementor-widget-theme-post-info"><ul><li itemprop="author"><a href="/author/ann">'
    f'<span class="{INFO}">Ann Lee</span></a></li></ul></div>': "Ann Lee",
    "<p class=info><time>30.09.2023 21:15</time> von Ann Lee (Kommentare: 0)</p>": "Ann Lee",
    "<div><span>October 12, 2023</span> · 3 min · Ann Lee</div>": "Ann Lee",
    "<p>Rédigé par Ann Lee - <a href=#comments>aucun commentaire</a></p>": "Ann Lee",
    "<p class=bio>A reporter. <a rel=author href=/author/ann/>More by Ann Lee</a></p>": "Ann Lee",
    "<div class=box><b class=box-author-name>About Ann Lee</b></div>": "",
    "<a href=/other/><h3>Pier closed</h3><span>By Bo Ek</span></a>": "",
    "<figure><img src=a.jpg><figcaption>Photo <a href=https://photos.example/@bo>Bo Ek</a></figcaption></figure>": "",
    "<div><div>By</div><a href=/team/ann><div>Ann Lee</div></a><div>October 12, 2023</div></div>": "Ann Lee",
    "<div><a href=/authors/1><img alt='Ann Lee'></a><span>October 12, 2023</span></div>": "Ann Lee",
    "<div><a href=/profile/ann><b>Ann Lee</b></a></div>": "Ann Lee",
    "<div><a href=/team/ann><b>Ann Lee</b></a></div>": "",
    "<p>Signed:<br><b>Ann Lee</b>, <span>author</span><br><b>Bo Ek</b></p>": "",
    "<p>By the time it opened</p>": "",
    "<div><span>Kommentar von</span> <a href=/Eva-Ek/>Eva Ek</a></div>": "Eva Ek",
    "<p>Opinion by Ann Lee</p>": "Ann Lee",
    "<p>Reporting by Ann Lee; Editing by Bo Ek</p>": "Ann Lee",
    "<p class=author>新华社记者 李小明</p>": "李小明",
    "<p>Foto: Eva Ek</p>": "",
    '<p class="byline">by <a href="/author/x">ann lee</a></p>': "ann lee",
    '<p class="byline">written by ann</p>': "ann",
    '<div class="post-info">Posted on March 4, 2025 by mike</div>': "mike",
    '<div class="article-author">dpa/afp</div>': "dpa;afp",
    '<div class="article-author">our team</div>': "",
    "<ul><li><i class=fa-user></i> <a href=/author/quill/>\nquill\n</a></li></ul>": "quill",
    "<ul><li><a href=/author/quill/>profile</a></li></ul>": "",
    "<span class=post-meta>posted by <a class=name href=/users/7>quill</a> on 2024-04-30</span>": "quill",
    "<p class=authors>Авторы: <a href=/author/1>Иван Эк</a>, <a href=/author/2>А. С. Ли</a></p>": "Иван Эк;А. С. Ли",
    "<div class=post-author>Written by <span>Dr. Ann Lee, MD</span></div>": "Dr. Ann Lee, MD",
    "<div class=writer>كتب: محمد عبد الرحمن</div>": "محمد عبد الرحمن",
    "<div class=meta>記者陳美玲／高雄報導</div>": "陳美玲",
    "<div class=penulis>Penulis: Siti Rahmawati</div>": "Siti Rahmawati",
    "<p>김민수 기자</p>": "김민수",
    "<p>记者 王小明</p>": "王小明",
    "<p>取材・文：山田太郎</p>": "山田太郎",
    "<p>文＝山田太郎</p>": "山田太郎",
    "<p>Аутор: Ана Петровић</p>": "Ана Петровић",
    "<p>От Анна Петрова</p>": "Анна Петрова",
    "<p>Piše Ana Petrović</p>": "Ana Petrović",
    "<p>Autorius: Ona Petraitė</p>": "Ona Petraitė",
    "<p>Հեղինակ՝ Արամ Պետրոսյան</p>": "Արամ Պետրոսյան",
    "<p>Nga Ana Hoxha</p>": "Ana Hoxha",
    "<p>লেখক: অনিল রায়</p>": "অনিল রায়",
    "<div class=skribent>Karin Lind</div>": "Karin Lind",
    "<div class=szerzo>Nagy Anna</div>": "Nagy Anna",
    "<p class=firma>Ana Ruiz</p>": "Ana Ruiz",
    "<p class=signature>Par Ann Lee, avec Bo Ek</p>": "Ann Lee;Bo Ek",
    "<div><a href=/@annlee><b>Ann Lee</b></a><button>Follow</button></div>": "Ann Lee",
    '<div class="meta"><a href="/blog?author=1" class="meta-item--author p-author h-card">Ann Lee</a></div>': "Ann Lee",
    "<div class=authors>Autori: Uldis Liepa (Radio korespondents), LETA</div>": "Uldis Liepa;LETA",
    "<p>Par <a href=/a/lea>Léa Petit</a> et <span>Paul Roux</span></p><p>Publié le <time>28 avril 2024</time></p>": (
        "Léa Petit;Paul Roux"
    ),
    "<p>Texto: Ana Ruiz / Fotos: Bo Ek</p>": "Ana Ruiz",
    '<p class="byline">Ana Ruiz y Bo Ek (fotografía)</p>': "Ana Ruiz",
    '<p class="byline"><a href=/autor/a>Ana Ruiz</a> e <a href=/autor/b>Bo Ek</a> (fotografia)</p>': ("Ana Ruiz"),
    '<div class="byline">by <a href=/author/a>Ann Lee</a>, <i>Bo Ek</i> and The Associated Press</div>': (
        "Ann Lee;Bo Ek;The Associated Press"
    ),
    '<div class="byline">by <a href=/author/a>Ann Lee</a>, New York</div>': "Ann Lee",
    '<div class="names"><span class=author>Léa Petit<b>harbour desk</b></span></div>': "Léa Petit",
    "<p class=writers><a href=/list/author/1><b class=writerName>山田 太郎</b><b>編集委員</b></a></p>": "山田 太郎",
    "<p class=author>文● 山田太郎　編集●鈴木／港湾社</p>": "山田太郎",
    "<span class=writer>《山田 太郎》</span>": "山田 太郎",
    "<div>港湾新闻记者 王小明</div>": "王小明",
    "<span class=author><a href=/r/1>記者王小明</a></span>": "王小明",
    "<span class=author>记者协会</span>": "记者协会",
    "<div class=author>記者 <a href=/r>王小明</a> 報導<br>發佈時間：2023/11/27 18:05</div>": "王小明",
    "<p><span>Oluşturulma Tarihi: <time datetime=2024-04-28T10:22>Nisan 28, 2024</time></span></p>": "",
    "<div class=img_author>© Bo Ek</div><p class=autor>Ana Ruiz</p>": "Ana Ruiz",
    "<div><a href=/szerzo/7>Nagy Anna</a></div>": "Nagy Anna",
    "<div><a href=/redaction/lea-petit/>Léa Petit</a></div>": "Léa Petit",
    '<div class="source">Kaynak: <a href="/kaynak/iha">İHA</a></div>': "İHA",
}


@pytest.mark.parametrize("line", LINES)
def test_a_line_behind_the_headline_names_the_author(line: str) -> None:
    html = page(f'<article><h1>Bridge reopens after years</h1>{line}<div class="article-body">{STORY}</div></article>')
    article = extract(html, URL, fetched_at=FETCHED_AT)
    assert (";".join(author.name for author in article.authors), article.body) == (LINES[line], SENTENCES)


def test_a_heading_in_bold_of_a_script_without_capitals_is_no_signature() -> None:
    for text, wanted in (("خلفية الحدث", ()), ("بقلم: محمد علي", ("محمد علي",)), ("Ann Lee", ("Ann Lee",))):
        html = page(f"<article><h1>Bridge reopens</h1>{STORY}<p><b>{text}</b></p></article>")
        article = extract(html, URL, fetched_at=FETCHED_AT)
        assert tuple(author.name for author in article.authors) == wanted


def test_an_author_named_behind_a_break_at_the_end_is_read() -> None:
    html = page(f"<h1>Bridge reopens</h1><div><div>{STORY}</div><br>Автор:&nbsp;Анна Ли<br></div>")
    assert [author.name for author in extract(html, URL, fetched_at=FETCHED_AT).authors] == ["Анна Ли"]


def test_the_paper_that_a_korean_portal_tells_in_og_article_author_is_no_author() -> None:
    html = page(
        f"<h1>낡은 크레인 유지</h1><em class=journalist>김민수 기자</em><div>{STORY}</div>",
        '<meta property="og:article:author" content="항구일보 | 포털">',
    )
    assert [author.name for author in extract(html, URL, fetched_at=FETCHED_AT).authors] == ["김민수"]


def test_a_name_in_a_line_has_the_address_of_its_page() -> None:
    inner = f"<h1>Bridge reopens</h1><p>By <a href=/staff/ann>Ann Lee</a>, <a href=/tags/x>Bo Ek</a></p>{STORY}"
    authors = extract(page(inner), URL, fetched_at=FETCHED_AT).authors or ()
    assert [(author.name, author.url) for author in authors] == [
        ("Ann Lee", "https://paper.example/staff/ann"),
        ("Bo Ek", None),
    ]


UNHEADED = {
    "<h6>Posted by: Ann Lee 1\xa0year, 9\xa0months ago</h6>": ["Ann Lee"],
    "<div>Автор: <a href=/user/7/>Анна Ли</a> от <a href=/2024/>30-04-2024, 21:40</a></div>": ["Анна Ли"],
    "<div><small>时间:</small>2024-04-30 <small>作者:</small>王小明 <small>点击:</small></div>": ["王小明"],
    "<dl><dd><span class=icon></span> Geschrieben von: <span>Ann Lee</span></dd></dl>": ["Ann Lee"],
    "<div><div class=author><img src=/a.jpg> Ann Lee</div><div class=author>Bo Ek</div></div>": ["Ann Lee", "Bo Ek"],
    "<p><span>به وسیله: نگار رستمی</span></p>": ["نگار رستمی"],
}


@pytest.mark.parametrize("line", UNHEADED)
def test_a_page_whose_headline_is_a_lesser_heading_has_a_byline_too(line: str) -> None:
    html = page(f"<h3>Bridge reopens</h3>{line}{STORY}", "<title>Bridge reopens » The Paper</title>")
    assert [author.name for author in extract(html, URL, fetched_at=FETCHED_AT).authors] == UNHEADED[line]


def test_a_sentence_that_begins_with_by_and_ends_with_a_name_is_no_byline() -> None:
    sentence = (
        "By July 1, six weeks from now, motel-keepers all over the nation will, by 6 p.m., be switching on that bleak, "
        "to motorists, sign, “No Vacancy”."
    )
    html = page(f"<article><h1>Bridge reopens</h1><div class=article-body><p>{sentence}</p>{STORY}</div></article>")
    assert extract(html, URL, fetched_at=FETCHED_AT).authors == ()


@pytest.mark.parametrize("name", ["article__footer", "article_footer", "article-footer", "entry-footer"])
def test_the_foot_of_an_article_names_its_author(name: str) -> None:
    foot = (
        f'<footer class="{name}"><p class="byline">Text <a class="byline__name" href="/av/a">Karin Ek</a></p></footer>'
    )
    html = page(f"<article><h1>Bridge reopens</h1><div class=article-body>{STORY}</div>{foot}</article>")
    assert [author.name for author in extract(html, URL, fetched_at=FETCHED_AT).authors] == ["Karin Ek"]


@pytest.mark.parametrize(
    ("note", "wanted"),
    [
        ("김민수 기자 minsu@paper.example", ["김민수"]),
        ("By Ann Lee, follow her @annlee_paper", ["Ann Lee"]),
        ("<b>Mehr Themen</b> im Newsletter", []),
    ],
)
def test_a_note_behind_the_text_names_its_author(note: str, wanted: list[str]) -> None:
    html = page(f"<article><h1>Bridge reopens</h1>{STORY}<p>{note}</p></article>")
    article = extract(html, URL, fetched_at=FETCHED_AT)
    assert ([author.name for author in article.authors], article.body) == (wanted, SENTENCES)
