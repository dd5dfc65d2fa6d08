"""Which of the blocks in the article's container are its text."""

from __future__ import annotations

import pytest

from newsarchive.extract import extract
from newsarchive.extract.blocks import blocks
from newsarchive.extract.body.trim import trimmed
from newsarchive.extract.document import Document
from newsarchive.extract.page import Page
from tests.pages import FETCHED_AT, SENTENCES, STORY, URL, page, paragraphs


def parted(inner: str, headline: str | None = None) -> tuple[list[str], list[str]]:
    """Return the texts that are kept and those that lead elsewhere."""
    found = Page(Document.parse(page(f"<div>{inner}</div>"), URL), None)
    container = found.document.root.find(".//div")
    assert container is not None
    result = trimmed(found, blocks(container), headline)
    return [block.text for block in result.kept], [block.text for block in result.left_out]


def test_a_plain_story_is_kept_whole() -> None:
    assert parted(STORY) == (list(SENTENCES), [])
    assert parted("") == ([], [])


NOISE = [
    "Advertisement", "ADVERTISEMENT", "Ad", "- Anzeige -", "Werbung", "Publicidad", "Publicité", "Pubblicità",
    "Реклама", "Reklama", "Iklan", "广告", "広告", "광고", "Annons", "Annonse", "Advertentie", "Sponsored",
    "Sponsored content",
    "Story continues below advertisement", "Article continues after this advertisement", "Scroll to continue",
    "Scroll to continue with content", "Continue reading", "Read more", "Mehr lesen", "Weiterlesen", "Loading...",
    "Share", "Share this", "Print", "Print this page", "Drucken", "Permalink https://paper.example/p/3", "Text size",
    "Ann Lee/Getty Images", "AFP | Reuters", "Ann Lee / EFE", "Bo Ek / Shutterstock.com", "© private", "Foto: Ann Lee",
    "Photo:", "Фото:", "Photo: Gene J. Puskar", "Image Source: Ann Lee / Future Publishing", "Image 1 of / 23",
    "Fot. alphaspirit/iStockphoto", "(c) Bo Ek",
    "Baca juga: Presiden berkunjung", "Back to top", "Nach oben", "1 of 12", "Image 3 of 9",
    "Bild 2 von 7", "Photo 1/5", "3 / 8", "Imagen 4 de 6", "[ 2 of 3 ]", "Slide 10 of 10",
    "Read also:", "See also", "MORE ABOUT", "Lesen Sie auch", "Lesen Sie mehr", "Lire aussi :", "À lire aussi",
    "Leer también", "Leggi anche", "Leia mais", "Lees ook", "Les også", "Läs mer", "Czytaj także", "Читайте также:",
    "【打印】 【关闭】 【返回顶部】", "分享到： 微信 微博 QQ空间", "扫一扫在手机打开当前页",
    "上一篇：渡轮太多", "下一条：无", "您现在的位置： 港口网 >> 新闻中心 >> 社会", "当前位置：首页 > 新闻 > 正文",
    "【字号：大 中 小】", "浏览次数：310", "打印本页",
    "相关链接：", "この記事をシェア", "次の記事へ", "글자 크기 변경하기", "ポスト", "Social Share",
    "انتهای پیام/", "بیشتر بخوانید: پل تازه", "อ่านข่าวที่เกี่ยวข้อง",
    "Xem thêm: Cây cầu mới", "Διαβάστε επίσης: Η νέα γέφυρα", "İlginizi çekebilir", "Čtěte také: Nový most",
    "Citește și: Podul nou", "Pročitajte i: Novi most",
    "Most Popular", "Am beliebtesten", "Up Next", "[PR]", "Advertisement · Scroll to continue",
    "Like us on Facebook", "Autoplay", "Show Thumbnails", "Lue myös", "関連記事", "관련 기사", "اقرأ أيضا", "यह भी पढ़ें",
    "La suite après la publicité", "Continua após a publicidade", "إعلان", "विज्ञापन", "Hirdetés", "Διαφήμιση", "Mainos",
    "5 min read", "Lesezeit: 5 Min.", "Temps de lecture : 5 min", "Tiempo de lectura: 5 min", "Czas czytania: 5 min",
    "Время чтения: 5 мин", "阅读时间：5分钟", "この記事は約5分で読めます", "Listen to this article", "Artikel anhören",
    "Share this article", "Diesen Artikel teilen", "Partager cet article", "Compartir este artículo", "Поделиться",
    "Dela artikeln", "شارك المقال",
    "Bild: Ann Lee", "Фото: Ann Lee", "Zdjęcie: Ann Lee", "Kuva: Ann Lee", "写真：Ann Lee", "사진=Ann Lee",
    "عکس: Ann Lee",
]  # fmt: skip


