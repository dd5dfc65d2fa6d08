"""Words that templates put between the paragraphs of a text and behind it, in many languages."""

from __future__ import annotations

import re

from newsarchive.extract.fields.captions import AGENCY, PHOTO
from newsarchive.text import lowered

COUNTER = re.compile(
    r"^\W*(?:image|bild|foto|photo|slide|picture|imagen)?\s*\d{1,3}\s*(?:of(?: /)?|von|de|/|из|sur)\s*\d{1,3}\W*$", re.I
)
"""Which picture of how many."""
_ALONE = """
    advertisement, advertising, ad, anzeige, werbung, publicidad, publicidade, publicité, pubblicità, publicitate,
    publicitat, реклама, reklama, reklam, reklāma, reklaam, reklame, oglas, inzerce, iklan, 广告, 廣告, 広告, 광고,
    annons, annonse, annonce, advertentie, mainos, hirdetés, διαφήμιση, פרסומת, إعلان, اعلان, إعلانات, تبلیغات, विज्ञापन,
    quảng cáo, โฆษณา, スポンサーリンク, sponsored, sponsored content, la suite après la publicité,
    la suite après cette publicité, continua após a publicidade, continua depois da publicidade,
    dalsza część artykułu pod reklamą, dalsza część tekstu pod reklamą, read more, mehr lesen, weiterlesen, loading,
    lire la suite, leer más, leia mais, leggi tutto, lees meer, czytaj więcej, читать далее, devamını oku, اقرأ المزيد,
    share, share this, share this article, share this story, diesen artikel teilen, artikel teilen, partager,
    partager cet article, partager l'article, compartir, compartir este artículo, compartir esta noticia, compartilhe,
    compartilhar, compartilhe esta notícia, condividi, condividi questo articolo, deel dit artikel, udostępnij,
    поделиться, поделитесь, поділитися, поділитись, paylaş, شارك, شارك المقال, شارك الخبر, شارك هذا الموضوع, शेयर करें,
    dela, dela artikeln, del, del artiklen, del artikkelen, jaa artikkeli, sdílet, sdílet článek, zdieľať, megosztás,
    distribuie, κοινοποίηση, bagikan, chia sẻ, แชร์, この記事をシェアする, 기사공유, zur startseite, print, print this,
    print article, print this article, print page, print this page, drucken, imprimer, imprimir, stampa, text size,
    listen to this article, listen to this story, listen to article, artikel anhören, écouter l'article,
    écouter cet article, escuchar artículo, escuchar este artículo, ascolta l'articolo, luister naar dit artikel,
    posłuchaj artykułu, lyssna på artikeln, read also, read next, also read, see also, related, related articles,
    related stories, more about, more on this, more on this story, lesen sie auch, lesen sie mehr, lies auch,
    auch interessant, mehr zum thema, lire aussi, à lire aussi, lea también, leer también, lee también, leggi anche,
    leia também, lees ook, les også, läs också, läs mer, læs også, lue myös, czytaj także, czytaj też, читайте также,
    смотрите также, читайте також, čtěte také, przeczytaj też, zobacz też, citește și, διαβάστε επίσης, pročitajte još,
    povezane vijesti, veja também, te puede interesar, guarda anche, lue lisää, se også, اقرأ أيضًا, ilginizi çekebilir,
    関連記事, あわせて読みたい, 관련기사, 관련 기사, 相关阅读, اقرأ أيضا, यह भी पढ़ें,
    打印, 关闭, 打印本页, 打印此页, 打印本文, 打印窗口, 关闭本页, 关闭此页, 关闭本文, 关闭窗口, 返回顶部, 返回列表,
    返回首页, 相关链接, 相关新闻, 相关附件, 相关报道, 分享, 関連リンク, 続きを読む, 印刷する, ポスト, ツイート, シェア,
    シェアする, ブックマーク, はてなブックマーク, はてブ, lineで送る, social share, back to top,
    nach oben, feedback, teilen tweeten mailen, lesen sie mehr zum thema, passend zum artikel, mehr zum artikel,
    weitere informationen, ende der weiteren informationen, topics, related information,
    most popular, most read, am beliebtesten, meistgelesen, les plus lus, lo más leído, mais lidas, i più letti,
    meest gelezen, up next, more trending, trending now, ähnliche nachrichten, similar news, pr,
    nein danke. weiter in dieser ansicht, like us on facebook, autoplay, show thumbnails, hide thumbnails
"""
_LINES = frozenset(line.strip() for line in _ALONE.split(","))
_EDGES = " \t\n.:：…-–—|*·•[]()【】<>«»→▼↓/"
_ADVERT = re.compile(
    r"^\W*(?:(?:story|article) continues (?:below|after).{0,40}|"
    r"(?:advertisement\W{1,4})?scroll to continue.{0,40}|continue reading.{0,30}|permalink.{0,60}|"
    r"\d+(?:[.,]\d+)?k|\d[\d.,]*k? (?:shares|views|likes)|"
    r"for more stories like this.{0,40}|try refreshing your browser[\s\S]{0,60}|\$\$\w+\$\$|"
    r"\d{1,3}[ -]min(?:ute)?s? read|(?:reading time|lesezeit|lesedauer|temps de lecture|durée de lecture|"
    r"tiempo de lectura|tempo de leitura|tempo di lettura|leestijd|czas czytania|время чтения|час читання|okuma süresi|"
    r"مدة القراءة|وقت القراءة|阅读时间|閱讀時間|읽는 시간|lästid|læsetid|lesetid|lukuaika|χρόνος ανάγνωσης|"
    r"doba čtení|timp de citire|olvasási idő)\W{0,3}(?:約|approx\.? |ca\.? |≈)?\d[^.!?]{0,12}\.?|"
    r"lecture \d{1,3} min|この記事は約\d{1,3}分で読めます|"
    r"(?:[【\[](?-i:[\u3400-\u9fff ]){1,10}[】\]]\s*)+|分享[到至]?[:：].{0,40}|"
    r"扫一扫.{0,30}|[上下]一[篇条页][:：]?.{0,60}|"
    r"(?:您|你|当前|所在).{0,5}位置[:：].{0,60}|"
    r"(?:字号|字体)(?:大小)?[:：].{0,20}|(?:浏览|点击|阅读)(?:次数|量|数)[:：]?\s*\d*|"
    r"この記事をシェア.{0,20}|(?:前|次)の記事.{0,60}|기사\s?공유.{0,20}|글자\s?크기.{0,20}|"
    r"انتهای پیام.{0,10}|بیشتر بخوانید.{0,70}|อ่าน(?:ข่าวที่เกี่ยวข้อง|เพิ่มเติม).{0,70}|xem thêm\s?[:：].{0,70}|"
    r"διαβάστε (?:επίσης|ακόμη|περισσότερα).{0,70}|haberin devamı.{0,20}|"
    r"(?:yuk,? )?simak juga.{0,40}|segu[ií] leyendo.{0,40}|"
    r"pročitajte (?:još|i)\s?[:：].{0,70}|"
    r"čtěte (?:také|více)\s?[:：].{0,70}|citește și\s?[:：].{0,70}|"
    r"原标题[:：].{1,80}|baca juga.{0,70})\W*$",
    re.IGNORECASE,
)


