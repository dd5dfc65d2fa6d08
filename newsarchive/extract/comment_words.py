"""Words around a comment that are none of it, and the words of headings that count comments, in many languages."""

from __future__ import annotations

import re

DATE_LIKE = re.compile(
    r"\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}|\b\d{1,2}:\d\d|\b\d{1,2}\s?[hH]\s?\d\d\b|\d{4}\s?[年년]"
    r"|\b(?:19|20)\d\d\b|\d\s?(?:am|pm|uhr)\b"
    r"|\b\d+\s?(?:s|m|h|d|w|min|mins|sec|secs|hrs?|seconds?|minutes?|hours?|days?|weeks?|months?|years?)\s+ago\b"
    r"|\b(?:vor|hace|il y a|há|fa|for|för|acum|пре|преди|πριν|منذ|قبل)\s+(?:\d+|einem|einer|un|une|uma?|una|en|et)\s\w+"
    r"|\d+\s?\w+\s(?:her|geleden|sedan|siden|sitten|temu|назад|тому|önce|fa|atrás|zpět|nazaj|ago|前|전)"
    r"|\d+\s?(?:秒|分|分钟|小时|時間|日|天|か月|ヶ月|ヵ月|年)前|\d+\s?(?:분|시간|일|개월|년)\s?전"
    r"|\b(?:yesterday|gestern|heute|today|hier|ayer|hoy|ieri|oggi|ontem|hoje|vandaag|gisteren|вчера|сегодня|wczoraj|dzisiaj)\b"
    r"|[٠-٩۰-۹]{1,4}",
    re.IGNORECASE,
)
"""A text that may hold a date or a time of day."""

AUTHOR_BEFORE = re.compile(
    r"^\s*(?:"
    r"(?:comment(?:ed)?|posted|written|submitted|said|left|reply|response|kommentar|geschrieben|verfasst|eingereicht"
    r"|eingestellt|gepostet|commentaire|posté|publié|soumis|rédigé|écrit|comentario|escrito|enviado|publicado|commento"
    r"|inviato|scritto|comentário|reactie|geplaatst|ingezonden|dodane|dodany|napisał|autor|author|name|user"
    r"|comentado|postado|skrevet|skrivet|lisännyt|комментарий|автор|написал|отправил)\s*"
    r"(?:by|from|von|par|de|por|da|di|door|przez|av|af|от)?\s*[:：]?\s+"
    r"|(?:by|from|von|par|por|door|przez|от)\s*[:：]?\s+(?=\S)"
    r"|\#?\d{1,5}\s?[.)#:|]\s*)",
    re.IGNORECASE,
)
"""What stands before the name in a comment's byline ("Comment by", "3.")."""

AUTHOR_BEHIND = re.compile(
    r"(?:\s+|(?<=[:：]))(?:says?|said|wrote|writes|commented|replied|sagte?|schreibt|schrieb|meinte?|kommentiert[e]?|dijo|dice|escribió"
    r"|comentó|a dit|dit|a écrit|écrit|disse|diz|escreveu|comentou|ha detto|ha scritto|scrive|zegt|zei|schreef|schrijft|sier|siger"
    r"|skriver|skrev|säger|sanoo|kirjoitti|napisała?|napisał\(a\)|pisze|mówi|komentuje|говорит|пишет|сказала?|написала?|каже|пише|написав"
    r"|каза|diyor ki|dedi ki|dedi|mondta|írta|spune|a spus|říká|napsala?|píše|hovorí|kaže|λέει|έγραψε|يقول|قال|گفت|כתב|より|さん|说道|說道|说|:)"
    r"[\s:：,.…]*$",
    re.IGNORECASE,
)
"""What stands behind the name ("says:", "sagt:")."""

UNVERIFIED = re.compile(
    r"\s*\((?:not verified|unverified|nicht überprüft|nicht verifiziert|non vérifié|no verificado|non verificato|niet gecontroleerd"
    r"|não verificado|niezweryfikowany|не проверено|не подтверждено|ikke bekræftet|ej verifierad|neověřeno)\)",
    re.IGNORECASE,
)
"""Drupal's mark of a guest, in the name's element."""

JOINERS = re.compile(
    r"(?:^|\s)(?:on|at|am|um|le|el|il|em|in|op|den|dne|dnia|w dniu|в|at|@|à|a las|alle|às)?[\s,;:|·•—–/@-]*$",
    re.IGNORECASE,
)
"""What is left between a name and the date that follows it in the same text."""

JUNK_LINE = re.compile(
    r"^[\s|·•/,.:()\[\]#-]*(?:(?:reply|replies|quote|report|report abuse|report comment|share|like|likes|liked|dislike|edit|delete|permalink|link"
    r"|flag|upvote|downvote|vote|recommend|show more|read more|more|less|log in to reply|reply to this comment|loading\.*…?"
    r"|like loading\.*…?|antworten|antwort|zum antworten anmelden|zitieren|melden|beitrag melden|kommentar melden|teilen|gefällt mir"
    r"|gefällt mir nicht|mehr|weiterlesen|répondre|répondre à ce message|signaler|signaler un abus|partager|citer|j'aime|j’aime"
    r"|responder|citar|denunciar|reportar|compartir|me gusta|compartilhar|curtir|rispondi|cita|segnala|condividi|mi piace"
    r"|reageer|beantwoorden|antwoorden|odpowiedz|cytuj|zgłoś|svar|svara|besvar|vastaa|ответить|цитировать|пожаловаться|поделиться"
    r"|відповісти|yanıtla|cevapla|beğen|odpovědět|odpovedať|válasz|răspunde|απάντηση|رد|返信|回复|回覆|답글|permalink|direktlink)"
    r"[\s|·•/,.:()\[\]↓↑→0-9-]*)+$",
    re.IGNORECASE,
)
"""A line that holds only the links of a comment's foot."""

