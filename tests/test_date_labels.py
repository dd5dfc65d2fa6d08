"""Words before dates in many languages: which of a line's dates is that of publication, and which of a change."""

from __future__ import annotations

import pytest

from newsarchive.extract import extract
from newsarchive.extract.fields.date_labels import is_update_label, published_part, updated_part
from newsarchive.times import iso
from tests.pages import FETCHED_AT, STORY, page

URL = "https://paper.example/bridge"
LINES = {
    "Published: 28 April 2024, 05:06 | Last updated: 29 April 2024, 07:08": ("en", True),
    "Updated 29 April 2024 07:08, first published 28 April 2024 05:06": ("en", True),
    "Veröffentlicht: 28.04.2024, 05:06 Uhr, aktualisiert am 29.04.2024, 07:08 Uhr": ("de", True),
    "Publié le 28 avril 2024 à 05 h 06 • Mis à jour le 29 avril 2024 à 07 h 08": ("fr", True),
    "Publicado: 28 abr 2024 05:06 - Actualizado: 29 abr 2024 07:08": ("es", True),
    "Publicado: 28 abr 2024 05:06 - Modificado: 29 abr 2024 07:08": ("es", True),
    "28 abr 2024 05h06 (atualizado em 29 abr 2024 07h08)": ("pt", True),
    "Pubblicato il 28 aprile 2024 alle 05:06 - Aggiornato il 29 aprile 2024 alle 07:08": ("it", True),
    "Publicerad 28 april 2024 kl 05.06 Uppdaterad 29 april 2024 kl 07.08": ("sv", True),
    "Offentliggjort 28. april 2024 05:06, opdateret 29. april 2024 07:08": ("da", True),
    "Publisert 28. april 2024 05:06. Oppdatert 29. april 2024 07:08": ("no", True),
    "28.4.2024 05:06 (päivitetty 29.4.2024 07:08)": ("fi", True),
    "Gepubliceerd: 28 april 2024 05:06, bijgewerkt: 29 april 2024 07:08": ("nl", True),
    "Opublikowano: 28.04.2024 05:06, zaktualizowano: 29.04.2024 07:08": ("pl", True),
    "28. dubna 2024 05:06, aktualizováno 29. dubna 2024 07:08": ("cs", True),
    "2024.04.28. 05:06, frissítve: 2024.04.29. 07:08": ("hu", True),
    "Publicat: 28 aprilie 2024 05:06, actualizat: 29 aprilie 2024 07:08": ("ro", True),
    "28 апреля 2024, 05:06. Обновлено: 29 апреля 2024, 07:08": ("ru", True),
    "28 квітня 2024, 05:06. Оновлено: 29 квітня 2024, 07:08": ("uk", True),
    "28 април 2024, 05:06, обновена 29 април 2024, 07:08": ("bg", True),
    "28 Απριλίου 2024 05:06 (Ενημερώθηκε 29 Απριλίου 2024 07:08)": ("el", True),
    "Yayınlanma: 28.04.2024 05:06 Güncellenme: 29.04.2024 07:08": ("tr", True),
    "28 April 2024 05:06, diperbarui 29 April 2024 07:08": ("id", True),
    "28/4/2024 05:06, cập nhật 29/4/2024 07:08": ("vi", True),
    "28.04.2024 05:06 עודכן 29.04.2024 07:08": ("he", True),
    "नई दिल्ली 28 अप्रैल 2024 05:06 अपडेटेड 29 अप्रैल 2024 07:08": ("hi", True),
    "公開日時：2024/04/28 05:06 更新日時：2024/04/29 07:08": ("ja", True),
    "입력 2024.04.28 05:06 수정 2024.04.29 07:08": ("ko", True),
    "입력 2024.04.28 05:06 업데이트 2024.04.29 07:08": ("ko", True),
    "28 aprile 2024 05:06 (modifica il 29 aprile 2024 07:08)": ("it", True),
    "Son Güncelleme: 29.04.2024 07:08 Giriş: 28.04.2024 05:06": ("tr", True),
    "Ažurirano: 29.04.2024. 07:08, objavljeno: 28.04.2024. 05:06": ("hr", True),
    "Frissítve: 2024.04.29. 07:08, megjelent: 2024.04.28. 05:06": ("hu", True),
    "Ενημερώθηκε 29 Απριλίου 2024 07:08, δημοσιεύτηκε 28 Απριλίου 2024 05:06": ("el", True),
    "עודכן: 29.04.2024 07:08, פורסם: 28.04.2024 05:06": ("he", True),
    "28 أبريل 2024 05:06 تحديث: 29 أبريل 2024 07:08": ("ar", True),
    "28.04.2024 05:06 - Letzte Änderung: 29.04.2024 07:08": ("de", True),
    "28/04/2024 05:06 MAJ le 29/04/2024 à 07:08": ("fr", True),
    "28/04/2024 05:06 Última actualización: 29/04/2024 07:08": ("es", True),
    "28/04/2024 05:06, última atualização: 29/04/2024 07:08": ("pt", True),
    "28/04/2024 05:06 Ultimo aggiornamento: 29/04/2024 07:08": ("it", True),
    "28.04.2024 05:06 Aktualizacja: 29.04.2024 07:08": ("pl", True),
    "28. apríla 2024 05:06 Aktualizované 29. apríla 2024 07:08": ("sk", True),
    "28. travnja 2024. 05:06 Ažurirano: 29. travnja 2024. 07:08": ("hr", True),
    "28 d'abril de 2024 05:06 Actualitzat el 29/04/2024 07:08": ("ca", True),
    "28.04.2024 05:06 Atjaunots 29.04.2024 07:08": ("lv", True),
    "28.04.2024 05:06 Uuendatud 29.04.2024 07:08": ("et", True),
    "28 เมษายน 2567 05:06 อัปเดต 29 เมษายน 2567 07:08": ("th", True),
    "2024年4月28日 05:06 最終更新: 2024年4月29日 07:08": ("ja", True),
    "发布于 2024年4月28日 05:06 最后更新于 2024年4月29日 07:08": ("zh", True),
    "发表日期：2024-04-28 05:06 最近修改：2024-04-29 07:08": ("zh", True),
    "입력 2024-04-28 05:06 최종수정 2024-04-29 07:08": ("ko", True),
    "28 April 2024 05:06": ("en", False),
    "28 April 2024 05:06. The changed plan opens in 2026": ("en", False),
}


