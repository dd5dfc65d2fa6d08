"""Words around a comment that are none of it, in many languages. Phrases are regular expressions, comma-separated."""

from __future__ import annotations

import re

from newsarchive.text import lowered
from newsarchive.times.month_names import month_of
from newsarchive.times.outline import ASCTIME


def one_of(phrases: str) -> str:
    """Return a pattern of any of the phrases."""
    return "(?:" + "|".join(phrase.strip() for phrase in phrases.split(",") if phrase.strip()) + ")"


_UNITS_AGO = r"""
    s, m, h, d, w, min, mins, sec, secs, hrs?, seconds?, minutes?, hours?, days?, weeks?, months?, years?
"""
_LARGER_UNITS = r"""
    minutes?, hours?, days?, weeks?, months?, years?, mes(?:es)?, semanas?, d[ií]as?, horas?, a[ñn]os?, mes[ei],
    settiman[ae], giorn[oi], or[ae], ann[oi], maand(?:en)?, week, weken, dag(?:en)?, uur, jaar, год(?:а)?, лет,
    месяц(?:а|ев)?, недел[юиь], д(?:ень|ня|ней), час(?:а|ов)?
"""
_LARGER = rf"(?<!\w)\d{{1,2}}\s{one_of(_LARGER_UNITS)}(?:,|\s(?:and|y|e|en|и))?\s"
"""The first half of "1 month, 2 weeks ago", as Django tells an age."""
_BEFORE_UNITS = """
    vor, hace, il y a, há, fa, for, för, acum, před, pred, pre, prije, prieš, pirms, fyrir, hai, duela
"""
_FEW = "ein(?:em|er|igen)?, wenigen, une?, quelques, una?, unos, unas, uma?, alguns, algumas, en, ett?, o"
_BEFORE_ANY = "пре, преди, пред, πριν, منذ, قبل, לפני"
_ONE_UNIT = "ساعة|دقيقة|يوم|أسبوع|شهر|سنة|שעה|דקה|יום|שבוע|חודש|שנה"
_BEFORE = (
    rf"{one_of(_BEFORE_UNITS)}\s+(?:\d+|{one_of(_FEW)})\s\w+"
    rf"|{one_of(_BEFORE_ANY)}\s+(?:(?:\d+|\w{{2,5}})\s\w+|(?:\w+(?:ين|יים)|{_ONE_UNIT})\b)"
)
"""An age that a word before it makes one ("vor 2 Stunden"); "for this reason" is none."""
_BEHIND_UNITS = """
    her, geleden, sedan, siden, sitten, temu, назад, тому, önce, fa, atrás, zpět, nazaj, ago, पहले, پیش, trước, lalu,
    yang lalu, ezelőtt, tagasi, আগে, پہلے, క్రితం, წინ, առաջ, əvvəl, бұрын, πριν, më parë, ang nakalipas
"""
_DAYS = """
    yesterday, gestern, heute, today, hier, ayer, hoy, ieri, oggi, ontem, hoje, vandaag, gisteren, вчера, сегодня,
    wczoraj, dzisiaj, igår, idag, i går, i dag, eilen, včera
"""
_MONTH = r"[^\W\d][^\s\d.,;:/|()_-]{1,11}+(?:\s?[/(\s]\s?(?:ال)?[\u0600-\u06ff]\w{2,11}\)?){0,2}"
"""A word of any script: vowel signs such as those of Hindi are no word characters of their own. In Arabic a month may
be two words, and have another name behind it."""
_TIME_BEHIND = r"(?:(?:a\slas|[^\W\d]{1,4}|[-–—|·•@])\s+)?\d{1,2}(?:[:.]|\s?h\s?)\d\d\b"
"""The time of day behind a day without its year ("8 января, 17:46", "Mar 3 at 4:12 pm")."""
# What begins alike stands together, so that each letter is asked for a digit or the start of a word, not for each day.
_FROM_DIGIT = (
    rf"\b\d{{1,2}}(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+|of\s+)?{_MONTH}\.?,?\s+(?:(?:de\s+)?\d{{4}}\b|{_TIME_BEHIND})"
    rf"|\b(?:19|20)\d\d(?:\.?\s|\sm\.\s)(?:gada\s|ж\.\s)?(?:\d{{1,2}}\.?\s{_MONTH}|{_MONTH}\s\d{{1,2}}\b)"
    r"|\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}|\d{1,2}\.\d{1,2}[.,]\s?\d{4}|\b(?:19|20)\d\d[./-]\d{1,2}[./-]\d\b"
    rf"|\b\d{{1,2}}(?:[./-]\d{{1,2}}\.?|\s?[月월]\s?\d{{1,2}}\s?[日일]),?\s+{_TIME_BEHIND}"
    r"|\b\d{1,2}:\d\d|\b\d{1,2}\s?h\s?\d\d\b|\b\d{1,2}-[^\W\d]{3,9}-\d{4}\b|\d{4}\s?[年년]"
    rf"|(?<!\w)\d{{1,2}}\s?(?:am|pm|uhr)\b|\b\d+\s?{one_of(_UNITS_AGO)}\s+ago\b"
    rf"|(?:{_LARGER})?\d+\s?[^\W\d]\S{{0,14}}\s{one_of(_BEHIND_UNITS)}(?!\w)"
    r"|\d+\s?(?:秒|分|分钟|分鐘|小时|小時|時間|日|天|週|周|个月|個月|か月|ヶ月|ヵ月|年)前"
    r"|\d+\s?[ก-๙]{1,9}ที่แล้ว|\d+\s(?:perce|órája|napja|hete|hónapja|éve)\b|\d+\s?(?:분|시간|일|개월|년)\s?전"
    r"|[٠-٩۰-۹]{1,4}"
)
_FROM_WORD = (
    rf"\b(?:{_MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:{ASCTIME}\d{{4}}\b|{_TIME_BEHIND})"
    rf"|{_BEFORE}|{one_of(_DAYS)}\b)"
)
_AGE_ALONE = rf"^\W*\d{{1,3}}\s?{one_of(_UNITS_AGO)}\W*$"
_SURE = re.compile(rf"(?=\d)(?:{_FROM_DIGIT})|{_FROM_WORD}|{_AGE_ALONE}")
_LIKELY = re.compile(rf"(?=\d)(?:{_FROM_DIGIT}|\b(?:19|20)\d\d\b)|{_FROM_WORD}|{_AGE_ALONE}")

