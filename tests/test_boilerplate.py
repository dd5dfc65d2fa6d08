"""FAQs that stand under article after article are flagged, in any order, and no longer where they do not."""

from pathlib import Path

import pytest

from newsarchive.archive import boilerplate
from newsarchive.archive.store import Archive, open_archive
from newsarchive.items import FaqEntry, Flag
from tests.looks import article, look, rows

PASTED = (FaqEntry("Who writes here?", "Our team.", "details"), FaqEntry("How can I subscribe?", None, "details"))
OWN = tuple(FaqEntry(f"What happened on day {n}?", f"Event {n}.", "details") for n in range(9))


def store(archive: Archive, number: int, *faqs: FaqEntry, hours: int = 0) -> None:
    seen = article(
        url=f"https://news.example/{number}/",
        source_id=str(number),
        headline=f"Story {number}",
        body=(f"Words of story {number}.",),
        faqs=faqs,
        flags=(Flag("brand_mismatch", "BNB"),),
    )
    look(archive, seen, hours)


def flagged(archive: Archive) -> list[tuple[object, ...]]:
    return rows(archive, "select article_id, evidence from flags where name = 'repeated_faq' order by 1")


@pytest.mark.parametrize("order", [(1, 2, 3, 4), (4, 3, 2, 1)])
def test_pasted_pairs_are_flagged_where_they_are_most(tmp_path: Path, order: tuple[int, ...]) -> None:
    faqs = {1: PASTED, 2: (*PASTED, OWN[0]), 3: (PASTED[0], *OWN[1:4]), 4: PASTED}
    with open_archive(tmp_path, write=True) as archive:
        for number in order:
            store(archive, number, *faqs[number])
        store(archive, 5)
        assert boilerplate.update(archive.db) == 3
        told = rows(
            archive,
            "select a.source_id, f.evidence from flags f join articles a on a.id = f.article_id "
            "where f.name = 'repeated_faq' order by 1",
        )
        assert told == [
            ("1", "2 of 2 pairs stand in up to 4 articles"),
            ("2", "2 of 3 pairs stand in up to 4 articles"),
            ("4", "2 of 2 pairs stand in up to 4 articles"),
        ]
        words = rows(archive, "select source_id, quality_flags from articles order by 1")
        assert [flags for _, flags in words] == [
            "brand_mismatch repeated_faq",
            "brand_mismatch repeated_faq",
            "brand_mismatch",
            "brand_mismatch repeated_faq",
            "brand_mismatch",
        ]


def test_a_pair_in_two_articles_is_no_boilerplate(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        store(archive, 1, *PASTED)
        store(archive, 2, *PASTED)
        assert (boilerplate.update(archive.db), flagged(archive)) == (0, [])


def test_one_question_with_another_answer_is_another_pair(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        for number in range(3):
            store(archive, number, *PASTED)
        store(archive, 3, FaqEntry(PASTED[0].question, "Ann Lee.", "details"))
        store(archive, 4, FaqEntry("Who pays?", PASTED[0].answer, "details"))
        assert boilerplate.update(archive.db) == 3


def test_the_flag_goes_with_the_copies(tmp_path: Path) -> None:
    with open_archive(tmp_path, write=True) as archive:
        for number in range(3):
            store(archive, number, *PASTED)
        assert boilerplate.update(archive.db) == 3
        store(archive, 0, *OWN, hours=1)
        assert (boilerplate.update(archive.db), flagged(archive)) == (0, [])
        assert rows(archive, "select distinct quality_flags from articles") == [("brand_mismatch",)]
        assert rows(archive, "select revision_count from articles order by id") == [(2,), (1,), (1,)]
