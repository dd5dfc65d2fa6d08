"""Names in a byline: what comes before and behind them, how they are joined, what is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsarchive.text import clean_line, unescape
from newsarchive.times.outline import DAY

LONGEST_NAME = 80

PROFILE = re.compile(
    r"/(?:author|autor|auteur|autore|profile|people|person|staff|by|writer|contributor|journalist|reporter|"
    r"(?:die-)?reda[ck][ct]|verfasser|forfatter|skribent|yazar|penulis|szerz|kirjoittaj|novinar|(?:meet-)?(?:the|our)-team)"
    r"[a-z]*/[^/]|/@[\w.-]+/?$",
    re.IGNORECASE,
)
"""Addresses of a writer's page."""

# "By" in the languages of the portals; a colon makes a noun of the trade one too.
_BY = re.compile(
    r"^\W*(?:(?:more|written|reported|reporting|posted|published|story|article|review|words|text|edited|compiled|submitted|"
    r"analysis|opinion|commentary|column|essay|interview)\s+by|by|(?:(?:geschrieben|erstellt|verfasst)\s+)?von|vom|durch|par|por|"
    r"작성자|به\s+وسیله|توسط|av|af|door|oleh|przez|szerző|autor(?:in|/in|en|es|i|zy)?|autoři|auteurs?|authors?|autore|автор[ыи]?|текст|yazar|skrevet\s+av|"
    r"(?:propos\s+)?recueillis?\s+par|(?:kommentar|analyse|interview|gastbeitrag|kolumne|bericht|artikel|reportage)\s+von|"
    r"a\s+cura\s+di|servizio\s+di|(?:texto|escrito|redactado)\s+(?:por|de)|geschreven\s+door|"
    r"(?:rédigé|écrit)\s+par|yazan|авторка|napsala?|piše|от|nga|كتبت?|بقلم|लेखक|"
    r"(?:ein|eine)\s+[^\W\d]{4,20}\s+von|γράφει\s+[οη]|της|του|โดย|מאת|di|de|"
    r"(?:συντάκτ(?:ης|ρια)|muhabir|haber|tác\s+giả|ผู้เขียน|نویسنده|خبرنگار|کاتب|penulis|reporter|írta|piše|napisao|пише|teksti|"
    r"kirjoittaja|добавила?|опубликовала?|разместила?|著者|기자|аутор|avtor(?:ica)?|autorius|autors|toimetaja|egilea|"
    r"müəllif|höfundur|লেখক|تحریر|எழுதியவர்|ავტორი|հեղինակ)(?=\s*[:：՝]))(?:\s*[:：՝\-–—|]\s*|\s+)",
    re.IGNORECASE,
)
_BY_COLON = re.compile(
    r"^\W*(?:text[eo]?|testo|words|reporting|redaktion|bericht|skrevet|tekst|kaynak|(?:本文|原文?|文章)?作者|(?:取材・)?文|記者|记者|撰文|글)\s*[:：／/・＝=●]\s*|"
    r"^\W*(?:(?-i:[\u4e00-\u9fff]){2,8})?[记記]者\s+(?=(?-i:[\u4e00-\u9fff·]){2,8}\W*$)|"
    r"^\W*[记記]者(?=(?-i:[\u4e00-\u9fff]){2,3}\W*$)(?![协協]|[俱会會站团團])",
    re.IGNORECASE,
)
_EDITED = re.compile(
    r"^\W*(?:本报|本報|特约|实习|[\u4e00-\u9fff]{2,6}[社报報网網])?"
    r"(?:记者|記者|通讯员|责任编辑|責任編輯|责编|責編|编辑|編輯)[\s:：／/]+",
    re.IGNORECASE,
)
_NO_TEXT = re.compile(r"<[^>]{0,200}>|(?<=\s)https?://\S+")
"""Tags, and the address behind a name."""
_PICTURES = r"fotos?|photo(?:graph)?s?|pictures|bild(?:er)?|图|圖|攝影|摄影|撮影|写真|編集"
_SPLIT = re.compile(
    r"\s*(?:[;|、/•·\n\t]|,\s*(?:and|und|et|y|e|og|och|en|ve|dan|with|mit|avec|con|&)\s|,(?!\s*(?:Jr|Sr|M\.?D|Ph\.?D|II|III)\b)|，|"
    r"\s(?:and|und|et|y|e|и|та|og|och|en|ve|dan|i|na|\+|with|mit|avec|con)\s|"
    rf"\.?\s(?=(?:{_PICTURES})(?:\s?[:：／/●]|\s(?:by|de|par|di|von)\s)))\s*",
    re.IGNORECASE,
)
_KOREAN = re.compile(r"(?:^|[\s\[=/·,])([가-힣]{2,4})\s?(?:선임\s?|수습\s?)?(?:기자|특파원)(?=$|[\s\]=/(·,])")
"""A reporter of a Korean paper, wherever the line names the paper and the address."""
_KOREAN_LINE = re.compile(r"^\W*(?:글|취재)?\s?([가-힣]{2,4})\s?(?:선임\s?|수습\s?)?(?:기자|특파원)\W*(?:\S+@\S+)?$")
_BRACKETS = re.compile(r"\s*[(\[（][^()\[\]（）]{0,60}[)\]）]?\s*$|\s*[(\[（][^()\[\]（）]{0,60}[)\]）]")
PICTURED = re.compile(r"\s*[(\[](?:fotos?|photos?|fotograf\w*|photograph\w*|bilder?|kuvat?)[)\]]", re.IGNORECASE)
"""The trade, behind the name, of who took the pictures."""
_ROLE_BEHIND = re.compile(r"\s*[記记]者$|\s@\w+$")
_NO_NAME = re.compile(
    r"https?:|www\.|@|\d:\d\d|(?:^|\s)\d{2,}|\d{5,}|^\d\s*min|^\W*$|[<>{}=?!]|^[a-z0-9-]+\.(?:com|net|org|de)/|"
    r"^(?:view|see|read|show|all)\b.*\b(?:posts|articles|stories)\b|^about\s|"
    r"^(?:follow|suivez|folgen?|síguenos|siga|seguici|takip|подписывайтесь|تابعنا|تابعونا)\s|"
    r"^(?:null|undefined|none|n/a|unknown|admin|administrator|editor|user|user admin|admin user|guest|anonymous|"
    r"webmaster|root|no author|publisher|veröffentlicht|super ?user|name|author|autor|by|von|"
    r"follow|share|more|read more|folgen|suivre|seguir|segui|подписаться|takip et|[关關]注|[关關]注我[們们]?|"
    r"分享|收藏|更多|相[关關](?:文章|阅读|閱讀)|フォロー|팔로우|"
    r"email|twitter|facebook|google\+|pinterest|youtube|watch video|x|instagram|linkedin|rss|bio|"
    r"min|minutes?|minuten|uhr|date|data|datum|fecha|(?:last )?updated|published|published on|posted on|"
    r"getty images|reuters/.*|image:.*|foto:.*|photo:.*)$",
    re.IGNORECASE,
)
_PLACE_BEHIND = re.compile(
    r"(?<=\w\s)(\w+)\s+(?:(?:in|aus|from|[Ff]or|für|à|desde|para|из)\s+[^\W\da-zа-я][\w.-]+(?:\s[^\W\da-zа-я][\w.-]+)?|"
    r"[Ff]or\s[Tt]he(?:\s(?:[Oo]n|[A-Z]\w+)){1,4})$"
)
_OTHER_TRADE = re.compile(
    rf"(?:editor|{_PICTURES}|video|grafik|bearbeitung|redigering|traducción|traduction|übersetzung)\s*[:：／/●]|"
    rf"(?:{_PICTURES}|editing|translation)\s(?:by|de|par|di|von)\s",
    re.IGNORECASE,
)
"""Who took the pictures or went over the text."""
_DATE_BEHIND = re.compile(
    r"[\s,|/•·–—-]+(?:(?<=[,|/•·–—-]\s)[^\W\d_]\S{1,9}\s(?:[^\W\d_]{2,3},\s)?)?"
    r"(?:(?:on|am|le|op|el|il|em|от|від|data|date|datum|fecha|dne|dnia)\b[:：]?\s*)?"
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\W*)?"
    rf"(?:\d{{1,2}}[:.]\d\d(?:\s?[ap]\.?m\b\.?)?\W{{1,3}})?{DAY}(?!\d).{{0,25}}$",
    re.IGNORECASE,
)
"""A date behind the names of a byline, with the time of day."""
_AGE_BEHIND = re.compile(
    r"[\s,|/•·–—-]+\d{1,2}\s(?:minute|hour|day|week|month|year)s?(?:,?\s\d{1,2}\s[a-z]{3,7})?\sago$"
)
"""An age behind the names of a byline: "Ann Lee 1 month, 2 weeks ago"."""
_SEAT = re.compile(r"^([^,]*[^,\s][\s.][^,\s][^,]*),\s*[^,\s\d]+,\s*[^,\s\d]+$")
"""A name of several words with two single ones behind it, a town and its country: "DER SPIEGEL, Hamburg, Germany"."""
_STAFF_BEHIND = re.compile(
    r"\s+[-–—|]\s+(?:[^-–—|\s]+\s){0,3}(?:Writers?|Reporters?|Correspondents?|Editors?)$|\s—\s[^—,;|]{2,30}$"
)
"""What somebody is, behind a dash, or where: "Ann Lee - AP Technology Writer", "Ana Ruiz — São Paulo"."""
_PLACED = re.compile(
    rf"(?:^|(?<=[,;|/]))([^,;|/–—-]{{1,{LONGEST_NAME}}}\s[^,;|/–—-]{{1,{LONGEST_NAME}}}?)"
    r"(?:\s*[,|/]\s*|\s+[-–—]\s+)([^\W\d_][^\W\d_]+)(?=\W*$|\s*[,;|/])"
)
"""Two words or more, then a single one: a name and the place it writes from."""
_REPORTED = re.compile(r"^\W*[記记]者\s*([\u3400-\u9fff、]{2,12}?)\s*[／/\s]\s*[\u3400-\u9fff]{0,6}[報报][导導]\W*$")
"""A reporter with the place, as papers of Taiwan print them."""
_ROLE = re.compile(
    r"(?:^|[\s-])(?:editor|writer|reporter|correspondent|journalist|columnist|contributor|director|producer|"
    r"\w*redakteur(?:in)?|\w*reporter(?:in)?|\w*korrespondent(?:in)?|journaliste|rédact(?:eur|rice)|correspondante?|periodista|redactora?|corresponsal|jornalista|"
    r"giornalista|verslaggever|redacteur|dziennikar(?:z|ka)|корреспондент|журналист(?:ка)?|кореспондент(?:ка)?)$",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"^\W*(?:courtesy of|image|images|foto|fotos|photo|photos|bild|picture|credit|video|photography)\b", re.IGNORECASE
)
_BY_INSIDE = re.compile(
    r"\d\W+(?:uhr\W+)?(?:by|von|durch|par|por)\s+([^\W\d][^|,;\d–—·•]{2,40})|作者\s*[:：]\s*((?-i:[\u3400-\u9fff·]){2,12})",
    re.IGNORECASE,
)
_SIGNS = " \t,.;:-–—|*()[]\"'“”【】「」《》"
_ABBREVIATED = re.compile(r"(?<!\w)(?:[^\W\d_]|[JS]r)$")
_TITLE = re.compile(r"^(?:(?:Dr|Prof|Mag|Dipl|Ing|Mr|Mrs|Ms|St|med|rer|nat|phil|h|c)\.\s*)+")
_UNSPACED = re.compile(r"[\u3040-\u9fff\uac00-\ud7af]")
_LONGEST_WORD = 12
"""Characters of a name's word, or of a whole name in a script that writes without blanks."""
_INITIAL = re.compile(r"(?<!\w)([^\W\d_])\.\s*")
_AGENCY = re.compile(
    r"[js]r\b|ph\.?d|esq\b|reuters|bloomberg|interfax|xinhua|anadolu|ritzau|unian|ukrinform|belga|kyodo|yonhap|antara|bernama|lusa|ansa|novosti|europapress",
    re.IGNORECASE,
)
_AGENCIES = re.compile(
    "dpa|AFP|AP|APA|SDA|SID|ANP|EFE|PAP|PTI|ANI|ANSA|NTB|TT|Reuters|Bloomberg|Xinhua|Ritzau|Belga|Kyodo"
)
"""News agencies, as they stand where an author does."""
_HANDLE = re.compile(r"[^\W\d][\w.-]+$")
_TITLE_WORD = re.compile(
    r"^(?:von|van|der|den|de|del|della|di|da|dos|la|le|el|al|bin|ibn|ben|zu|zum|und|of|the|y|e|ter|ten)$"
)