@pytest.mark.parametrize("text", NOISE)
def test_a_line_that_a_template_puts_between_paragraphs_is_no_text(text: str) -> None:
    assert parted(f"<p>{SENTENCES[0]}</p><p>{text}</p><p>{SENTENCES[1]}</p>") == ([SENTENCES[0], SENTENCES[1]], [])


TEXTS = [
    "Advertisement revenue fell by a tenth.", "Ads are everywhere.", "Die Werbung wirkt.", "Share prices fell.",
    "Read more books, he said.", "Loading the ship took a day.", "One of twelve was hurt.", "He won 3 of 12 games.",
    "The image shows 3 of 9 ships.", "Back to top form",
    "Continue reading the law to the end, the judge told the jury then.", "12", "Why now?",
    "“No.”", "He left.",
    "Related by blood", "See also the law of 1990.", "Lesen Sie auch das Kleingedruckte.",
    "分享经济正在改变城市。", "位置很重要，他说。", "打印机坏了。", "阅读让人快乐。", "Διαβάστε βιβλία.",
    "ポストに手紙を入れた。",
    "Xem thêm một trận đấu nữa.",
    "Реклама стоит дорого.", "La publicité coûte cher.", "5 min read like an hour.", "Share this article of faith.",
    "Lesezeit ist Lebenszeit.", "Bild: 12 Schiffe lagen im Hafen.", "Поделиться нечем.",
]  # fmt: skip


TEXTS += [
    "Photo: that is what she shouted. Nobody listened.", "He said: 50/50.", "Print is dead",
    "Images of the bridge went round",
    "The agencies are dpa/Reuters and AP", "Fotos sind erlaubt",
]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_a_short_sentence_is_text(text: str) -> None:
    wanted = [SENTENCES[0], text, SENTENCES[1]]
    assert parted(f"<p>{SENTENCES[0]}</p><p>{text}</p><p>{SENTENCES[1]}</p>")[0] == wanted


ELSEWHERE = [
    '<p><a href="/a/">Kim and Putin talk in the east</a></p>',
    '<p>Read also: <a href="/a/">Kim and Putin talk in the east</a></p>',
    '<p>اقرأ أيضا: <a href="/a/">زيارة لافروف إلى بيونغ يانغ</a></p>',
    '<p>Lesen Sie auch | <a href="/a/">Kim und Putin im Osten</a></p>',
    '<p>More » <a href="/a/">Kim and Putin talk in the east</a></p>',
    '<p><strong><a href="/a/">READ: Kim and Putin talk in the east</a></strong></p>',
    '<p><a href="/a/">Kim and Putin talk</a><br><a href="/b/">Lavrov comes to Pyongyang</a></p>',
    '<h3><a href="/a/">Kim and Putin talk in the east</a></h3>',
    '<p><strong>Lire aussi <a href="/a/">Kim et Poutine se parlent</a></strong></p>',
    '<p>LÆS OGSÅ <a href="/a/">Kim og Putin mødes i dag</a></p>',
    '<p><b>Смотрите также:</b> <a href="/a/">Паром вернулся</a> →</p>',
    '<p>👉<a href="/a/">渡輪回來了</a></p>',
    '<div><strong>1</strong>|<a href="?p=2">2</a><a href="?p=2">次のページへ</a></div>',
    '<p>関連記事リンク（外部サイト）<br><a href="/a/">新しい船</a><br><a href="/b/">港の祭り</a></p>',
]