@pytest.mark.parametrize("line", LINES)
def test_a_line_tells_the_time_of_publication_and_of_the_change(line: str) -> None:
    language, is_changed = LINES[line]
    html = page(f"<article><h1>Bridge reopens after years</h1><p>{line}</p>{STORY}</article>", lang=language)
    article = extract(html, URL, fetched_at=FETCHED_AT)
    changed = "2024-04-29T07:08:00" if is_changed else None
    assert (iso(article.published), iso(article.modified)) == ("2024-04-28T05:06:00", changed)


@pytest.mark.parametrize(
    "lines",
    [
        "<p>29 April 2024</p><p><b>Updated:</b> 30 April 2024, 07:08</p>",
        "<p>29 April 2024</p><p><span>Last updated</span> <span>30 April 2024, 07:08</span></p>",
        "<p>29 April 2024<br>Updated: 30 April 2024 07:08</p>",
    ],
)
def test_the_date_of_a_change_stands_behind_its_label_in_another_element(lines: str) -> None:
    article = extract(page(f"<h1>Bridge reopens</h1>{lines}{STORY}"), URL, fetched_at=FETCHED_AT)
    assert (iso(article.published), iso(article.modified)) == ("2024-04-29", "2024-04-30T07:08:00")


def test_a_change_of_another_article_is_none_of_this_ones() -> None:
    box = '<aside class="related"><p>Updated: 30 April 2024, 07:08</p></aside>'
    article = extract(page(f"<h1>Bridge reopens</h1>{box}{STORY}"), URL, fetched_at=FETCHED_AT)
    assert article.modified is None


def test_labels_are_told_from_other_words() -> None:
    assert is_update_label("Last updated on ") and not is_update_label("Outdated")
    assert updated_part("Backdated: 2 May 2024") is None
    story = " 2 May 2024 by the council and shows every pier, cable and pillar of the bridge in detail."
    assert updated_part("The whole map was updated" + story) is None
    assert updated_part("Updated" + story) == story
    assert updated_part("Updated: 2 May 2024, first published 1 May 2024") == ": 2 May 2024, "
    assert published_part("Updated 2 May 2024, first published: 1 May 2024") == "1 May 2024"
    assert published_part("Updated 2 May 2024") == "Updated 2 May 2024"