def names_in(text: str) -> Iterator[str]:
    """Yield the names of a byline's text: "By Ann Lee and Bo Ek (Oslo)" → "Ann Lee", "Bo Ek"."""
    text = clean_line(unescape(_NO_TEXT.sub(" ", text)), 800)
    if text.startswith(("http://", "https://", "//", "www.", "@")):
        return
    if _CREDIT.match(text):
        return
    korean = _KOREAN.findall(text)
    if korean:
        yield from korean
        return
    text = _BRACKETS.sub("", PICTURED.sub(" ©", _REPORTED.sub(r"\1", text)))
    for _ in range(2):
        text = _EDITED.sub("", _BY_COLON.sub("", _BY.sub("", text))).strip()
    text = _STAFF_BEHIND.sub("", _DATE_BEHIND.sub("", _AGE_BEHIND.sub("", _SEAT.sub(r"\1", text))))
    text = _PLACED.sub(_without_place, text)
    for part in (one for whole in _SPLIT.split(text) for one in _split_by_sign(whole)):
        name = _BY.sub("", part.strip(_SIGNS)).strip()
        name += "." * (_ABBREVIATED.search(name) is not None and f"{name}." in part)
        name = _PLACE_BEHIND.sub(r"\1", _ROLE_BEHIND.sub("", name))
        if "©" in name or _OTHER_TRADE.match(name):
            continue
        # What stands before names is none, where nothing stands behind it ("Nga" in an element of its own).
        is_short = 0 < len(name) <= LONGEST_NAME and len(name.split()) <= 8
        if is_short and not _NO_NAME.search(name) and after_by(f"{name} ") != "":
            yield name