@pytest.mark.parametrize("element", ELSEWHERE)
def test_a_line_that_only_leads_elsewhere_is_left_out_and_known(element: str) -> None:
    kept, left_out = parted(f"<p>{SENTENCES[0]}</p>{element}<p>{SENTENCES[1]}</p>")
    assert kept == [SENTENCES[0], SENTENCES[1]]
    assert len(left_out) == 1


HERE = [
    '<p>He met <a href="/kim/">Kim</a> and <a href="/putin/">Putin</a> in the east of the country.</p>',
    f'<p><a href="/a/">{SENTENCES[0]} {SENTENCES[1]} {SENTENCES[2]}</a></p>',
    '<p>Note: he was <a href="/a/">there</a> on the day before.</p>',
    '<ul><li>The bridge is open</li><li>The <a href="/a/">pier</a> is repaired</li></ul>',
    '<p><a href="?p=1">1</a> 2 <a href="?p=3">3</a> <a href="?p=4">4</a></p>',
    '<p>The harbour lists<br><a href="/a/">its ferries</a><br>and its cranes by number and by age.</p>',
]


@pytest.mark.parametrize("element", HERE)
def test_a_text_with_links_is_text(element: str) -> None:
    kept, left_out = parted(f"<p>{SENTENCES[0]}</p>{element}<p>{SENTENCES[1]}</p>")
    assert len(kept) >= 3 and left_out == []


LISTS = [
    '<ul><li><a href="/a/">Kim and Putin</a></li><li><a href="/b/">Lavrov</a></li></ul>',
    '<ul><li><p><a href="/a/">Kim and Putin</a></p></li><li><p><a href="/b/">Lavrov</a></p></li></ul>',
    '<ol><li><a href="/a/">Kim and Putin</a> (3 May)</li><li><a href="/b/">Lavrov in Pyongyang</a> (4 May)</li></ol>',
]
LABELS = ["<h3>More on this</h3>", "<p>More on this:</p>", "<p><b>More on this</b></p>", "<p>相关报道：</p>"]


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("items", LISTS)
def test_a_list_of_links_leaves_with_the_label_above_it(items: str, label: str) -> None:
    kept, left_out = parted(f"<p>{SENTENCES[0]}</p>{label}{items}<p>{SENTENCES[1]}</p>")
    assert (kept, len(left_out)) == ([SENTENCES[0], SENTENCES[1]], 3)


def test_a_sentence_above_a_list_of_links_stays() -> None:
    kept, _ = parted(f"<p>{SENTENCES[0]}</p>{LISTS[0]}<p>{SENTENCES[1]}</p>")
    assert kept == [SENTENCES[0], SENTENCES[1]]


@pytest.mark.parametrize(
    "first",
    [
        "<h1>Bridge reopens</h1>",
        "<p>By Ann Lee</p>",
        "<p>Von Ann Lee und Bo Ek</p>",
        "<p>Par Anne Le Gall</p>",
        '<p class="date">May 3, 2020</p>',
        '<div class="posted-on"><span>May 3, 2020</span></div>',
        "<p><time>3 May 2020</time></p>",
        '<p class="author-name">Ann Lee, Oslo</p>',
        "<p>Bridge reopens</p>",
        "<p>BRIDGE REOPENS</p>",
    ],
)
def test_headline_byline_and_date_before_the_text_are_none_of_it(first: str) -> None:
    assert parted(f"{first}{STORY}", "Bridge reopens")[0] == list(SENTENCES)


@pytest.mark.parametrize(
    "first",
    ["By the river stood a mill.", "By Tuesday all was over", "Von nun an ist alles anders", "OSLO — It rained."],
)
def test_a_first_sentence_that_begins_with_by_is_text(first: str) -> None:
    assert parted(f"<p>{first}</p>{STORY}", "Bridge reopens")[0] == [first, *SENTENCES]


