"""Where name, day and text stand in threads of many makers, and what is around them."""

from __future__ import annotations

import pytest

from newsarchive.extract.comments.words import JUNK_LINE


@pytest.mark.parametrize("line", ["ReplyReport", "odpovědětnahlásit", "回复举报", "Like Share Reply 3", "共感した 12"])
def test_links_of_the_foot_without_a_blank_between_them_are_no_text(line: str) -> None:
    assert JUNK_LINE.match(line)


@pytest.mark.timeout(20)
def test_a_line_that_repeats_the_words_of_the_foot_is_told_at_once() -> None:
    assert not JUNK_LINE.match("like loading " * 500 + "x")
