"""Words by which a page says how many comments it has, in many languages; phrases as in `words.py`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsarchive.extract.comments.words import one_of
from newsarchive.text import clean

_COUNTED = r"""
    gedanken, réflexions?, pensamientos?, pensieri, pensiero, gedachten, comments?, replies, responses?, reactions?,
    thoughts?, opinions?, postings?, kommentare?, antworten, leserkommentare?, beiträge, meinungen, leserbriefe,
    leserpost, reaktionen, commentaires?, réactions?, réponses?, avis, comentarios?, respuestas?, opiniones,
    comentários?, respostas?, reações, commenti, commento, risposte, risposta, reacties?, antwoorden, komentarzy,
    komentarze, komentarz, kommentarer, kommenttia, kommentteja, kommentti, kommentit, komentářů, komentáře, komentář,
    komentára, komentárov, komentari, komentara, komentarjev, hozzászólás, comentarii, comentariu, σχόλια, σχόλιο,
    yorum(?:lar)?, комментари(?:й|я|ев|и), коммент(?:а|ов)?, отзыв(?:а|ов|ы)?, коментар(?:а|ів|і|я|ев|и|ии)?,
    відгуки?, comentaris?, bình luận, komentar, (?:ال)?تعليقات, تعليق, تعليقا, نظر(?:ات)?, دیدگاه(?:[\u200c ]?ها)?,
    ה?תגובות, टिप्पणियाँ, टिप्पणियां, टिप्पणी, ความคิดเห็น, 件のコメント, コメント, 条评论, 則留言, 评论, 留言, 댓글,
    의견, hozzászólások, hozzászólása, komentarji, komentarai, komentāri, komentāru, kommentaarid?, iruzkinak?,
    মন্তব্য, تبصرے, კომენტარ(?:ი|ები), մեկնաբանություն(?:ներ)?, şərh(?:lər)?, пікір(?:лер)?, komente(?:t)?, ummæli,
    komen, 网友评论, 網友評論, 网友留言, 全部评论, 最新评论, 精彩评论, ý kiến, kommentek, lezersreacties,
    nutzerkommentare, yorumları, läsarkommentarer, reacții, komentáre, (?:条|條|个|個)回复, 則回應, 回應, 跟贴, ردود,
    טוקבקים, talkbacks?, कमेंट्स, comentariile
"""
_NUMBER = r"\d{1,3}(?:[ .,\u00a0\u202f]\d{3})+|\d{1,7}"
COUNT_BEFORE = re.compile(
    rf"(?<![\w./:-])({_NUMBER})\s?(?:reader |user |leser|új |件の|条|則)?\s?{one_of(_COUNTED)}(?!\w)", re.IGNORECASE
)
COUNT_BEHIND = re.compile(
    rf"(?<!\w){one_of(_COUNTED)}\s*[:：]?\s*[(\[«]?\s*({_NUMBER})\s*(?:[)\]»]|$|\s|[개件])", re.IGNORECASE
)
COUNT_ONE = re.compile(
    rf"^\W*(?:one|a single|ein|eine|un|una|um|uma|één|en|ett|jeden|один|tek)\s+{one_of(_COUNTED)}(?!\w)", re.IGNORECASE
)
_NONE = r"""
    no, henüz, keine, noch keine, bisher keine, aucun, pas de, sin, nessun, nenhum, sem, geen, nog geen, brak, нет,
    пока нет, ingen, inga, ei, žádné, žiadne, nincs, niciun, няма, nema, нема, ni, nėra, nav, δεν υπάρχουν, καμία,
    אין, لا توجد, कोई, chưa có, belum ada, ยังไม่มี, 暂无, 尚无, 没有, 沒有, 尚無, cap
"""
_NONE_BEHIND = r"""
    yet, (?:пока |ещё |еще )?нет, (?:ще |поки )?немає, yok, (?:henüz )?yapılmamış, yapılmadı, (?:नहीं)(?: है)?,
    はまだありません, はありません, 이 없습니다, 이 없어요
"""
_FIRST = r"""
    be the first (?:one )?to (?:comment|reply|respond|leave|write|add|post|share),
    (?:schreibe?n?|verfassen?)(?: sie)? den ersten, soyez le premier à, soyez la première personne, sé el primero en,
    sea el primero en, seja o primeiro a, sii il primo a, wees de eerste, bądź pierwsz, napisz pierwszy,
    будьте первым, станьте первым, оставьте первый, будьте першим, станьте першим, ilk yorumu, bli (?:den )?först,
    vær den første, bliv den første, ole ensimmäinen, buďte první, légy te az első, legyen ön az első, fii primul,
    бъдете първи, budite prvi, bodite prvi, γίνετε ο πρώτος, כתוב את התגובה הראשונה, كن أول من, jadilah yang pertama,
    hãy là người đầu tiên, 抢沙发, 来说两句