NOTES = [
    "<h2>Related</h2>",
    "<h2>Related</h2><h3>More</h3>",
    "<p>Contact the author: ann@paper.example</p>",
    "<p>Follow us on Mastodon</p>",
    "<p>Follow @annlee</p>",
    "<p>Subscribe to our newsletter</p>",
    "<p>Ακολουθήστε μας στο Google News και μάθετε πρώτοι όλες τις ειδήσεις</p>",
    "<p>© 2024 The Paper</p>",
    "<p>(c) The Paper. All rights reserved.</p>",
    "<p>Alle Rechte vorbehalten</p>",
    "<p>Bo Ek contributed to this report.</p>",
    "<p>Reporting by Ann Lee; editing by Bo Ek</p>",
    "<p>Our Standards: The Trust Principles</p>",
    "<p>Have a tip? Write to us.</p>",
    "<p>Join us on Telegram</p>",
    "<p>Все права защищены</p>",
    "<p>Tagi: port, ruch</p>",
    "<p>Ετικέτες: λιμάνι</p>",
    "<p>キーワード：港</p>",
    "<p>Suivez-nous sur Facebook</p>",
    "<p>Suscríbete a nuestro boletín</p>",
    "<p>Подписывайтесь на наш канал</p>",
    "<p>Bizi Facebook'ta takip edin</p>",
    "<p>BİZİ TAKİP EDİN</p>",
    "<p>ΑΚΟΛΟΥΘΉΣΤΕ ΜΑΣ ΣΤΟ GOOGLE NEWS</p>",
    "<p>ALL RIGHTS RESERVED BY THE PAPER</p>",
    "<p>تابعونا على فيسبوك</p>",
    "<p>欢迎关注我们的公众号</p>",
    "<p>저작권자 ⓒ 항구일보 무단전재 및 재배포 금지</p>",
    "<p>Sign up here.</p><p>© The Paper</p>",
]


@pytest.mark.parametrize("behind", NOTES)
def test_notes_and_headings_behind_the_text_are_none_of_it(behind: str) -> None:
    assert parted(f"{STORY}{behind}")[0] == list(SENTENCES)


@pytest.mark.parametrize("note", NOTES[2:])
def test_a_note_between_paragraphs_stays_where_it_stands(note: str) -> None:
    kept, _ = parted(f"<p>{SENTENCES[0]}</p>{note}<p>{SENTENCES[1]}</p>")
    assert (kept[0], kept[-1]) == (SENTENCES[0], SENTENCES[1]) and len(kept) > 2


def test_a_story_that_is_all_note_keeps_a_block() -> None:
    kept, _ = parted("<p>Subscribe to our newsletter</p>" * 8)
    assert kept


def test_a_large_page_is_trimmed_in_no_time() -> None:
    inner = "".join(f'<ul><li><a href="/{n}/">Title {n}</a></li><li>Text {n}.</li></ul>' for n in range(3_000))
    kept, left_out = parted(inner)
    assert len(kept) + len(left_out) == 6_000


def within(inner: str, head: str = "") -> list[str]:
    found = Page(Document.parse(page(f"<div>{inner}</div>", head), URL), None)
    container = found.document.root.find(".//div")
    assert container is not None
    return [block.text for block in trimmed(found, blocks(container), None).kept]


@pytest.mark.parametrize(
    ("line", "is_kept"),
    [
        ("Stand: 28.04.2023 16:11 Uhr", False),
        ("Thứ tư, 22/10/2025, 19:25 (GMT+7)", False),
        ("2024-04-30 | 10:15 | Ann Bly, city desk", False),
        ("On 28.04.2023, 16:11 hours passed and nothing at all had happened in town.", True),
        ("28.04.2023", False),
        ("Freitag, 28. April 2023", False),
        ("الجمعة، 28 أبريل 2023", False),
        ("2023년 4월 28일", False),
        ("Release date: 28.04.2023", True),
        ("On 28 April 2023 the bridge was closed.", True),
        ("The bell rang at 16:11.", True),
    ],
)
def test_a_date_and_little_else_before_the_text_is_no_text(line: str, is_kept: bool) -> None:
    assert within(f"<p>{line}</p>{STORY}") == [*([line] if is_kept else []), *SENTENCES]
    assert line in within(f"{STORY}{STORY}<p>{line}</p>")