def is_inserted(line: str) -> bool:
    """Tell whether a template puts the line between paragraphs: an advert's mark, how long reading takes, "read also",
    links to share or print, a path."""
    bare = lowered(line.strip(_EDGES)).replace("’", "'")
    return bare in _LINES or bool(_ADVERT.match(line) or COUNTER.match(line))


CREDIT = re.compile(
    rf"^\W*(?:©|\(c\)|(?:{PHOTO}(?: source)?|credits?)\s?[:：.=]|(?:fot|nuotr)\.)"
    r"(?:[^.!?\d]|\.(?=\w)|(?<=\b\w)\.){0,80}$|"
    rf"^[^.:!?]{{2,60}}\s?[/|]\s?{AGENCY}\W*$",
    re.IGNORECASE,
)
"""Who took a picture: printed below it, in a paragraph of its own."""
_NOTE = re.compile(
    r"(?<=[\w.+-])@[\w-]+\.\w|(?:^|\s)@\w{3,}|"
    r"^\W*(?:©|\(c\)|copyright|(?:additional )?(?:reporting|editing) by\b|keywords\b|(?:"
    r"tags?|topics|filed under|schlagw(?:orte?|örter)|themen|mots-clés|etiquetas|temas|тег[иі]|метки|etiketler|"
    r"标签|標籤|关键词|關鍵詞|タグ|キーワード|태그|الوسوم|الكلمات المفتاحية|sujets|assuntos|"
    r"argomenti|trefwoorden|onderwerpen|tagi|ämnen|emner|aiheet|štítky|značky|címkék|etichete|етикети|"
    r"ознаке|oznake|ετικέτες|תגיות|برچسب\W?ها|từ khóa|แท็ก|टैग|"
    r"žymos|birkas|märksõnad|etiquetes|本文来源|责编|编辑)\s?[:：])|"
    r"\b(?:follow (?:us|him|her|me|them|@|\w+ (?:\w+ )?on)\b|subscribe\b|sign up\b|abonnieren\b|all rights reserved|"
    r"contributed to this (?:report|story|article)|subject to copyright\b|"
    r"have a tip\b|contact the (?:author|reporter|writer)|(?:"
    r"suivez-nous|inscrivez-vous|abonnez-vous|síguenos|suscríbe(?:te|ase)|siga(?:m)?[- ]nos|seguici|iscriviti|"
    r"volg ons|schrijf je in|obserwuj nas|zapisz się|подписывайтесь|подпишитесь|підписуйтесь|підпишіться|takip edin|"
    r"takip et|abone ol|följ oss|følg oss|seuraa meitä|sledujte nás|pratite nas|urmărește-ne|abonează-te|ikuti kami|"
    r"theo dõi chúng tôi|ακολουθήστε μας|iratkozz(?:on)?)\b)|"
    r"newsletter|folgen sie|alle rechte vorbehalten|tous droits réservés|todos los derechos|все права защищены|"
    r"our standards:|责任编辑\s?[:：]|kövess(?:en)? (?:minket|bennünket)|تابعونا|تابعنا|"
    r"फॉलो करें|关注我们|關注我們|フォローして|有料会員になると|riproduzione riservata|무단\s?전재|telegram|whatsapp|"
    r"google (?:news|notícias|noticias|haberler|discover)\b|"
    r"your email address will not be published|e-mail-adresse wird nicht veröffentlicht|"
    r"adresse (?:e-mail|de messagerie) ne sera pas publiée|correo electrónico no será publicada|"
    r"endereço de e-?mail não será publicado|indirizzo e-?mail non sarà pubblicato|e-mailadres wordt niet gepubliceerd|"
    r"adres e-?mail nie zostanie opublikowany|адрес e-?mail не будет опубликован"
)
"""In lower case: a pattern that ignores case takes five times as long."""


def is_note(text: str) -> bool:
    """Tell whether a text behind the article says who to write to, whom to follow, or whose the rights are."""
    return _NOTE.search(lowered(text)) is not None
