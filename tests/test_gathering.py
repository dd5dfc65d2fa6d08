"""The further pages of a visit: however large they are, the crawl holds a bounded part of them at a time."""

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.odd_site import OddSite, article, serving, site_of_stories

BOUND = 3_000_000
BOUNDED = f"import newsarchive.crawl.parts as it; it.MAX_BYTES = {BOUND}; from newsarchive.cli import main; main()"
"""The command, with a bound that a test can reach."""


def site_of_threads(stories: int, pages: int) -> OddSite:
    """Return a portal of articles with pages of one comment and a megabyte each; they name one another."""
    site = site_of_stories(stories)
    for story in range(stories):
        numbers = range(1, pages + 1)
        named = "".join(f'<a href="/story-{story}/comment-page-{page}/#comments">{page}</a>' for page in numbers)
        for page in range(1, pages + 1):
            text = f"<cite class='fn'>Ann {page}</cite><p>The ramp is late again.</p>"
            comment = f'<ol class="comment-list"><li class="comment" id="comment-{story}0{page}">{text}</li></ol>'
            body = f'{comment}<div class="comment-navigation">{named}</div>'
            weight = f"<script>{'x' * 1_000_000}</script>"
            site.add(f"/story-{story}/comment-page-{page}/", article(str(story), body=body + weight))
            if page == 1:
                site.add(f"/story-{story}/", article(str(story), body=body))
    return site


def test_pages_beyond_what_a_visit_may_hold_are_not_asked_and_the_thread_says_so(tmp_path: Path) -> None:
    with serving(site_of_threads(stories=3, pages=6)) as site:
        command = ["crawl", "portal", "-a", f"url={site.base}/", "-s", "ARCHIVE=archive", "-s", "DOWNLOAD_DELAY=0"]
        done = subprocess.run([sys.executable, "-c", BOUNDED, *command], cwd=tmp_path, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")
        asked = [int(found[1]) for path, _ in site.asked if (found := re.match(r"/story-(\d)/comment-page-", path))]
    with closing(sqlite3.connect(tmp_path / "archive" / "archive.db")) as db:
        stored = db.execute("select headline, comment_count, comments_note from articles order by headline").fetchall()
    assert sorted(asked) == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert [(headline, count) for headline, count, _ in stored] == [(f"Story {number}", 3) for number in range(3)]
    assert all("take more than" in note for _, _, note in stored)