def test_the_foot_of_a_quoted_post_stays_with_it() -> None:
    foot = "<blockquote><p>The bridge is open!</p><p>— Ann Bly (@ann) April 28, 2023</p></blockquote>"
    assert within(foot + STORY)[:2] == ["The bridge is open!", "— Ann Bly (@ann) April 28, 2023"]


LONG_LEAD = f"{SENTENCES[0]} {SENTENCES[1]}"


def test_a_byline_behind_a_standfirst_is_no_text() -> None:
    assert within(f"<p>{LONG_LEAD}</p><p>Von Nina Bly</p>{STORY}") == [LONG_LEAD, *SENTENCES]
    assert "Von Nina Bly" in within(f"<p>{LONG_LEAD}</p><p>{LONG_LEAD}</p><p>Von Nina Bly</p>{STORY}")


def test_a_kicker_and_a_headline_that_are_told_as_one_are_no_text() -> None:
    head = '<meta property="og:title" content="Two years of repairs: The bridge is open again">'
    kicker, printed = "<p>Two years of repairs</p>", "<p>The bridge is open again</p>"
    assert within(kicker + printed + STORY, head) == list(SENTENCES)
    assert within(STORY + printed, head) == [*SENTENCES, "The bridge is open again"]
    assert within("<p>The bridge</p>" + STORY, head) == ["The bridge", *SENTENCES]


@pytest.mark.parametrize("sentence", ["The bridge is open again.", "The bridge is open again?"])
def test_a_first_sentence_that_the_headline_was_made_of_is_text(sentence: str) -> None:
    head = '<meta property="og:title" content="The Bridge is Open Again">'
    assert within(f"<p>{sentence}</p>{STORY}", head) == [sentence, *SENTENCES]


def test_a_question_that_is_the_headline_is_no_text() -> None:
    head = '<meta property="og:title" content="Is the Bridge Open Again? - The Portal">'
    assert within(f"<p>Is the bridge open again?</p>{STORY}", head) == list(SENTENCES)


def test_where_a_chinese_text_comes_from_and_who_edited_it_is_no_text() -> None:
    behind = "<p>（图片来源：新闻社）</p><p>本文来源：河边日报 责任编辑：李明_R12</p><p>【编辑：王芳】</p>"
    assert within(f"<p>（原标题：大桥两年后重新开放）</p>{STORY}{behind}") == [*SENTENCES, "（图片来源：新闻社）"]


def test_a_label_with_nothing_behind_it_is_no_text() -> None:
    assert within(STORY + "<p>More on the bridge:</p>") == list(SENTENCES)
    assert within(STORY + "<p>More on the bridge.</p>") == [*SENTENCES, "More on the bridge."]


def test_a_byline_with_the_day_below_it_is_no_text() -> None:
    text = "<br><br>".join(SENTENCES)
    assert parted(f"<font>By Ann Lee<br>March 4, 2023</font><br><br>{text}") == (list(SENTENCES), [])
    assert parted(f"<p>By Ann Lee<br>who was there</p>{STORY}")[0][0] == "By Ann Lee\nwho was there"


@pytest.mark.parametrize(
    "line",
    [
        "18 July 2023 Last updated at 11:25 GMT",
        "Updated: Thursday, 18 Jul 2023, 4:25 PM EDT<br>Published : Thursday, 18 Jul 2023, 3:05 PM EDT",
    ],
)
def test_a_line_or_two_that_tell_publication_and_change_are_no_text(line: str) -> None:
    assert parted(f"<p>{line}</p>{STORY}") == (list(SENTENCES), [])
    assert parted(f"<p>{line}<br>It was the day on which the bridge was opened.</p>{STORY}")[0][1:] == list(SENTENCES)


@pytest.mark.parametrize("sign", ["|", "___", "–", " / ", "-----"])
def test_what_only_parts_paragraphs_is_none(sign: str) -> None:
    assert parted(f"{STORY}<p>{sign}</p>{STORY}")[0] == [*SENTENCES, *SENTENCES]
    assert parted(f"{STORY}<p>* * *</p>{STORY}")[0][4] == "* * *"


