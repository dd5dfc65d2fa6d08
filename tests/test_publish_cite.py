"""Citations that BibTeX, reference managers and Robust Links take."""

import json
from dataclasses import replace

import pytest

from newsarchive.publish.cite import Cited, bibtex, csl_json, known_part, robust_link

CITED = Cited(
    public_id="k3x9",
    headline='R&D at 100%: {Kim} "meets" <Putin>',
    authors=("Lucas Garcia", "BBN_Desk"),
    portal="Big Big News",
    url="https://example.com/a?b=1&c=2",
    published_on="2023-10-19",
    seen_at="2023-10-20T01:02:03Z",
    permalink="http://127.0.0.1:8001/a/k3x9/r/2",
    version=2,
)


def test_bibtex_escapes_what_tex_would_run() -> None:
    assert bibtex(CITED) == (
        "@online{BigBigNews2023k3x9,\n"
        "  author = {{Lucas Garcia} and {BBN\\_Desk}},\n"
        '  title = {{R\\&D at 100\\%: \\{Kim\\} "meets" <Putin>}},\n'
        "  organization = {Big Big News},\n"
        "  date = {2023-10-19},\n"
        "  url = {https://example.com/a?b=1&c=2},\n"
        "  urldate = {2023-10-20},\n"
        "  note = {Version 2, archived 2023-10-20T01:02:03Z, http://127.0.0.1:8001/a/k3x9/r/2},\n"
        "}"
    )


def test_csl_json_says_the_same() -> None:
    assert json.loads(csl_json(CITED)) == [
        {
            "id": "k3x9",
            "type": "article-newspaper",
            "title": CITED.headline,
            "author": [{"literal": "Lucas Garcia"}, {"literal": "BBN_Desk"}],
            "container-title": "Big Big News",
            "URL": CITED.url,
            "issued": {"date-parts": [[2023, 10, 19]]},
            "accessed": {"date-parts": [[2023, 10, 20]]},
            "version": "2",
            "archive": "newsarchive",
            "archive_location": CITED.permalink,
        }
    ]


def test_a_robust_link_escapes_the_headline() -> None:
    assert robust_link(CITED) == (
        '<a href="https://example.com/a?b=1&amp;c=2" data-versionurl="http://127.0.0.1:8001/a/k3x9/r/2" '
        'data-versiondate="2023-10-20">R&amp;D at 100%: {Kim} &quot;meets&quot; &lt;Putin&gt;</a>'
    )


@pytest.mark.parametrize(
    ("precision", "day", "parts"),
    [("minute", "2023-10-19", [2023, 10, 19]), ("month", "2023-10", [2023, 10]), ("year", "2023", [2023])],
)
def test_no_more_of_a_date_is_cited_than_is_known(precision: str, day: str, parts: list[int]) -> None:
    cited = replace(CITED, published_on=known_part("2023-10-19T15:46:00", precision))
    assert f"date = {{{day}}}," in bibtex(cited)
    assert json.loads(csl_json(cited))[0]["issued"] == {"date-parts": [parts]}


def test_an_estimated_date_is_cited_as_one() -> None:
    cited = replace(CITED, published_is_estimated=True)
    assert "  date = {2023-10-19~},\n" in bibtex(cited)
    assert json.loads(csl_json(cited))[0]["issued"] == {"date-parts": [[2023, 10, 19]], "circa": True}
    undated = replace(cited, published_on=None)
    assert "date = {" not in bibtex(undated).replace("urldate", "") and "issued" not in json.loads(csl_json(undated))[0]


def test_what_is_unknown_is_left_out() -> None:
    bare = Cited("x", None, (), "p", "https://example.com/", None, "2023-10-20T01:02:03Z", "http://h/a/x/r/1", 1)
    assert bibtex(bare).splitlines()[:3] == [
        "@online{px,",
        "  title = {{https://example.com/}},",
        "  organization = {p},",
    ]
    assert set(json.loads(csl_json(bare))[0]) == {
        "id", "type", "container-title", "URL", "accessed", "version", "archive", "archive_location",
    }  # fmt: skip