def _without_place(placed: re.Match[str]) -> str:
    """Return a name without a place: of "Ann Lee, Berlin", not of "Ann Lee, Reuters", which names her agency."""
    is_place = placed[2][0].isupper() and not placed[2].isupper() and not _AGENCY.match(placed[2])
    return placed[1] if is_place and is_person(placed[1]) else placed[0]


def _split_by_sign(text: str) -> list[str]:
    """Return the names joined by "&": "Ann Lee & Bo Ek" are two, "Staff & Wire Reports" and "Smith & Sons" one."""
    parts = text.split(" & ")
    return parts if all(len(part.split()) > 1 for part in parts) else [text]


def after_by(text: str) -> str | None:
    """Return what follows "By" at the beginning of the text; None where it does not begin so."""
    if reported := _REPORTED.match(text) or _KOREAN_LINE.match(text):
        return reported[1]
    match = _BY.match(text) or _BY_COLON.match(text)
    return text[match.end() :] if match else None


def by_inside(text: str) -> str | None:
    """Return the name behind "by" in a line such as "Posted on May 2, 2020 by Ann Lee"; None where there is none."""
    match = _BY_INSIDE.search(text)
    return (match[1] or match[2]).strip() if match else None


def is_role(name: str) -> bool:
    """Tell whether a part of a byline says what somebody is: no name where others stand."""
    first = name.partition(" ")[0]
    is_told = first != name and first.islower() and not _TITLE_WORD.match(first)  # "correspondante à Rome"
    return is_told or _ROLE.search(name) is not None