_ALONE = re.compile(r"\s*(?:\d{1,2}\.?\s(?:de\s)?([^\W\d_]{3,12})\.?|([^\W\d_]{3,12})\.?\s\d{1,2})\s*")
_ALONE_CAP = 24
_DIGIT = re.compile(r"\d")
_WORDED = re.compile(
    rf"\b(?:{_BEFORE}|{one_of(_DAYS)}\b"
    rf"|(?:an?|one|een|bir|en|et|ett|un|una?|uma?|один|одну|یک|एक)\s[^\W\d]\S*\s{one_of(_BEHIND_UNITS)}(?!\w))"
    rf"|^\W*(?:(?:un['’])?[^\W\d]{{3,9}}\s(?:temu|назад|тому|fa)|(?:před|pred)\s\w{{3,8}})\W*$"
)


def find_day(text: str, *, bare_year: bool = False) -> re.Match[str] | None:
    """Return where the text may hold a date or a time of day, matched in lower case; a year alone counts where
    `bare_year` says so.

    Quick for the many texts without a digit.
    """
    low = lower(text)
    if _DIGIT.search(low):
        return (_LIKELY if bare_year else _SURE).search(low) or (_day_alone(low) if len(low) <= _ALONE_CAP else None)
    return _WORDED.search(low)


def _day_alone(low: str) -> re.Match[str] | None:
    """Return the match of a text that is but a day of the year: "Mar 3", "8 января"."""
    found = _ALONE.fullmatch(low)
    return found if found and month_of(found[1] or found[2]) is not None else None


def lower(text: str) -> str:
    """Return the text in lower case, each letter in its place, with "i" for "ı", which has the same capital."""
    return lowered(text).replace("ı", "i")


