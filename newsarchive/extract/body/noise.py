"""Words that templates put between the paragraphs of a text and behind it, in many languages."""

from __future__ import annotations

import re

from newsarchive.extract.fields.captions import AGENCY

COUNTER = re.compile(
    r"^\W*(?:image|bild|foto|photo|slide|picture|imagen)?\s*\d{1,3}\s*(?:of|von|de|/|из|sur)\s*\d{1,3}\W*$", re.I
)
"""Which picture of how many."""
ADVERT = re.compile(
    r"^\W*(?:advertisement|advertising|ad|anzeige|werbung|publicidad|publicité|pubblicità|реклама|reklama|reklam|iklan|"
    r"广告|広告|광고|annons|annonse|advertentie|sponsored(?: content)?|"
    r"(?:story|article) continues (?:below|after).{0,40}|"
    r"scroll to continue.{0,40}|continue reading.{0,30}|read more|mehr lesen|weiterlesen|loading\W*|share(?: this)?|"
    r"print(?: this)?(?: article| page)?|drucken|imprimer|imprimir|stampa|permalink.{0,60}|text size|feedback\W*|"
    r"read (?:also|next)|also read|see also|related(?: articles| stories)?|more about|more on this(?: story)?|"
    r"lesen sie (?:auch|mehr)|lies auch|auch interessant|mehr zum thema|(?:à )?lire aussi|(?:lea|leer|lee) también|"
    r"leggi anche|leia (?:também|mais)|lees ook|les også|läs (?:också|mer)|czytaj (?:także|też)|читайте также|"
    r"читайте також|lue myös|関連記事|あわせて読みたい|관련\s?기사|相关阅读|اقرأ أيضا|यह भी पढ़ें|"
    r"(?:[【\[][\u3400-\u9fff ]{1,10}[】\]]\s*)+|分享(?:[到至]?[:：].{0,40})?|"
    r"扫一扫.{0,30}|[上下]一[篇条页][:：]?.{0,60}|"
    r"(?:您|你|当前|所在).{0,5}位置[:：].{0,60}|(?:打印|关闭)(?:本页|此页|本文|窗口)?|返回(?:顶部|列表|首页)|"
    r"(?:字号|字体)(?:大小)?[:：].{0,20}|(?:浏览|点击|阅读)(?:次数|量|数)[:：]?\s*\d*|相关(?:链接|新闻|附件|报道)|"
    r"この記事をシェア.{0,20}|関連リンク|続きを読む|印刷する|(?:前|次)の記事.{0,60}|기사\s?공유.{0,20}|글자\s?크기.{0,20}|"
    r"انتهای پیام.{0,10}|بیشتر بخوانید.{0,70}|อ่าน(?:ข่าวที่เกี่ยวข้อง|เพิ่มเติม).{0,70}|xem thêm\s?[:：].{0,70}|"
    r"διαβάστε (?:επίσης|ακόμη|περισσότερα).{0,70}|ilginizi çekebilir|haberin devamı.{0,20}|"
    r"pročitajte (?:još|i)\s?[:：].{0,70}|"
    r"čtěte (?:také|více)\s?[:：].{0,70}|citește și\s?[:：].{0,70}|"
    r"原标题[:：].{1,80}|baca juga.{0,70}|back to top|nach oben)\W*$",
    re.IGNORECASE,
)
"""A line that a template puts between paragraphs: an advert's mark, "read also", links for print, a path."""
CREDIT = re.compile(
    r"^\W*(?:©|\(c\)|(?:fotos?|fot|photos?|pictures?|credits?|images?)\s?[:.])[^.!?\d]{1,80}$|"
    rf"^[^.:!?]{{2,60}}\s?[/|]\s?{AGENCY}\W*$",
    re.IGNORECASE,
)
"""Who took a picture: printed below it, in a paragraph of its own."""
NOTE = re.compile(
    r"[\w.+-]+@[\w-]+\.\w|(?:^|\s)@\w{3,}|\bfollow (?:us|him|her|me|them|@|\w+ (?:\w+ )?on)\b|newsletter|"
    r"\bsubscribe\b|\bsign up\b|\babonnieren\b|folgen sie|\bcontributed to this (?:report|story|article)|"
    r"\ball rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos|все права защищены|"
    r"^\W*(?:©|\(c\)|copyright)|^\W*(?:additional )?(?:reporting|editing) by\b|our standards:|"
    r"^\W*keywords\b|"
    r"^\W*(?:tags?|topics|filed under|schlagw(?:orte?|örter)|themen|mots-clés|etiquetas|temas|тег[иі]|метки|etiketler|"
    r"标签|標籤|タグ|الوسوم)\s?[:：]|^\W*(?:本文来源|责编|编辑)\s?[:：]|责任编辑\s?[:：]|"
    r"\bhave a tip\b|\bcontact the (?:author|reporter|writer)|telegram|whatsapp|"
    r"google (?:news|notícias|noticias|haberler|discover)\b",
    re.IGNORECASE,
)
"""What a note behind the text says: who to write to, whom to follow, whose rights."""
