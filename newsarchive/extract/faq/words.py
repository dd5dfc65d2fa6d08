"""Words by which portals announce an FAQ section, and by which they end one."""

from __future__ import annotations

import re

# "Questions and answers" is not here: it stands over interviews and explainers as often.
_PHRASES = (
    r"frequently[\s-]asked[\s-]questions?",
    r"(?:most\s)?(?:commonly|often)\sasked\squestions?",
    r"common(?:ly)?\squestions",
    r"most[\s-]asked\squestions",
    r"people\salso\sask(?:ed)?",
    # de
    r"häufig(?:e|\sgestellte|ste|sten)\sfragen",
    r"oft\sgestellte\sfragen",
    r"meist\s?gestellte\sfragen",
    # fr
    r"questions\s(?:et\sréponses\s)?(?:les\splus\s)?(?:fréquentes|fréquemment\sposées|courantes|posées\sfréquemment)",
    r"foire\saux\squestions",
    r"les\squestions\sque\s(?:vous\svous|l['’]on\sse)\spos(?:ez|e)",
    # es, pt, it, ca, gl, ro
    r"(?:preguntas|dudas|cuestiones)\s(?:y\srespuestas\s)?(?:más\s|mas\s)?(?:frecuentes|habituales|comunes)",
    r"(?:perguntas|dúvidas|questões)\s(?:e\srespostas\s)?(?:mais\s)?(?:frequentes|comuns)",
    r"domande\s(?:e\srisposte\s)?(?:più\s)?(?:frequenti|comuni|ricorrenti)",
    r"preguntes\s(?:més\s)?freqüents",
    r"preguntas\smáis\sfrecuentes",
    r"întrebări\s(?:și\srăspunsuri\s)?frecvente",
    # nl, sv, da, nb, fi, et, lv, lt
    r"(?:veel|meest)\s?gestelde\svragen",
    r"(?:vanliga|vanlig)\s(?:frågor|fråga)",
    r"ofte\s(?:stillede|stilte)\sspørgsmål|ofte\sstilte\sspørsmål|vanlige\sspørsmål",
    r"usein\skysyt(?:yt\skysymykset|tyä|tyjä\skysymyksiä)",
    r"korduma\skippuvad\sküsimused",
    r"biežāk\suzdotie\sjautājumi",
    r"dažniausiai\suždu(?:odami|oti)\sklausimai",
    # pl, cs, sk, hu, sl, hr
    r"(?:najczęściej|często)\szadawane\spytania|najczęstsze\spytania",
    r"(?:nej)?čast(?:ěji|o)\skladené\s(?:dotazy|otázky)|časté\s(?:dotazy|otázky)|nejčastější\s(?:dotazy|otázky)",
    r"(?:naj)?častejšie\s(?:kladené\s)?otázky",
    r"gyakran\sismételt\skérdések|gyakori\skérdések|gyakran\sfeltett\skérdések|\bgyik\b",
    r"pogosta\svprašanja|najpogostejša\svprašanja",
    r"(?:često|najčešće)\spostavljana\spitanja|najčešća\spitanja|česta\spitanja",
    # ru, uk, bg, sr
    r"часто\sзадаваемые\sвопросы|(?:самые\s)?(?:частые|популярные|распространённые|распространенные)\sвопросы",
    r"вопросы,\sкоторые\sчасто\sзадают|часто\sспрашивают|ответы\sна\s(?:частые|популярные)\sвопросы|\bчаво\b",
    r"(?:часті|поширені|найпоширеніші|найчастіші|популярні)\s(?:запитання|питання)",
    r"(?:часто\sзадавані|питання,\sщо\sчасто\sзадаються|найчастіше\sзапитують)(?:\s(?:запитання|питання))?",
    r"често\s(?:задавани|срещани)\sвъпроси",
    r"често\sпостављана\sпитања|најчешћа\sпитања|често\sпоставувани\sпрашања|најчести\sпрашања",
    # kk, az, ka, hy, eu
    r"жиі\sқойылатын\sсұрақтар",
    r"tez[\s-]tez\sverilən\ssuallar",
    r"ხშირად\sდასმული\s(?:შე)?კითხვები",
    r"հաճախ\sտրվող\sհարցեր",
    r"(?:maiz|sarri)\segindako\sgalderak|ohiko\sgalderak",
    # el, tr, ar, fa, ur, he
    r"συχνές\sερωτήσεις|συχνότερες\sερωτήσεις",
    r"(?:sıkça|sık|en\sçok)\ssorulan(?:\ssorular)?|merak\sedilen\ssorular",
    r"(?:ال)?[أا]سئلة\s(?:ال)?(?:شائعة|متكررة|متداولة|[أا]كثر\sشيوع[اًا]*|[أا]كثر\sتكرار[اًا]*)",
    r"سوالات\sمتداول|پرسش[\u200c\s]?های\sمتداول|پرسش[\u200c\s]?های\sپرتکرار",
    r"اکثر\sپوچھے\s(?:جانے\sوالے|گئے)\sسوالات",
    r"שאלות\s(?:נפוצות|ותשובות\sנפוצות)",
    # hi, bn, mr, ta
    r"अक्सर\sपूछे\sजाने\sवाले\s(?:प्रश्न|सवाल)|सामान्य\sप्रश्न|पूछे\sजाने\sवाले\s(?:प्रश्न|सवाल)",
    r"वारंवार\sविचारले\sजाणारे\sप्रश्न",
    r"সচরাচর\sজিজ্ঞাস[াি][^\s]*(?:\sপ্রশ্ন[^\s]*)?|সাধারণ\s(?:প্রশ্ন|জিজ্ঞাসা)",
    r"அடிக்கடி\sகேட்கப்படும்\sகேள்விகள்",
    # zh, ja, ko, vi, th, id, ms
    r"常见问题|常見問題|常见问答|常見問答|常问问题|常見疑問|常见疑问|问题解答|疑难解答",
    r"よく(?:ある|いただく)(?:ご)?(?:質問|問い合わせ|疑問)|よくあるお問い合わせ",
    r"자주\s?(?:묻는|하는)\s?질문",
    r"(?:những\s)?câu\shỏi\sthường\sgặp",
    r"คำถามที่พบบ่อย",
    r"pertanyaan\s(?:yang\s)?(?:sering\sdi(?:ajukan|tanyakan)|umum)|soalan\slazim",
)
_ABBREVIATION = r"(?<!\w)f\.?a\.?q(?:\.?['’]?s|s?\.?)?(?!\w)"
# For lower-case text: alternatives that begin with letters are looked for fast, those of any case are not.
_ANNOUNCES = re.compile(rf"\b(?:{'|'.join(_PHRASES)})(?!\w)|{_ABBREVIATION}|^sss$")
_CJK = re.compile(
    r"常见问题|常見問題|常见问答|常見問答|よく(?:ある|いただく)(?:ご)?(?:質問|疑問)|자주\s?(?:묻는|하는)\s?질문|คำถามที่พบบ่อย"
)
# Every announcement holds one of these; looking for them costs a tenth of the pattern.
_LATIN_KEYS = (
    *("faq", "f.a", "question", "also ask", "fragen", "pregunt", "dudas", "cuestion", "pergunt", "domand", "vragen"),
    *("pytani", "dotaz", "gyik", "pitanj", "sorul", "pertanyaan", "soalan", "sss", "kysyt", "klausim", "galder"),
)
_OTHER_KEYS = (
    *(
        "dúvid",
        "questões",
        "întreb",
        "frågor",
        "fråga",
        "spørgsmål",
        "spørsmål",
        "küsimus",
        "jautājum",
        "otázk",
        "kérdés",
        "verilən",
    ),
    *(
        "vprašanj",
        "вопрос",
        "чаво",
        "питан",
        "въпрос",
        "питањ",
        "задава",
        "спрашив",
        "запит",
        "ερωτ",
        "سئلة",
        "سوالات",
        "پرسش",
    ),
    *("שאלות", "प्रश्न", "सवाल", "জিজ্ঞাস", "প্রশ্ন", "கேள்வி", "问", "問", "疑", "質問", "질문", "câu hỏi", "คำถาม"),
    *("прашањ", "сұрақ", "კითხვ", "հարց"),
)