_WROTE = """
    comment(?:ed)?, posted, written, submitted, said, left, reply, response, kommentar, geschrieben, verfasst,
    eingereicht, eingestellt, gepostet, commentaire, posté, publié, soumis, rédigé, écrit, comentario, escrito,
    enviado, publicado, commento, inviato, scritto, comentário, reactie, geplaatst, ingezonden, dodane, dodany, autor,
    author, authored, name, user, comentado, postado, skrevet, skrivet, lisännyt, комментарий, автор, отправил,
    投稿者, 名前, お名前, 作者, 作成者, 网友, 昵称, 评论者, 작성자, 글쓴이, 이름
"""
_BY = "by, from, von, par, por, door, przez, от"
_OF = "de|da|di|av|af"
"""Words that say "by" behind one that says "posted" only."""
AUTHOR_BEFORE = re.compile(
    rf"^\s*(?:{one_of(_WROTE)}(?:\s*[:：]\s*|\s+(?:{one_of(_BY)}|{_OF})\s*[:：]?\s+)|{one_of(_BY)}\s*[:：]?\s+(?=\S)"
    r"|\#\d{1,5}[.):|]?\s+|\d{1,5}\s?[.)#:|]\s*)",
    re.IGNORECASE,
)
"""What stands before the name in a comment's byline ("Comment by", "3.")."""

BY_NAME = re.compile(
    rf"(?:^|[\s,|·•—–(-])(?:{one_of(_WROTE)}\s+)?{one_of(_BY)}\s*[:：]?\s+(?P<name>[^|·•—–()\n]{{1,60}}?)"
    r"\s*(?:[|·•—–()\n,]|\s(?:on|at|am|um|le|el|à|il|em|op|den)\s|$)",
    re.IGNORECASE,
)
"""A name in a byline that no element marks ("3 mai 2010, par Claire", "Posted by: Tom | June 20")."""

_SAYS = r"""
    says?, said, wrote, writes, commented, replied, sagte?, schreibt, schrieb, meinte?, kommentierte?, dijo, dice,
    escribió, comentó, a dit, dit, a écrit, écrit, disse, diz, escreveu, comentou, ha detto, ha scritto, scrive, zegt,
    zei, schreef, schrijft, sier, siger, skriver, skrev, säger, sanoo, kirjoitti, napisała?, napisał\(a\), pisze,
    mówi, komentuje, говорит, пишет, сказала?, написала?, каже, пише, написав, каза, diyor ki, dedi ki, dedi, mondta,
    írta, spune, a spus, říká, napsala?, píše, hovorí, kaže, λέει, έγραψε, يقول, قال, گفت, כתב, より, さん, 说道,
    說道, 说, 님의 말, कहते हैं, कहता है, mondja, pravi, вели, рече, אומר, אמר, viết, nói, berkata, menulis, กล่าวว่า,
    พูดว่า, sako, rašo, saka, raksta, ütleb, kirjutas, diu, va dir, :
"""
AUTHOR_BEHIND = re.compile(
    rf"(?:(?:\s+|(?=[:：])){one_of(_SAYS)}|\s*님의\s+(?:댓글의\s+)?댓글)[\s:：,.…]*$", re.IGNORECASE
)
"""What stands behind the name ("says:", "sagt:")."""

BADGE = re.compile(r"^\W*(?:author|autor(?:in|e)?|auteur|автор|op|mod(?:erator)?)\W*$", re.IGNORECASE)
"""What a platform prints beside the name of one who writes for the portal; a name where there is no other."""

BYLINE_LINE = re.compile(
    rf"^\W*(?:\d{{1,5}}|(?:\d{{1,5}}\W+)?(?:{one_of(_WROTE)}(?:\s+(?:{one_of(_BY)}|{_OF}))?|{one_of(_BY)}"
    rf"|{one_of(_SAYS)}))\W*$",
    re.IGNORECASE,
)
"""A line before the text that holds only what is left of a byline without name and date."""

