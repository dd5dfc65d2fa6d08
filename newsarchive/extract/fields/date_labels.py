"""Words that stand before the date of an article's publication or change.

A pattern first asks for the letters with which its words begin: a long list of words is tried word by word.
"""

from __future__ import annotations

import re

PUBLICATION = re.compile(
    r"^\W*+(?-i:(?=[degopsvyDEGOPSVY\u0370-\uffff]))(?:published|posted|date|erschienen|erstellt|veröffentlicht|datum|stand|publié|publiée|publicado|publicada|pubblicato|"
    r"gepubliceerd|opublikowano|опубликовано|опубліковано|дата|yayın tarihi|تاريخ النشر|प्रकाशित|"
    r"发[布表](?:时间|日期|于)|發[布表](?:時間|日期|於)|公開日)"
    r"(?:\s+(?:am|on|le|el|il|op|em|:))?\s*[:：]?\s*",
    re.IGNORECASE,
)
"""At the beginning of a line, with what leads over to the date."""

_PUBLISHED = re.compile(
    r"(?<![^\W_])(?:first\s|originally\s)?(?:published|posted|veröffentlicht|erschienen|publiée?|publicad[oa]|pubblicat[oa]|"
    r"gepubliceerd|publicerad|publiceret|publisert|julkaistu|opublikowano|publikováno|publicat|опубликовано|опубліковано|"
    r"yayınlan\w+|giriş|eklenme|oluşturulma|objavljeno|közzétéve|megjelent|vydáno|δημοσ\w+|פורסם|diterbitkan|公開|"
    r"发布|發布|发表|發表|입력|등록|승인)(?![^\W\d_])\W*",
    re.IGNORECASE,
)
_UPDATED = (
    r"(?-i:(?=[a-glmopuzúA-GLMOPUZÚ\u0370-\uffff]))(?:(?:last\s)?(?:updated?|modified|edited|changed)|(?:zuletzt\s)?(?:aktualisiert|geändert)|letzte\s(?:änderung|"
    r"aktualisierung)|mise?\sà\sjour|modifiée?|maj|dernière\s(?:mise\sà\sjour|modification)|actualizad[oa]|"
    r"última\smodifica(?:ción|ção)|последнее\sизменение|(?:última\s)?actualización|atualizad[oa]|(?:última\s)?atualização|modifica(?:[td][oa])?|aggiornat[oa]|"
    r"(?:ultimo\s)?aggiornamento|bijgewerkt|gewijzigd|uppdatera[dt]|opdateret|oppdatert|päivitetty|zaktualizowano|"
    r"(?:ostatnia\s)?aktualizacja|aktualizován[oý]|aktualizované|frissítve|frissült|actualizat|actualitzat|обновлено|"
    r"оновлено|обновена|ažurirano|ажурирано|posodobljeno|atnaujinta|atjaun[oi]ts|uuendatud|ενημερώθηκε|ενημέρωση|"
    r"güncellen\w+|güncelleme|diperbarui|cập nhật|อัปเดต|עודכן|अपडेट(?:ेड)?|به\W?روزرسانی|"
    r"(?:最[後后终終近新])?(?:更新|修改|编辑|編輯)(?:日時?|日期|时间|時間|[于於])?|(?:최종\s?)?(?:수정|업데이트)|(?:ال)?تحديث)"
)
_UPDATE_ENDS = re.compile(
    rf"(?:^|[\W_]){_UPDATED}(?:\s(?:on|at|am|um|le|el|il|em|op|the))?\W*$",
    re.IGNORECASE,
)
_UPDATE_BEGINS = re.compile(rf"(?:^|[|·•,;/–—(-])\W*{_UPDATED}(?![^\W\d_])(?:\W+[^\W\d_]+){{0,3}}\W*$", re.IGNORECASE)
"""Behind nothing or a byline and its sign, with words such as a weekday and a month behind."""
_UPDATE = re.compile(rf"(?<![^\W_]){_UPDATED}(?![^\W\d_])", re.IGNORECASE)
_LABEL = 10
"""Characters before "updated" in a sentence that tells the reader what was changed."""
_SENTENCE = re.compile(r".{80}[.!?…।。]\s*$", re.DOTALL)
_FIRST_WORDS = re.compile(r"[^\d:]{0,40}")


def is_update_label(text: str) -> bool:
    """Tell whether a text ends with the words that stand before the time of a change: "Last updated on"."""
    return _UPDATE_ENDS.search(text[-60:].strip()) is not None


def begins_with_update(text: str) -> bool:
    """Tell whether the words before the first number of a text are those of a change."""
    words = _FIRST_WORDS.match(text.strip())[0]  # type: ignore[index]
    return _UPDATE_ENDS.search(words) is not None or _UPDATE_BEGINS.search(words) is not None


def tells_only_change(text: str) -> bool:
    """Tell whether the words before the first number of a text are those of a change, and none behind it those of
    publication."""
    return begins_with_update(text) and _PUBLISHED.search(text) is None


def published_part(text: str) -> str:
    """Return what follows "Published" in a line that tells the time of a change first; else the whole line."""
    if not begins_with_update(text):
        return text
    match = _PUBLISHED.search(text)
    return text[match.end() :] if match else text


def updated_part(text: str) -> str | None:
    """Return what follows "Updated" in a line, up to "published"; None where the line tells of no change, or a
    sentence of that of something else."""
    match = _UPDATE.search(text)
    if match is None or (match.start() > _LABEL and _SENTENCE.search(text)):
        return None
    return _PUBLISHED.split(text[match.end() :], 1)[0]