MAX_HEADING = 120
"""Characters of a heading that announces a section."""

LONGEST_LINE = 80
"""Characters of a line that is no heading and announces a section."""


def announces_faq(text: str, *, whole: bool = False) -> bool:
    """Tell whether a heading announces an FAQ section; `whole`: it must begin with the announcement (for texts that
    only look like headings)."""
    if not 2 < len(text) <= MAX_HEADING:
        return False
    low = text.lower()
    if not _has_key(low):
        return False
    match = _ANNOUNCES.search(low) or (None if low.isascii() else _CJK.search(low))
    if match is None:
        return False
    return not whole or (match.start() <= 3 and len(text) <= LONGEST_LINE)


def may_hold_announcement(texts: str) -> bool:
    """Tell whether any of many texts may announce a section: one cheap look for all."""
    return _has_key(texts.lower())


def _has_key(low: str) -> bool:
    return any([key in low for key in _LATIN_KEYS]) or (not low.isascii() and any([key in low for key in _OTHER_KEYS]))


# What stands behind an FAQ section on the same level, or as a bold or plain line of its own.
_ENDS = re.compile(
    r"^(?:more\s(?:about|on|from)|conclusions?|final\sthoughts|the\sbottom\sline|in\s(?:summary|conclusion)|summary|references?|"
    r"sources?|related|read\s(?:also|more|next)|see\salso|further\sreading|about\sthe\sauthor|you\smay\salso|"
    r"(?:leave\sa\s|post\sa\s)?(?:comment|reply)|share\sthis|"
    r"fazit|quellen?|mehr\s(?:zum|zu|über)|weitere?(?:führende)?\s|lesen\ssie\sauch|das\skönnte|"
    r"en\ssavoir\splus|sources|à\slire|lire\saussi|pour\sconclure|"
    r"conclusi[óo]n|conclusões|conclusão|conclusioni?|fuentes|fontes|fonti|m[áa]s\ssobre|mais\ssobre|lea\stambi[ée]n|"
    r"leia\stamb[ée]m|leggi\sanche|te\spuede\sinteresar|"
    r"conclusie|bronnen|meer\sover|lees\sook|"
    r"podsumowanie|wnioski|źródł[ao]|więcej\s(?:o|na)|czytaj\s(?:też|także|również)|zobacz\s(?:też|także|również)|"
    r"заключение|выводы?|источники?|читайте\sтакже|подробнее\sо|ещё\sо|"
    r"висновк[иа]|висновок|джерел[ао]|читайте\sтакож|більше\sпро|"
    r"sonuç|kaynak(?:lar|ça)?|ayrıca\sokuyun|ilgili\s|"
    r"الخاتمة|خاتمة|الخلاصة|المصادر|المراجع|اقرأ\sأيضا|المزيد\sعن|"
    r"निष्कर्ष|स्रोत|संदर्भ|यह\sभी\sपढ़ें|और\sपढ़ें|"
    r"结论|結論|总结|總結|参考|參考|相关|相關|延伸阅读|延伸閱讀|まとめ|関連|参考文献|あわせて読みたい|결론|출처|관련)",
    re.IGNORECASE,
)
# A note of the editors at the end of the text belongs to the article, not to the last answer.
_NOTE = re.compile(
    r"^[\[(*\s]*(?:update|updated|correction|corrected|editor['’]?s?['’]?\s?note|note\sfrom\sthe\seditor|clarification|"
    r"aktualisierung|aktualisiert|korrektur|anmerkung\sder\sredaktion|hinweis\sder\sredaktion|"
    r"mise\sà\sjour|correction|rectificatif|note\sde\sla\srédaction|actualización|corrección|nota\sdel?\s(?:editor|la\sredacción)|"
    r"atualização|correção|nota\sda\sredação|aggiornamento|correzione|nota\sdella\sredazione|aanvulling|correctie|"
    r"aktualizacja|sprostowanie|od\sredakcji|обновлено|обновление|исправление|от\sредакции|оновлено|виправлення|від\sредакції|"
    r"güncelleme|düzeltme|تحديث|تصحيح|अपडेट|सुधार|更新|更正|訂正|追記|업데이트|정정)\s?[:：—–-]",
    re.IGNORECASE,
)


def ends_section(text: str) -> bool:
    """Tell whether a heading or a line on its own begins what follows an FAQ section."""
    return len(text) <= MAX_HEADING and bool(_ENDS.match(text))


def is_editors_note(text: str) -> bool:
    """Tell whether a paragraph is a note such as "Update: …" or "Correction: …"."""
    return bool(_NOTE.match(text))