def is_agency(name: str) -> bool:
    """Tell whether a text is the name of a news agency, as it stands where an author's does."""
    return _AGENCIES.fullmatch(name) is not None


def is_handle(name: str) -> bool:
    """Tell whether a text may be the one-word name that a blog's author goes by."""
    return 2 < len(name) <= 25 and " " not in name and bool(_HANDLE.match(name))


def is_person(name: str) -> bool:
    """Tell whether a text from the page may be a name: few words, capitals (in scripts that have them), no sentence."""
    name = _INITIAL.sub(r"\1 ", _TITLE.sub("", name)).strip()
    words = name.split()
    if (
        not words
        or len(words) > 5
        or len(name) > 50
        or re.search(r"[\d?!:：;…\"„“”]|\.\s|[.,]$", name.removesuffix("Jr."))
    ):
        return False
    cased = [word for word in words if word[0].lower() != word[0].upper()]
    if not cased:
        is_spaced = len(words) > 1 and not _UNSPACED.search(name)
        return max(map(len, words)) <= _LONGEST_WORD if is_spaced else len(name) <= _LONGEST_WORD
    capital = [word for word in cased if word[0].isupper() or _TITLE_WORD.match(word)]
    return (
        len(capital) == len(cased)
        and not words[0].islower()
        and not (len(words) > 1 and _TITLE_WORD.match(words[-1]))
        and (len(words) > 1 or (name.isupper() and 2 < len(name) < 6))
    )