"""
COUNT_NONE = re.compile(
    rf"^\W*(?:{one_of(_NONE)}\s*{one_of(_COUNTED)}(?!\w)|{one_of(_COUNTED)}\s?{one_of(_NONE_BEHIND)}\W*$"
    rf"|{one_of(_FIRST)})",
    re.IGNORECASE,
)
_HEADED = """
    discussion, conversation, diskussion, discussione, discusión, discussão, diskusja, dyskusja, обсуждение,
    обговорення, diskuse, diskuze, diskusia, keskustelu, тартышма, 讨论, 討論, 토론, discussie, conversación,
    dyskusja, discuție, rasprava, дискусија
"""
_BEFORE_HEADED = """
    there (?:is|are), reader, readers['’]?, user, your, all, join the, view, show, leser, alle, todos los, todos os,
    tous les, tous vos, tutti i, se han publicado, hay, есть, все, wszystkie, tüm, 全部,
    网友, 網友, 最新, 所有, 精彩, 热门, top, article, public, community, members?['’]?, showing, viewing, read,
    total, there are(?: currently)?, ihre, nutzer-, user-, leser-, top-, community-, bisher(?:ige)?, es gibt,
    lesen sie, vos, les, voir les, il y a, espace, ver, los, tus, total de, i, i vostri, ci sono, leggi i, wasze,
    liczba, всего, лучшие, показать, усі, всі, всього, топ, okur, okuyucu, ziyaretçi, yapılan, toplam,
    (?:bu )?habere (?:ait|yapılan), jouw, toon, všechny, vaše, počet, olvasói, eddigi, toate, όλα τα, τα, всички, svi,
    vaši, veja os, عدد, جميع, כל, 已有, 共, 用户, 读者, 讀者, 文章, 精选, 読者の, みんなの, 皆さんの, ユーザーの,
    すべての, この記事への, 전체, 독자, 네티즌, 기사, 베스트, tất cả, semua, alla, skaitytojų, lasītāju, lukijoiden
"""
_BEHIND_ALONE = """
    so far, from readers, des lecteurs, de (?:los )?lectores, dos leitores, dei lettori, czytelników, internautów,
    читателей, пользователей, читачів, van lezers, čtenářů, k článku, čitatelja, čitalaca, читалаца, на читателите,
    cititorilor, αναγνωστών, σας, القراء, الزوار, کاربران, مخاطبان, خوانندگان, بینندگان, הגולשים, לכתבה, 列表, 区,
    一覧, 欄, 목록, 보기, (?:của )?bạn đọc, độc giả, pembaca, anda, ทั้งหมด
"""
_BEHIND_HEADED = """
    on, to, for, zu, zum, zur, auf, à, sur, sobre, en, em, a, su, op, bij, over, na, do, till, til, к, на, до, για
"""
COUNT_HEADING = re.compile(
    rf"^\W*(?:(?:{_NUMBER}|one|ein|eine|un|una|um|uma)\s*)?(?:{one_of(_BEFORE_HEADED)}\s*(?:{_NUMBER}\s*)?)?"
    rf"(?:개의\s)?(?:{one_of(_COUNTED)}|{one_of(_HEADED)}|comment\(s\))(?:\s?{one_of(_BEHIND_ALONE)})?(?![^\W\d])"
    rf"(?:\W*(?:{_NUMBER})?[개件]?\W*$|\s+{one_of(_BEHIND_HEADED)}\s|[.,:]?\s+(?:leave|join|add|post|write)\s)",
    re.IGNORECASE,
)
"""A heading that says nothing but comments, how many, and to what."""


def _surely(phrases: str) -> set[str]:
    """Return for each phrase the longest part that stands in every text it matches, in lower case."""
    parts = re.sub(r"\(\?:[^()]*\)\??|.\?", "\0", phrases)
    return {max(phrase.strip().split("\0"), key=len) for phrase in parts.split(",") if phrase.strip()}


_STEMS = _surely(_COUNTED) | _surely(_HEADED) | _surely(_FIRST)
_SHORTEST = sorted(stem for stem in _STEMS if not any(other in stem for other in _STEMS - {stem}))
_LATIN_STEMS = tuple(stem for stem in _SHORTEST if stem.isascii())
_OTHER_STEMS = tuple(stem for stem in _SHORTEST if not stem.isascii())


def that_may_count(texts: Sequence[str]) -> list[bool]:
    """Tell of each text, white space folded, whether one of the patterns above may match in it: they cost ten times as
    much."""
    lows = [clean(text).lower() for text in texts]
    together = "\n".join(lows)
    stems = [stem for stem in _LATIN_STEMS if stem in together]
    if not together.isascii():
        stems += [stem for stem in _OTHER_STEMS if stem in together]
    return [any(stem in low for stem in stems) for low in lows] if stems else [False] * len(lows)