PINGBACK = re.compile(r"^\s*(?:pingback|trackback|rétrolien|ping)\s*(?:by|von|:|–|-)", re.IGNORECASE)
EXCERPT = re.compile(r"^\[?\s?(?:\[…\]|\[\.\.\.\]|\[&#8230;\]).+(?:\[…\]|\[\.\.\.\])", re.DOTALL)
"""The text of a trackback that prints no other mark: a part of the other page between "[…]" marks."""

REMOVED = re.compile(
    r"^\W*(?:(?:this|the) (?:comment|post|message|reply) (?:has been|was|is)(?: been)? (?:removed|deleted|hidden|blocked)"
    r"|comment (?:removed|deleted)|\[(?:removed|deleted|gelöscht|supprimé)\]|removed by (?:moderator|author|the author)"
    r"|dieser (?:kommentar|beitrag) wurde (?:\w+ )*(?:gelöscht|entfernt|gesperrt)|(?:kommentar|beitrag) (?:gelöscht|entfernt)"
    r"|(?:entfernt|gelöscht)\. bitte|[\w. ]*\[?gelöscht durch|ce commentaire a été supprimé|commentaire supprimé|message supprimé"
    r"|(?:este )?comentario (?:ha sido )?(?:eliminado|borrado)|(?:este )?comentário (?:foi )?(?:removido|apagado|excluído|eliminado)"
    r"|(?:questo )?commento (?:è stato )?(?:rimosso|eliminato|cancellato)|(?:deze )?reactie (?:is )?verwijderd"
    r"|(?:ten )?komentarz (?:został )?(?:usunięty|skasowany)|комментарий (?:был )?(?:удалён|удален|скрыт)|сообщение удалено"
    r"|коментар (?:було )?видалено|(?:bu )?yorum (?:silindi|kaldırıldı))",
    re.IGNORECASE,
)
"""The portal's own word that it took a comment away."""

_COUNTED = (
    r"comments?|replies|responses?|reactions?|thoughts?|opinions?|kommentare?|kommentar|antworten|leserkommentare?|beiträge|meinungen|leserbriefe"
    r"|leserpost|reaktionen|commentaires?|réactions?|réponses?|avis|comentarios?|respuestas?|opiniones|comentários?|comentarios|respostas?|reações|commenti"
    r"|commento|risposte|risposta|reacties?|antwoorden|komentarzy|komentarze|komentarz|kommentarer|kommentarer|kommenttia|kommentti|kommentit"
    r"|komentářů|komentáře|komentář|komentára|komentárov|komentari|komentara|komentarjev|hozzászólás|comentarii|comentariu|σχόλια|σχόλιο|yorum"
    r"|комментари(?:й|я|ев|и)|коммент(?:а|ов)?|отзыв(?:а|ов|ы)?|коментар(?:|а|ів|і|я|ев|и|ии)|відгуки?|comentaris?|iruzkin|bình luận|komentar"
    r"|تعليقات|تعليق|تعليقا|نظر|دیدگاه|תגובות|टिप्पणियाँ|टिप्पणी|ความคิดเห็น|件のコメント|コメント|条评论|則留言|评论|留言|댓글|의견"
)
_NUMBER = r"\d{1,3}(?:[ .,\u00a0\u202f]\d{3})+|\d{1,7}"
COUNT_BEFORE = re.compile(
    rf"(?<![\w./:-])({_NUMBER})\s?(?:reader |user |leser|új |件の|条|則)?\s?(?:{_COUNTED})(?!\w)", re.IGNORECASE
)
COUNT_BEHIND = re.compile(rf"(?<!\w)(?:{_COUNTED})\s*[:：]?\s*[(\[«]?\s*({_NUMBER})\s*(?:[)\]»]|$|\s)", re.IGNORECASE)
COUNT_ONE = re.compile(
    r"^\W*(?:one|a single|ein|eine|un|una|um|uma|één|en|ett|jeden|один|один|tek)\s+(?:comment|reply|response|thought|kommentar|commentaire|réponse|comentario"
    r"|respuesta|comentário|commento|risposta|reactie|kommentar|komentarz|комментарий)\b",
    re.IGNORECASE,
)
COUNT_NONE = re.compile(
    r"^\W*(?:no|keine|aucun|sin|nessun|nenhum|geen|brak|нет|ingen|inga)\s+(?:comments?|replies|responses|kommentare?|commentaires?|comentarios"
    r"|commenti?|comentários?|reacties|komentarzy|комментариев|kommentarer)\b",
    re.IGNORECASE,
)