_NOT_VERIFIED = """
    not verified, unverified, nicht überprüft, nicht verifiziert, non vérifié, no verificado, non verificato,
    niet gecontroleerd, não verificado, niezweryfikowany, не проверено, не подтверждено, ikke bekræftet, ej verifierad,
    guest, gast, invitado, convidado, gonbidatua, விருந்தினர்
"""
UNVERIFIED = re.compile(rf"\s*\({one_of(_NOT_VERIFIED)}\)", re.IGNORECASE)
"""The mark of a guest in the name's element, of Drupal and of Plone (plone.app.discussion 6)."""

_ON = "on, at, am, um, le, el, il, em, in, op, den, dne, dnia, w dniu, в, at, @, à, a las, alle, às, kl"
JOINERS = re.compile(rf"(?:^|\s){one_of(_ON)}?[\s,;:|·•—–/@-]*$", re.IGNORECASE)
"""What is left between a name and the date that follows it in the same text."""

_NO_NAMES = r"""
    on, at, am, um, vom, le, el, il, em, in, op, den, dne, dnia, w dniu, в, à, a las, alle, kl, date, datum, fecha,
    data, posted, published, added, created, (?:last )?(?:updated|edited|modified|changed), geschrieben, erstellt,
    veröffentlicht, eingestellt, publié, posté, publicado, enviado, inviato, geplaatst, dodano, опубликовано,
    добавлено, дата, 发表于, 發表於, 发布于,
    投稿日, 작성일, mon(?:day)?, tue(?:s|sday)?, wed(?:nesday)?, thu(?:rs|rsday)?, fri(?:day)?, sat(?:urday)?,
    sun(?:day)?, mo(?:ntag)?, di(?:enstag)?, mi(?:ttwoch)?, do(?:nnerstag)?, fr(?:eitag)?, sa(?:mstag)?, sonnabend,
    so(?:nntag)?, lundi, mardi, mercredi, jeudi, vendredi, samedi, dimanche, lunes, martes, miércoles, jueves,
    viernes, sábado, domingo, lunedì, martedì, mercoledì, giovedì, venerdì, sabato, domenica, segunda(?:-feira)?,
    terça(?:-feira)?, quarta(?:-feira)?, quinta(?:-feira)?, sexta(?:-feira)?, maandag, dinsdag, woensdag, donderdag,
    vrijdag, zaterdag, zondag, poniedziałek, wtorek, środa, czwartek, piątek, sobota, niedziela, понедельник, вторник,
    среда, четверг, пятница, суббота, воскресенье, понеділок, вівторок, середа, четвер, субота, неділя
"""
NO_NAME = re.compile(rf"^\W*(?:{one_of(_NO_NAMES)}\W*)+$", re.IGNORECASE)
"""Words before a day that are no name."""


def without_weekday(name: str) -> str:
    """Return the name without the weekday that stands between it and its day: "Ann on Wednesday, May 2"."""
    words = name.split()
    for count in (3, 2, 1):
        head, tail = words[:-count], " ".join(words[-count:])
        if head and NO_NAME.match(tail) and (count > 1 or head[-1].endswith(",")):
            return " ".join(head).rstrip(",")
    return name


_CHANGED = r"""
    (?:last )?(?:edit(?:ed)?|modified|updated|changed),
    this (?:post|reply|topic|comment|message) was (?:last )?(?:edited|modified),
    (?:zuletzt )?(?:bearbeitet|geändert|editiert), dernière (?:modification|édition), (?:modifié|édité)e?,
    (?:última )?edición, (?:última modificación|editado|modificado), última (?:edição|modificação), ultima modifica,
    modificato, (?:laatst )?(?:bewerkt|gewijzigd|aangepast), (?:ostatnio )?(?:edytowan|zmienion|zmodyfikowan)[aey],
    (?:последний раз )?(?:отредактировано|редактировалось|изменено), naposledy (?:upravil|editoval),
    (?:senast |sist |sidst )?(?:redigera[dt]|redigert|redigeret|ändrad), (?:son )?düzenle\w+,
    最后编辑, 编辑于, 最終編集, 編集
"""
EDIT_LINE = re.compile(rf"^\W*{one_of(_CHANGED)}(?!\w)", re.IGNORECASE)
"""What a line below a text begins with that tells when it was changed."""