def test_the_number_of_a_page_behind_the_text_is_none_of_it() -> None:
    assert parted(f"{STORY}<p>12</p>")[0] == list(SENTENCES)
    assert parted(f"<p>1</p>{STORY}<p>2023</p>")[0] == ["1", *SENTENCES, "2023"]


def test_a_caption_with_its_source_below_a_picture_in_a_box_of_both_is_no_text() -> None:
    box = "<div class=pict><img src=/a.jpg><p>{}</p></div>"
    assert parted(STORY + box.format("The bridge on the day it opened. Photo: Ann Lee") + STORY)[0] == [*SENTENCES] * 2
    assert len(parted(f"<img src=/a.jpg><p>{SENTENCES[0]} Photo: Ann Lee</p>{STORY}")[0]) == 5


def test_a_caption_with_its_source_in_one_paragraph_with_the_picture_is_no_text() -> None:
    both = "<p><a href=/a.jpg><img src=/a.jpg></a><br><em>The bridge. {}</em></p>"
    assert parted(both.format("Photo: Ann Lee") + STORY)[0] == list(SENTENCES)
    assert len(parted(both.format("It is open.") + STORY)[0]) == 5


def test_links_with_nothing_but_commas_between_them_lead_elsewhere() -> None:
    tags = "<p><a href=/river>river</a>, <a href=/pont>bridge</a>, <a href=/town>town</a></p>"
    assert parted(STORY + tags) == (list(SENTENCES), ["river, bridge, town"])


def test_what_stands_above_a_form_for_comments_is_no_text() -> None:
    form = "<h3>Leave a comment</h3><p>Your email address will not be published. Required fields are marked *</p>"
    assert parted(STORY + form)[0] == list(SENTENCES)


@pytest.mark.timeout(20)
def test_an_element_of_very_many_lines_is_trimmed_in_no_time() -> None:
    lines = "".join(f"Line {number} of a text that is long enough.<br><br>" for number in range(40_000))
    first = "<i>x</i>" * 9 + "<small>x</small>"  # lxml looks for no tag that it has never met
    assert len(parted(f"<div><span>{first}</span>{lines}</div>")[0]) == 40_000


PICTURE = "<div><img src=b.jpg></div>"
HALVES = paragraphs(*SENTENCES[:2]), paragraphs(*SENTENCES[2:])


@pytest.mark.parametrize(
    "box",
    [
        f"<div>{PICTURE}<div><p>The mayor opens the bridge</p></div></div>",
        f"<div>{PICTURE}<p><span>The mayor opens the bridge</span></p><p>Ann Lee</p></div>",
        f"<div><div>{PICTURE}<div>The mayor opens the bridge</div></div></div>",
    ],
)
def test_the_text_in_a_box_with_nothing_but_a_picture_is_its_caption(box: str) -> None:
    assert parted(f"{HALVES[0]}{box}{HALVES[1]}")[0] == list(SENTENCES)
    boxed = "".join(f"<div>{paragraph}</div>" for paragraph in HALVES)
    assert parted(boxed.replace("</div><div>", f"</div>{box}<div>"))[0] == list(SENTENCES)


@pytest.mark.parametrize(
    "item",
    [
        f"<div>{PICTURE}<p>{{}}</p></div>",  # each part of the text has its picture
        f"<div>{PICTURE}<p>{{0}}</p><p>{{0}}</p><p>{{0}}</p></div>",
        f"<div><h2>The bridge</h2>{PICTURE}<p>{{}}</p></div>",
        "<p>Short.</p><p>Short.</p><div><figure><img src=b.jpg></figure><div><p>{}</p></div></div>",
        f"<p>Short.</p><p>Short.</p><div>{PICTURE}<p>{{0}} {{0}} {{0}}</p></div>",
    ],
)
def test_a_text_that_comes_in_boxes_with_pictures_is_no_caption(item: str) -> None:
    kept, _ = parted("".join(item.format(text) for text in SENTENCES))
    assert all(any(sentence in text for text in kept) for sentence in SENTENCES)


