"""What stands around a comment in many languages: links of its foot, "says" behind the name, words for no comment."""

from __future__ import annotations

import pytest

from tests.threads import read

# Language: reply, report, like, share, says.
FEET = """
    en: Reply|Report|Like|Share|says
    de: Antworten|Melden|Gefällt mir|Teilen|sagt
    fr: Répondre|Signaler|J'aime|Partager|dit
    es: Responder|Denunciar|Me gusta|Compartir|dice
    pt: Responder|Denunciar|Curtir|Compartilhar|disse
    it: Rispondi|Segnala|Mi piace|Condividi|scrive
    nl: Reageren|Rapporteren|Vind ik leuk|Delen|zegt
    pl: Odpowiedz|Zgłoś|Lubię to|Udostępnij|pisze
    ru: Ответить|Пожаловаться|Нравится|Поделиться|пишет
    uk: Відповісти|Поскаржитися|Подобається|Поділитися|пише
    tr: Yanıtla|Şikayet et|Beğen|Paylaş|dedi ki
    ar: رد|إبلاغ|أعجبني|مشاركة|يقول
    hi: जवाब दें|शिकायत|पसंद|शेयर करें|कहते हैं
    zh: 回复|举报|赞|分享|说
    ja: 返信|通報|いいね|シェア|より
    ko: 답글|신고|좋아요|공유|님의 말
    sv: Svara|Anmäl|Gilla|Dela|säger
    da: Svar|Anmeld|Synes godt om|Del|siger
    no: Svar|Rapporter|Liker|Del|sier
    fi: Vastaa|Ilmoita|Tykkää|Jaa|sanoo
    cs: Odpovědět|Nahlásit|Líbí se|Sdílet|říká
    sk: Odpovedať|Nahlásiť|Páči sa|Zdieľať|hovorí
    hu: Válasz|Jelentés|Tetszik|Megosztás|mondja
    ro: Răspunde|Raportează|Îmi place|Distribuie|spune
    bg: Отговор|Докладвай|Харесва ми|Сподели|каза
    sr: Odgovori|Prijavi|Sviđa mi se|Podeli|kaže
    hr: Odgovori|Prijavi|Sviđa mi se|Podijeli|kaže
    sl: Odgovori|Prijavi|Všeč mi je|Deli|pravi
    mk: Одговори|Пријави|Ми се допаѓа|Сподели|вели
    el: Απάντηση|Αναφορά|Μου αρέσει|Κοινοποίηση|λέει
    he: השב|דווח|אהבתי|שתף|אומר
    fa: پاسخ|گزارش|پسندیدن|اشتراک|گفت
    vi: Trả lời|Báo cáo|Thích|Chia sẻ|viết
    id: Balas|Laporkan|Suka|Bagikan|berkata
    th: ตอบกลับ|รายงาน|ถูกใจ|แชร์|กล่าวว่า
    lt: Atsakyti|Pranešti|Patinka|Dalintis|sako
    lv: Atbildēt|Ziņot|Patīk|Dalīties|saka
    et: Vasta|Teata|Meeldib|Jaga|ütleb
    ca: Respon|Denuncia|M'agrada|Comparteix|diu
"""
NONE = """
    No comments yet
    Be the first to comment
    0 Comments
    Noch keine Kommentare
    Schreiben Sie den ersten Kommentar
    Aucun commentaire
    Soyez le premier à commenter
    Sin comentarios
    Sé el primero en comentar
    Nenhum comentário
    Seja o primeiro a comentar
    Nessun commento
    Nog geen reacties
    Brak komentarzy
    Bądź pierwszy
    Комментариев пока нет
    Нет комментариев
    Коментарів ще немає
    Henüz yorum yapılmamış
    لا توجد تعليقات
    कोई टिप्पणी नहीं
    暂无评论
    コメントはまだありません
    댓글이 없습니다
    Inga kommentarer
    Ingen kommentarer
    Ei kommentteja
    Žádné komentáře
    Nincs hozzászólás
    Niciun comentariu
    Δεν υπάρχουν σχόλια
    אין תגובות
    Chưa có bình luận
    Belum ada komentar
"""
ROWS = (("Ann Lee", "12.03.2024 14:05", "Where will the buses go?"), ("Bo Ek", "12.03.2024 15:10", "Over the bridge."))


def lines(table: str) -> list[str]:
    return [line.strip() for line in table.strip().splitlines()]


@pytest.mark.parametrize("foot", lines(FEET))
@pytest.mark.parametrize(
    "row",
    [
        "<li><div><b>{0}</b> <i>{1}</i></div><div>{2}</div><div><a>{reply}</a> <a>{report}</a> <a>{like}</a> 3 "
        "<a>{share}</a></div></li>",
        "<div><div><b>{0}</b> {says}:</div><div>{1}</div><div>{2}</div>"
        "<div>{reply} · {report} · {like} (3)</div></div>",
        "<article><header><span>{0}</span> <span>{1}</span></header><p>{2}</p><button>{like}</button><span>3</span>"
        "<button>{reply}</button></article>",
    ],
    ids=["links", "text", "buttons"],
)
def test_the_foot_of_a_comment_is_none_of_its_text(row: str, foot: str) -> None:
    names = ("reply", "report", "like", "share", "says")
    words = dict(zip(names, foot.partition(": ")[2].split("|"), strict=True))
    rows = "".join(row.format(*one, **words) for one in ROWS)
    found = read(f"<section><h3>Comments (2)</h3><div>{rows}</div></section>").comments
    assert [(comment.author, comment.text) for comment in found] == [(author, text) for author, _, text in ROWS]


def test_a_number_that_a_commenter_writes_last_on_its_line_stays() -> None:
    text = "How many will come? Some 300"
    rows = "".join(f"<li><b>{name}</b> <i>{day}</i><p>{text}</p></li>" for name, day, _ in ROWS)
    found = read(f"<section><h3>Comments (2)</h3><ul>{rows}</ul></section>").comments
    assert [comment.text for comment in found] == [text, text]


@pytest.mark.parametrize("heading", lines(NONE))
def test_a_thread_without_comments_says_so(heading: str) -> None:
    thread = read(f"<div id=comments><h3>{heading}</h3><form><textarea name=comment></textarea></form></div>")
    assert (thread.comments, thread.claimed) == ((), 0)