SUBJECT = re.compile(r"(?:re|aw|antw|sv|ynt|odp)\s?:\s*(?=\S)", re.IGNORECASE)
"""What a title begins with that repeats the one of the comment or topic it answers."""

_ACTIONS = """
    replies, quote, report, report abuse, report comment, share, like, likes, liked, dislike, edit, delete, permalink,
    permalien, link, flag, upvote, downvote, vote, recommend, show more, read more, more, less, log in to reply,
    reply to this comment, antwort, zum antworten anmelden, zitieren, melden, beitrag melden, kommentar melden,
    teilen, gefällt mir, gefällt mir nicht, mehr, weiterlesen, permanenter link, direktlink, répondre à ce message,
    signaler, signaler un abus, partager, citer, j['’]aime, citar, denunciar, reportar, compartir, me gusta,
    compartilhar, curtir, cita, segnala, condividi, mi piace, cytuj, zgłoś, цитировать, пожаловаться, поделиться,
    beğen, loading, нравится, поскаржитися, подобається, şikayet et, αναφορά, μου αρέσει, إبلاغ, أعجبني,
    گزارش, پسندیدن, דווח, אהבתי, शिकायत, पसंद, 举报, 舉報, 赞, 讚, 通報, いいね, 신고, 좋아요, no me gusta,
    je n['’]aime pas, não curtir, non mi piace, rapporteren, rapporteer, vind ik leuk, delen, lubię to, łapka w górę,
    udostępnij, поділитися, скаржитися, paylaş, beğenme, مشاركة, شارك, शेयर करें, साझा करें, 分享, 点赞, 踩, 顶, 支持, 反对,
    シェア, 공유, 공감, 비공감, anmäl, gilla, dela, anmeld, synes godt om, del, rapporter, liker, lik, ilmoita,
    tykkää, jaa, nahlásit, líbí se, líbí se mi, sdílet, nahlásiť, páči sa, páči sa mi, zdieľať, jelentés, jelentem,
    tetszik, nem tetszik, megosztás, raportează, îmi place, distribuie, докладвай, харесва ми, сподели, prijavi,
    sviđa mi se, ne sviđa mi se, podeli, podijeli, všeč mi je, deli, пријави, свиђа ми се, подели, ми се допаѓа,
    κοινοποίηση, δεν μου αρέσει, שתף, שיתוף, اشتراک, báo cáo, thích, không thích, chia sẻ, laporkan, suka, bagikan,
    รายงาน, ถูกใจ, แชร์, pranešti, patinka, dalintis, ziņot, patīk, dalīties, teata, meeldib, jaga, denuncia,
    m['’]agrada, comparteix, 共感した, なるほど, うーん, souhlasím, nesouhlasím, me divierte, reagir,
    meld, stötta, edytuj, usuń, löschen, bearbeiten, modifier, supprimer, editar, eliminar, modifica, elimina,
    url, 編集, 削除
"""
_REPLIES = """
    reply, reply to this, antworten, répondre, responder, rispondi, reageer, reageren, beantwoorden, antwoorden,
    odpowiedz, svara, svar, besvar, vastaa, ответить, відповісти, одговори, odgovori, отговори, yanıtla, cevapla,
    odpovědět, odpovedať, válasz, răspunde, απάντηση, balas, رد, الرد, پاسخ, הגב, השב, जवाब, जवाब दें, उत्तर दें,
    返信, 返信する, 回复, 回覆, 答复, 답글, 답글쓰기, 답글 달기, 답변, trả lời, ตอบกลับ, antwoord, odpověz, отговор,
    atsakyti, atbildēt, vasta, respon, rispondere, répondez
"""
REPLY = frozenset(lower(word.strip()) for word in _REPLIES.split(","))
"""What the button says by which one answers a comment, in lower case (`lower`)."""
_LOG_IN = r"""
    (?:please )?(?:log|sign) ?in (?:or \w+ )?(?:to|before) (?:\w+ing|post|reply|comment),
    you (?:must|need to|have to) (?:be logged|log|sign) ?in, bitte melden sie sich an, (?:zum|um zu) kommentieren,
    (?:connectez|identifiez)-vous, (?:inicia|inicie) sesión, (?:accedi|effettua il login), faça login,
    log in om te, zaloguj się, войдите (?:на сайт )?чтобы, 登录后, 請先登入
"""
_ASKS_TO_LOG_IN = rf"^\W*{one_of(_LOG_IN)}.{{0,90}}$"
_ACTION = one_of(_ACTIONS + "," + _REPLIES)
JUNK_LINE = re.compile(
    rf"{_ASKS_TO_LOG_IN}|^[\s|·•/–—]+$"
    rf"|^[\s|·•/,.:()\[\]#-]*(?:{_ACTION}(?:(?![^\W\d])|(?={_ACTION}))[\s|·•/,.:()\[\]↓↑→0-9-]*)+$",
    re.IGNORECASE,
)
"""A line that holds only the links of a comment's foot, or asks to log in before one may write."""

