"""The truth that the sample portal tells of itself, day by day."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from newsarchive.sample_portal.script import LAST_DAY, events, moment_of
from newsarchive.sample_portal.truth import CHANGES, truth, z

BASE = "http://portal.test"


DAYS = range(LAST_DAY + 1)


@pytest.mark.parametrize("day", DAYS)
def test_the_truth_of_a_day_adds_up(day: int) -> None:
    told = truth(day, BASE)
    rows = told["articles"]
    assert (told["day"], told["now"]) == (day, z(moment_of(day)))
    assert told["counts"] == {
        "articles": len(rows),
        "comments": sum(len(row["comments"]) for row in rows if row["translation_of"] is None),
        "faqs": sum(len(row["faqs"]) for row in rows),
        "revisions": sum(row["revisions"] for row in rows),
        "published_twice": sum(len(row["published_twice"]) for row in rows),
    }
    addresses = [address for row in rows for address in (row["url"], *row["aliases"])]
    assert len(addresses) == len(set(addresses))
    for row in rows:
        known = [comment["id"] for comment in row["comments"]]
        removed = {gone["id"] for gone in row["removed_comments"]}
        assert len(known) == len(set(known)) and not removed & set(known)
        assert {comment["parent"] for comment in row["comments"]} <= {None, *known, *removed}
        assert all(comment["published"] <= told["now"] for comment in row["comments"])
        assert row["status"] in ("live", "gone", "protected") and row["published"] <= told["now"]
        assert row["revisions"] >= 1 and (row["body"] or row["status"] == "protected")


@pytest.mark.parametrize("day", DAYS)
def test_the_truth_of_a_day_tells_the_changes_of_the_script_until_then(day: int) -> None:
    wanted = Counter(CHANGES[event["do"]] for event in events() if event["do"] in CHANGES and event["day"] <= day)
    assert Counter(change["kind"] for row in truth(day, BASE)["articles"] for change in row["changes"]) == wanted


@pytest.mark.parametrize("day", DAYS[1:])
def test_from_one_day_to_the_next_nothing_is_forgotten(day: int) -> None:
    before = {row["id"]: row for row in truth(day - 1, BASE)["articles"] if row["translation_of"] is None}
    after = {row["id"]: row for row in truth(day, BASE)["articles"] if row["translation_of"] is None}
    assert before.keys() <= after.keys()
    for number, row in before.items():
        later = after[number]
        assert later["revisions"] >= row["revisions"] and later["changes"][: len(row["changes"])] == row["changes"]
        gone = {one["id"] for one in later["removed_comments"]}
        assert {one["id"] for one in row["comments"]} <= {one["id"] for one in later["comments"]} | gone
        assert {row["url"], *row["aliases"]} <= {later["url"], *later["aliases"]}


def test_the_address_of_the_portal_is_the_only_thing_that_differs_between_two_bases() -> None:
    one, other = json.dumps(truth(LAST_DAY, BASE)), json.dumps(truth(LAST_DAY, "https://other.test"))
    assert one.replace(BASE, "https://other.test") == other