def test_what_a_subscription_offers_below_its_notice_is_no_text() -> None:
    notice = "<div><h4>THIS CONTENT IS RESERVED FOR SUBSCRIBERS</h4><p>Local news.</p><ul><li>Puzzles.</li></ul></div>"
    assert parted(f"{HALVES[0]}<div><div>{notice}</div></div>{HALVES[1]}")[0] == list(SENTENCES)
    assert parted(f"<h4>THIS CONTENT IS RESERVED FOR SUBSCRIBERS</h4>{STORY}")[0][1:] == list(SENTENCES)


@pytest.mark.parametrize(
    ("label", "is_kept"),
    [
        ("<p><b>ALSO</b></p>", False),
        ("<p><strong>From the harbour</strong></p>", False),
        ("<p>From the harbour</p>", True),
        ("<p><b>Ann Lee</b></p>", True),  # signs the text
    ],
)
def test_a_label_above_links_at_the_end_goes_with_them(label: str, is_kept: bool) -> None:
    links = '<p><a href="/a/">Ferry hits the pier</a></p><p><a href="/b/"><b>Storm warning lifted</b></a></p>'
    kept, left_out = parted(f"{STORY}{label}{links}")
    assert len(kept) == len(SENTENCES) + is_kept and len(left_out) == 2
    assert len(parted(f"{STORY}{label}")[0]) == len(SENTENCES) + 1


@pytest.mark.parametrize("rank", ["h2", "h4", "h5", "h6"])
def test_a_subheading_between_paragraphs_marked_as_the_text_belongs_to_it(rank: str) -> None:
    story = f"</p><{rank}>No way round</{rank}><p class=story-text>".join(SENTENCES[:3])
    html = page(f"<h1>Bridge reopens</h1><div><p class=story-text>{story}</p></div>")
    assert extract(html, URL, fetched_at=FETCHED_AT).body.count("No way round") == 2


def test_a_subheading_set_as_a_first_heading_belongs_to_the_text() -> None:
    first, second, third = SENTENCES[:3]
    story = f"<h1>Bridge reopens</h1><p>{first}</p><h1>No way round</h1><p>{second}</p><h1>{second} {third}</h1>"
    html = page(f"<article>{story}<p>{third}</p><h1>Bridge reopens</h1></article>")
    assert extract(html, URL, fetched_at=FETCHED_AT).body == (first, "No way round", second, third)


@pytest.mark.parametrize("name", ["info-box", "fakta", "art-faktaboks", "img_descr", "image-desc", "tag-container"])
def test_a_box_of_facts_and_what_is_said_of_a_picture_are_no_text(name: str) -> None:
    box = f'<div class="{name}">Built in 1911 of stone and iron, renewed twice.</div>'
    first, second, third = SENTENCES[:3]
    html = page(f"<h1>Bridge</h1><article><p>{first}</p>{box}<p>{second}</p><p>{third}</p></article>")
    assert extract(html, URL, fetched_at=FETCHED_AT).body == (first, second, third)


@pytest.mark.parametrize(
    "picture",
    [
        '<div><a href="/l.jpg"><img src="/a.jpg"></a> <small>The bridge in the fog of the morning</small></div>',
        '<div><div><p><img src="/a.jpg"></p><div>The bridge in fog. Bo Ek, bo@paper.example</div></div></div>',
    ],
)
def test_what_is_printed_below_a_picture_between_lines_is_no_text(picture: str) -> None:
    first, second, third = SENTENCES[:3]
    html = page(f"<h1>Bridge</h1><article>{picture}{first}<br><br>{second}<br><br>{third}</article>")
    assert extract(html, URL, fetched_at=FETCHED_AT).body == (first, second, third)


@pytest.mark.parametrize("name", ["prose", "prose lg:prose-xl", "thecontent", "blog-content", "art-text"])
def test_a_text_is_known_by_names_that_say_so_as_a_whole(name: str) -> None:
    html = page(f'<h1>Bridge</h1><div><div class="{name}">{STORY}</div></div>')
    found = extract(html, URL, fetched_at=FETCHED_AT)
    assert (found.body, dict(found.field_sources)["body"]) == (SENTENCES, "class")