_REPLIES_TO = re.compile(
    r"\b(?:(?:in\s)?(?:repl(?:y|ied|ies|ying)|respon(?:se|ded|ds|ding)|answer(?:ed|s|ing)?)\s(?:to|of)\b"
    r"|antwort(?:et)?\sauf\b|antwortet\b|en\sréponse\s(?:à|au)\b|répond\sà\b|en\srespuesta\sa\b|in\srisposta\sa"
    r"|em\sresposta\sa|als\santwoord\sop\b|w\sodpowiedzi\s(?:na|do)\b|odpowiada\b|в\sответ\s(?:на|для)\b"
    r"|відповідь\s(?:на|для)\b|svar\s(?:till|til|på)\b|yanit\solarak\b)|ردا?\sعلى|への返信|回复|回覆|님에게"
)


def find_reply(text: str) -> re.Match[str] | None:
    """Return where a byline says, matched in lower case, that the name of the one it replies to follows."""
    return _REPLIES_TO.search(lower(text))


PINGBACK = re.compile(r"^\s*(?:pingback|trackback|rétrolien|ping)\s*(?:by|von|:|–|-)", re.IGNORECASE)
PING_AUTHOR = re.compile(r"^(?:pingback|trackback|rétrolien)\b", re.IGNORECASE)
EXCERPT = re.compile(r"^[-–—\s]*\[?\s?(?:\[…\]|\[\.\.\.\]).+(?:\[…\]|\[\.\.\.\])", re.DOTALL)
"""The text of a trackback that prints no other mark: a part of the other page between "[…]" marks."""

_TAKEN_AWAY = r"""
    (?:this|the) (?:comment|post|message|reply) (?:has been|was|is)(?: been)? (?:removed|deleted|hidden|blocked),
    comment (?:removed|deleted), \[(?:removed|deleted|gelöscht|supprimé)\],
    removed by (?:moderator|author|the author),
    dieser (?:kommentar|beitrag) wurde (?:\w+ )*(?:gelöscht|entfernt|gesperrt),
    (?:kommentar|beitrag) (?:gelöscht|entfernt), gelöscht durch, ce commentaire a été supprimé,
    commentaire supprimé, message supprimé, (?:este )?comentario (?:ha sido )?(?:eliminado|borrado),
    (?:este )?comentário (?:foi )?(?:removido|apagado|excluído|eliminado),
    (?:questo )?commento (?:è stato )?(?:rimosso|eliminato|cancellato), (?:deze )?reactie (?:is )?verwijderd,
    (?:ten )?komentarz (?:został )?(?:usunięty|skasowany), комментарий (?:был )?(?:удалён|удален|скрыт),
    сообщение удалено, коментар (?:було )?видалено, (?:bu )?yorum (?:silindi|kaldırıldı)
"""
REMOVED = re.compile(rf"^\W*{one_of(_TAKEN_AWAY)}", re.IGNORECASE)
"""The portal's own word that it took a comment away."""
