"""When an article was published and changed: which of many dates on a page is believed, and how exact it is."""

from datetime import UTC, datetime

import pytest

from newsarchive.extract import extract
from newsarchive.extract.document import Document
from newsarchive.extract.fields.date_choice import choose, same_moment
from newsarchive.extract.fields.dates import candidates, find_modified, find_published
from newsarchive.extract.page import Page
from newsarchive.extract.rules import Rules
from newsarchive.items import Moment
from newsarchive.times import iso, parse_moment
from tests.pages import FETCHED_AT, STORY, URL, json_ld, node, page, story_page

BARE = "https://paper.example/bridge"


def read(inner: str = "", head: str = "", url: str = BARE, rules: Rules | None = None) -> Page:
    return Page(Document.parse(story_page(inner + STORY, head), url), rules)


def published(
    inner: str = "", head: str = "", url: str = BARE, rules: Rules | None = None
) -> tuple[str, str | None] | None:
    found = find_published(read(inner, head, url, rules), FETCHED_AT, None, ("en",))
    return found and (found[0], iso(found[1]))


def modified(inner: str = "", head: str = "") -> tuple[str, str | None] | None:
    found = find_modified(read(inner, head), FETCHED_AT, None, ("en",))
    return found and (found[0], iso(found[1]))


@pytest.mark.parametrize(
    "name",
    [
        "article:published_time",
        "og:article:published_time",
        "datePublished",
        "parsely-pub-date",
        "sailthru.date",
        "pubdate",
        "publish-date",
        "dc.date.issued",
        "DCTERMS.created",
        "citation_publication_date",
        "date",
        "created",
    ],
)
@pytest.mark.parametrize("attribute", ["name", "property"])
def test_a_publication_date_has_many_names(name: str, attribute: str) -> None:
    head = f'<meta {attribute}="{name}" content="2024-04-29T10:15:00+02:00">'
    assert published(head=head) == ("meta", "2024-04-29T10:15:00+02:00")


@pytest.mark.parametrize(
    "name",
    ["article:modified_time", "og:updated_time", "dateModified", "last-modified", "dc.date.modified", "lastmod"],
)
def test_a_date_of_change_has_many_names_and_is_no_publication(name: str) -> None:
    head = f'<meta name="{name}" content="2024-04-29T10:15:00+02:00">'
    assert (modified(head=head), published(head=head)) == (("meta", "2024-04-29T10:15:00+02:00"), None)


@pytest.mark.parametrize(
    "name",
    ["event:start_time", "article:expiration_time", "birthdate", "revisit-date", "cache-updated-time", "timezone"],
)
def test_a_date_of_something_else_is_none(name: str) -> None:
    head = f'<meta name="{name}" content="2024-04-29T10:15:00+02:00">'
    assert published(head=head) is None


ONE = "2024-04-29T10:15:00+02:00"
TWO = "2024-04-28T09:00:00+02:00"


@pytest.mark.parametrize(
    ("inner", "head", "wanted"),
    [
        ("", node(f'"datePublished":"{ONE}"') + f'<meta name="date" content="{TWO}">', ("json-ld", ONE)),
        ("", node(f'"dateCreated":"{ONE}"'), ("json-ld", ONE)),
        ("", node(f'"DatePublished":"{ONE}"'), ("json-ld", ONE)),
        ("", node(f'"datePublished":7,"dateCreated":"{ONE}"'), ("json-ld", ONE)),
        ("", node('"datePublished":{"@value":"2024-04-29"}'), None),
        ("", node('"datePublished":""') + f'<meta name="date" content="{ONE}">', ("meta", ONE)),
        ("", node('"datePublished":"soon"') + f'<meta name="date" content="{ONE}">', ("meta", ONE)),
        ("", json_ld('{"@type":"WebPage","datePublished":"' + ONE + '"}'), ("json-ld", ONE)),
        ("", json_ld('{"@type":"VideoObject","uploadDate":"' + ONE + '"}'), ("json-ld", ONE)),
        (f'<meta itemprop="datePublished" content="{ONE}">', "", ("meta", ONE)),
        (f'<time itemprop="datePublished" datetime="{ONE}">x</time>', "", ("itemprop", ONE)),
        (f'<time datetime="{ONE}">Monday</time><time datetime="{TWO}">x</time>', "", ("time", ONE)),
        (f'<time class="published updated" datetime="{ONE}">Monday</time>', "", ("time", ONE)),
        (f'<aside><time datetime="{TWO}">x</time></aside><time datetime="{ONE}">y</time>', "", ("time", ONE)),
        (
            f'<p>Last updated on <time datetime="{TWO}">x</time>, posted on <time datetime="{ONE}">y</time>',
            "",
            ("time", ONE),
        ),
        (
            f'<p><b>Aktualisiert:</b> <time datetime="{TWO}">x</time></p><time datetime="{ONE}">y</time>',
            "",
            ("time", ONE),
        ),
        ('<p class="date">Updated: 1 May 2024 | First published: 29 April 2024</p>', "", ("class", "2024-04-29")),
        ('<p class="date">29 April 2024 | Updated: 1 May 2024</p>', "", ("class", "2024-04-29")),
        ('<p class="date">gestern</p>', "", ("class", "2024-04-30")),
        ('<p class="date">2天前</p>', "", ("class", "2024-04-29")),
        (
            '<p class="date" data-timestamp="1714378500">Monday, 29 April</p>',
            "",
            ("class", "2024-04-29T08:15:00+00:00"),
        ),
        ('<span class="post-date" title="2024-04-29">29 April</span>', "", ("class", "2024-04-29")),
        ('<span class="post-date">29.04.2024</span>', "", ("class", "2024-04-29")),
        ('<span class="post-date">Monday</span>', "", None),
        ("<p>Published: 29 April 2024</p><p>On 1 March 2024 it rained.</p>", "", ("text", "2024-04-29")),
        ("<p>© 2024-04-29 The Paper</p>", "", None),
        ('<script>{"published_at":"2024-04-29T10:15:00+02:00"}</script>', "", ("state", ONE)),
        ("", "", None),
    ],
)
def test_a_publication_is_read_where_it_is_most_trusted(inner: str, head: str, wanted: tuple[str, str] | None) -> None:
    assert published(inner, head) == wanted


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2024/04/29/bridge/", "2024-04-29"),
        ("news/2024-04-29-bridge", "2024-04-29"),
        ("news/20240429-bridge", "2024-04-29"),
        ("2024_04_29/bridge", "2024-04-29"),
        ("2024/13/29/bridge", None),
        ("2024/04/32/bridge", None),
        ("2024/04/bridge", None),
        ("id-120240429", None),
        ("bridge?date=2024-04-29", None),
        ("2024/04-29/bridge", None),
        ("2031/04/29/bridge", None),
    ],
)
def test_a_day_is_read_from_the_address_where_it_is_one(path: str, day: str | None) -> None:
    found = published(url=f"https://paper.example/{path}")
    assert (found and found[1]) == day


def test_what_the_theme_dates_goes_before_all() -> None:
    rules = Rules("own", published=("//b[@class='own']",), modified=("//i[@class='own']",))
    inner = '<b class="own">29 April 2024 10:15</b><i class="own">30 April 2024 11:00</i>'
    page = read(inner, node('"datePublished":"2024-04-28","dateModified":"2024-04-28"'), rules=rules)
    both = [find(page, FETCHED_AT, "Europe/Berlin", ("en",)) for find in (find_published, find_modified)]
    assert [(found[0], iso(found[1])) for found in both if found] == [
        ("theme", "2024-04-29T10:15:00+02:00"),
        ("theme", "2024-04-30T11:00:00+02:00"),
    ]


@pytest.mark.parametrize(("formats", "wanted"), [((), None), (("%d. %B", "%m/%d/%Y"), "2024-04-05")])
def test_a_date_is_read_in_the_formats_that_the_portal_declares(formats: tuple[str, ...], wanted: str | None) -> None:
    rules = Rules("own", published=("//b[@class='own']",), date_formats=formats)
    assert published('<b class="own">04/05/2024</b>', rules=rules) == ("theme", wanted)


@pytest.mark.parametrize(
    ("inner", "head", "wanted"),
    [
        ("", node(f'"dateModified":"{ONE}"'), ("json-ld", ONE)),
        (f'<time class="updated" datetime="{ONE}">x</time>', "", ("time", ONE)),
        (f'<time class="mise-a-jour" datetime="{ONE}">x</time>', "", ("time", ONE)),
        (f'<time class="published updated" datetime="{ONE}">x</time>', "", None),
        (f'<span itemprop="dateModified" content="{ONE}">x</span>', "", ("itemprop", ONE)),
        ("", "", None),
    ],
)
def test_a_change_is_read_where_it_is_most_trusted(inner: str, head: str, wanted: tuple[str, str] | None) -> None:
    assert modified(inner, head) == wanted


def moments(*raws: str) -> list[tuple[str, Moment]]:
    found = (parse_moment(raw, fetched_at=FETCHED_AT) for raw in raws)
    return [(str(place), moment) for place, moment in enumerate(found) if moment is not None]


@pytest.mark.parametrize(
    ("raws", "wanted"),
    [
        ((), None),
        (("0000-00-00T00:00:00Z",), None),
        (("0000-00-00T00:00:00Z", "2024-04-30"), "2024-04-30"),
        (("2024-04-30", "2024-04-30T10:00", "2024-04-30T11:00:00+02:00"), "2024-04-30T11:00:00+02:00"),
        (("2024-04-30T10:00", "2024-04-30T11:00"), "2024-04-30T10:00:00"),
        (("2024-04-30T10:00:00+02:00", "2024-04-30T11:00:00+02:00"), "2024-04-30T10:00:00+02:00"),
        (("2024-04-30T10:00", "2024-04-29T10:00:00+02:00"), "2024-04-30T10:00:00"),
        (("2024-04", "2024-04-30T10:00:00Z"), "2024-04"),
        (("2024-04-30", "2024-04-29T22:30:00Z"), "2024-04-29T22:30:00+00:00"),
        (("2024-04-30", "2024-05-01T10:30:00Z"), "2024-05-01T10:30:00+00:00"),
        (("2024-04-30", "2024-04-29T09:30:00Z"), "2024-04-30"),
        (("2024-04-30", "2024-05-01T11:30:00Z"), "2024-04-30"),
        (("2024-04-30", "2024-04-29T22:30:00+02:00"), "2024-04-30"),
        (("2024-04-30", "2024-04-29T22:30:00Z", "2024-04-30T10:15"), "2024-04-30T10:15:00"),
    ],
)
def test_the_most_trusted_date_is_made_more_exact_by_others_of_its_day(
    raws: tuple[str, ...], wanted: str | None
) -> None:
    best = choose(moments(*raws))
    assert (best and iso(best[1])) == wanted


@pytest.mark.parametrize(
    ("machine", "printed", "offset"),
    [
        ("2024-04-30T08:15:00Z", "2024-04-30 10:15", 120),
        ("2024-04-30T08:15:00Z", "2024-04-30 04:15", -240),
        ("2024-04-30T08:15:00Z", "2024-04-30 13:45", 330),
        ("2024-04-30T08:15:00Z", "2024-04-30 10:15:00+02:00", 120),
        ("2024-04-30T08:15:00Z", "2024-04-30 10:17", 0),
        ("2024-04-30T08:15:00Z", "2024-04-30 08:15", 0),
        ("2024-04-30T08:15:00Z", "2024-04-30", 0),
        ("2024-04-30T08:15:00Z", "2024-04-28 10:15", 0),
        ("2024-04-30T08:15:00Z", "2024-04-30 10:20:00+02:00", 0),
        ("2024-04-30T08:15:00+01:00", "2024-04-30 10:15", 60),
    ],
)
def test_a_printed_clock_shows_the_offset_of_utc(machine: str, printed: str, offset: int) -> None:
    best = choose(moments(machine, printed))
    assert best is not None and best[1].offset_minutes == offset
    assert best[1].utc == moments(machine)[0][1].utc


def test_every_candidate_is_shown_in_the_order_of_trust() -> None:
    head = node('"datePublished":"2024-04-29"') + '<meta name="date" content="2024-04-28">'
    found = candidates(read(head=head, url="https://paper.example/2024/04/27/bridge"), FETCHED_AT, None, ("en",))
    told = {name: [(source, iso(moment)) for source, moment in moments] for name, moments in found.items()}
    assert told == {
        "published": [("json-ld", "2024-04-29"), ("meta", "2024-04-28"), ("address", "2024-04-27")],
        "modified": [],
    }


def test_very_many_dates_are_bounded() -> None:
    head = "".join(
        f'<meta name="{name}" content="2024-04-{day:02}">'
        for day, name in enumerate(
            ("article:published_time", "datepublished", "pubdate", "dc.date", "date", "created", "dcterms.date"), 1
        )
    ) + node('"datePublished":"2024-03-01","dateCreated":"2024-03-02","uploadDate":"2024-03-03"')
    found = candidates(read(head=head), FETCHED_AT, None, ("en",))["published"]
    assert len(found) == 8 and found[0][0] == "json-ld"


def test_a_draft_s_day_in_json_ld_is_outvoted_by_what_the_page_tells_and_prints() -> None:
    head = node('"datePublished":"2024-04-26T07:00:00Z"')
    told = '<meta property="article:published_time" content="2024-04-29T10:15:00+02:00">'
    printed = '<p class="date">29 April 2024</p>'
    assert published(printed, head + told) == ("meta", "2024-04-29T10:15:00+02:00")
    assert published("", head + told) == ("json-ld", "2024-04-26T07:00:00+00:00")
    assert published('<p class="date">26 April 2024</p>' + printed, head + told) == (
        "json-ld",
        "2024-04-26T07:00:00+00:00",
    )


def test_what_is_told_of_some_day_counts_less_than_the_day_that_is_printed() -> None:
    head = '<meta name="date" content="2024-04-30T09:00:00+02:00">'
    assert published('<time datetime="2024-04-29">29 April 2024</time>', head) == ("time", "2024-04-29")


def test_month_and_day_are_changed_over_where_the_page_prints_the_day_that_makes() -> None:
    head = '<meta name="date" content="03/04/2024 10:15:00">'
    assert published("<p>Created: 4 March 2024</p>", head) == ("meta", "2024-03-04T10:15:00")
    assert published("<p>Erstellt am: 03.04.2024</p>", head) == ("meta", "2024-04-03T10:15:00")
    assert published("", head) == ("meta", "2024-04-03T10:15:00")


def test_a_text_that_begins_with_slashes_and_is_read_for_another_day_is_left_alone() -> None:
    raw = Moment("03/04/2024 seen 25 May 2023", datetime(2023, 5, 25), None, None, "day", "unknown")
    assert choose([("meta", raw)]) == ("meta", raw)


@pytest.mark.parametrize(
    "line",
    [
        "<p>Changed: 30.04.2024<br>Published: 29.04.2024</p>",
        "<p><span>Erschienen am</span> <b>29. April 2024</b></p>",
        "<p>Publié le <b>29/04/2024</b></p>",
        "<small>Erstellt am: 29.04.2024 / ab</small>",
    ],
)
def test_a_labelled_day_is_found_behind_its_label(line: str) -> None:
    assert published("<p>Seen on 1 March 2023.</p>" + line) == ("text", "2024-04-29")


def test_the_one_marked_day_of_a_page_is_its_article_s_whatever_it_stands_in() -> None:
    marked = '<div class="footer"><time itemprop="datePublished" datetime="2024-04-29">29.04.2024</time></div>'
    assert published('<p class="time">Open today, 9:00</p>' + marked) == ("itemprop", "2024-04-29")


@pytest.mark.parametrize("key", ["deployDt", "regDt", "publishDate", "published_at"])
def test_state_names_the_publication_in_several_ways(key: str) -> None:
    state = f'<script>push({{"re{key[0].upper()}{key[1:]}":"x","{key}":"2024.04.29 10:15","reDeployDt":"2024.04.30"}})'
    assert published("<p>" + state + "</script></p>") == ("state", "2024-04-29T10:15:00")


def test_of_a_theme_s_many_times_the_one_counts_that_the_page_tells_machines() -> None:
    listed = "".join(f'<h3><a href="/{day}">Other</a></h3><time class="t" datetime="{day}">x</time>' for day in DAYS)
    rules = Rules(name="paper", marks=(), published=("time.t",))
    own = '<time class="t" datetime="2024-04-29T10:15:00+02:00">29 April 2024</time>'
    head = '<meta property="article:published_time" content="2024-04-29T08:15:00Z">'
    assert published(listed + own, head, rules=rules) == ("theme", "2024-04-29T10:15:00+02:00")
    assert published(listed, head, rules=rules) == ("meta", "2024-04-29T08:15:00+00:00")


DAYS = ("2024-04-27T09:00:00+02:00", "2024-04-29T09:00:00+02:00")


def test_a_time_at_the_headline_counts_more_than_the_meta_of_some_day_whatever_it_stands_in() -> None:
    head = '<meta name="date" content="2024-04-30T09:00:00+02:00">'
    boxed = '<aside class="meta"><time datetime="2024-04-29">29.04.2024 - 13:30</time></aside>'
    assert published(boxed, head) == ("time", "2024-04-29T13:30:00")


@pytest.mark.parametrize(
    ("clock", "wanted"),
    [
        ("17:48", "2024-04-29T17:48:00+02:00"),
        ("21:18", "2024-04-29T21:18:00+05:30"),
        ("12:18", "2024-04-29T12:18:00-03:30"),
        ("3:48", "2024-04-29T15:48:00+00:00"),
        ("23:18", "2024-04-29T15:48:00+00:00"),
    ],
)
def test_a_printed_clock_is_paired_with_utc_only_by_an_offset_that_clocks_have(clock: str, wanted: str) -> None:
    head = node('"datePublished":"2024-04-29T15:48:00Z"')
    found = published(f'<p class="date">29 April 2024, {clock}</p>', head)
    assert found == ("json-ld", wanted)


@pytest.mark.parametrize(
    ("own", "wanted"), [("", None), ("<p>12 March 2024</p>", "2024-03-12"), ("<p>14 March 2024</p>", "2024-03-14")]
)
def test_the_day_of_a_comment_is_not_that_of_the_article(own: str, wanted: str | None) -> None:
    byline = "<p><a href=/u/8><b>{}</b></a> (14.03.2024 09:41)</p>"
    row = f"<div class=comEnt id=comEnt{{}}>{byline}<p class=cMessage>{{}}</p></div>"
    thread = row.format(11, "Ann", "Where will the buses go?") + row.format(12, "Ben", "Over the old bridge.")
    article = extract(story_page(f"{STORY}{own}<div>{thread}</div>"), BARE, fetched_at=FETCHED_AT)
    assert len(article.comments) == 2
    assert iso(article.published) == wanted


def test_a_change_printed_beside_the_date_does_not_hide_it() -> None:
    line = (
        '<div class="meta-info"><span class="updated hidden">2024-02-07T17:27:31+02:00</span>'
        "<span>June 19th, 2023</span><span>|</span></div>"
    )
    assert published(line) == ("class", "2023-06-19")


def test_an_abbreviation_with_a_moment_as_its_title_tells_the_publication() -> None:
    line = '<cite class="byline">By Ann Lee – <abbr title="2024-04-25T01:40:40Z">1 hr 4 mins ago</abbr></cite>'
    assert published(f"<p>Photo of March 2, 2011</p>{line}") == ("time", "2024-04-25T01:40:40+00:00")
    assert published('<p>The <abbr title="2024 rules">rules</abbr></p>') is None


def test_todays_date_beside_the_name_of_the_paper_is_not_the_articles() -> None:
    name = '<div><a class="logo" href="/">The Paper <span class="date-edition">May 1, 2024</span></a></div>'
    own = '<p class="date">April 25, 2024</p>'
    assert published(name + own) == ("class", "2024-04-25")
    assert published(name.replace('href="/"', 'href="/bridge"') + own) == ("class", "2024-05-01")


def test_a_number_of_json_ld_is_unix_time() -> None:
    assert published(head=node('"datePublished":1714469767')) == ("json-ld", "2024-04-30T09:36:07+00:00")


def test_a_stamp_for_scripts_is_read_where_only_an_age_is_printed() -> None:
    assert published('<span class="post-date" data-timestamp="1714469767">yesterday</span>') == (
        "class",
        "2024-04-30T09:36:07+00:00",
    )


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("Posted at 5:06 a.m. ET on April 29, 2024", "2024-04-29T05:06:00-04:00"),
        ("04/29/2024 10:32 AM EST", "2024-04-29T10:32:00-05:00"),
        ("29/4/2024, 16:20 (GMT+7)", "2024-04-29T16:20:00+07:00"),
        ("29 April 2024 16:20 WIB", "2024-04-29T16:20:00+07:00"),
        ("29 April 2024, opens at 16:20 on 30 April 2024", "2024-04-29"),
    ],
)
def test_clock_and_zone_around_an_unmarked_date_are_read(line: str, moment: str) -> None:
    assert published(f"<p>{line}</p>") == ("text", moment)


def test_a_day_inside_a_sentence_is_none_of_the_article() -> None:
    assert (
        published("<p>The bridge was closed on 12 May 2023 after cracks were found in its southern pier.</p>") is None
    )


def test_todays_date_at_the_head_of_the_page_gives_way_to_one_near_the_headline() -> None:
    head = f'<div class="current-date">Tuesday, April 30, 2024</div>{"<a href=/x>x</a>" * 60}'
    html = f"<body>{head}<h1>Bridge reopens</h1><p class=date>28 April 2024</p>{STORY}</body>"
    found = find_published(Page(Document.parse(html, BARE), None), FETCHED_AT, None, ("en",))
    assert found is not None and iso(found[1]) == "2024-04-28"


def test_a_printed_zone_is_believed_before_a_z_of_the_same_clock() -> None:
    head = node('"datePublished":"2024-04-29T17:06:05Z"')
    line = '<time class="entry-date">April 29, 2024 5:06 pm EDT</time>'
    assert published(line, head) == ("json-ld", "2024-04-29T17:06:05-04:00")
    found = find_published(read(line, head), FETCHED_AT, None, ("en",))
    assert found is not None and found[1].utc == datetime.fromisoformat("2024-04-29T21:06:00+00:00")


def test_a_change_labelled_inside_its_time_is_no_publication() -> None:
    times = "".join(
        f'<time datetime="2024-04-{day}T08:15:00+01:00">{label}: {day}. April 2024</time>'
        for label, day in (("Zuletzt aktualisiert", 30), ("Veröffentlicht", 29))
    )
    article = extract(page(f"<h1>Bridge reopens</h1>{times}{STORY}"), URL, fetched_at=FETCHED_AT)
    assert (iso(article.published), iso(article.modified)) == ("2024-04-29T08:15:00+01:00", "2024-04-30T08:15:00+01:00")


def test_what_is_counted_back_from_the_fetch_gives_way_to_the_day_in_the_address() -> None:
    day = "https://paper.example/2024/03/02/bridge/"
    assert published('<p class="date">yesterday</p>', url=day) == ("address", "2024-03-02")
    assert published('<p class="date">2 hours ago</p><i class="date">2 March 2024, 9:05</i>', url=day) == (
        "class",
        "2024-03-02T09:05:00",
    )
    of_today = "https://paper.example/2024/04/30/bridge/"
    assert published('<p class="date">yesterday</p>', url=of_today) == ("class", "2024-04-30")


def test_a_clock_alone_is_that_of_the_day_told_beside_it() -> None:
    printed = '<p class="date">Today 3:05 PM</p><p class="date">2 March 2024 3:05 PM</p>'
    assert published(printed) == ("class", "2024-03-02T15:05:00")


def test_the_date_of_an_article_in_a_list_is_none_of_the_page() -> None:
    entry = '<li itemprop="itemListElement"><meta itemprop="datePublished" content="2024-01-02T03:04:05Z"></li>'
    listed = f'<ul itemscope itemtype="https://schema.org/ItemList">{entry}</ul>'
    own = '<time itemprop="datePublished" datetime="2024-04-29T10:15:00+02:00">29 April</time>'
    assert published(own + listed) == ("itemprop", "2024-04-29T10:15:00+02:00")


def test_the_day_of_the_week_may_stand_between_a_label_and_its_date() -> None:
    lines = "<p>Updated: Monday, 29 Apr 2024, 4:25 PM EDT<br>Published : Monday, 29 Apr 2024, 3:05 PM EDT</p>"
    assert published(lines) == ("text", "2024-04-29T15:05:00-04:00")


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("2023-10-19", "2023-10-19T15:46:00Z", True),
        ("2023-10-19", "2023-10-20T15:46:00Z", False),
        ("2023-10-19 15:46", "2023-10-19 15:46:30", True),
        ("2023-10-19 15:46", "2023-10-19 15:47", False),
        ("2023-10-19T15:46:00Z", "2023-10-19T17:46:00+02:00", True),
        ("2023-10-19T15:46:00Z", "2023-10-19T15:46:00+02:00", False),
    ],
)
def test_moments_are_the_same_to_the_minute_or_where_one_names_a_day_to_the_day(
    one: str, other: str, wanted: bool
) -> None:
    first, second = (parse_moment(text, fetched_at=FETCHED_AT) for text in (one, other))
    assert first is not None
    assert second is not None
    assert same_moment(first, second) is wanted


def test_of_several_times_marked_in_boxes_the_first_counts_before_what_stands_near() -> None:
    box = '<aside class="related"><time itemprop="datePublished" datetime="{}">x</time></aside>'
    near = '<div class="teaser"><time datetime="2024-04-01T08:00:00+02:00">x</time></div>'
    marked = box.format("2024-04-29T10:15:00+02:00") + box.format("2024-04-28T10:15:00+02:00")
    assert published(near + marked) == ("time", "2024-04-29T10:15:00+02:00")


CHANGED = "2024-04-29T08:00:00+00:00"
TOLD = 'datetime="2024-04-29T08:00:00+00:00"'


@pytest.mark.parametrize(
    ("inner", "found"),
    [
        (f"<time {TOLD}><i></i> Updated Mon 29 April 2024</time>", ("time", CHANGED)),
        (f'<time {TOLD} title="Modified: Apr 29, 2024">Apr 29, 2024</time>', ("time", CHANGED)),
        (
            f'<time itemprop="datePublished" datetime="2024-04-28T08:00:00Z">Apr 28</time>'
            f'<time itemprop="datePublished" {TOLD} title="Updated Apr 29, 2024">Apr 29</time>',
            ("time", CHANGED),
        ),
        (f'<span title="Updated Apr 29, 2024 08:00"><i></i><time {TOLD}>Apr 29</time></span>', ("time", CHANGED)),
        (f'<span title="最后更新于 2024-04-29"><time {TOLD}>4/29</time></span>', ("time", CHANGED)),
        (f'<span title="Sharing options"><time {TOLD}>Apr 29</time></span>', None),
        (
            '<p><i></i><span class="post-date">2024-04-28 05:06</span></p>'
            '<p><i></i><span class="post-update-date">2024-04-29 07:08</span></p>',
            ("class", "2024-04-29T07:08:00"),
        ),
        ('<p class="post-meta"><span class="post-date updated">2024-04-29</span></p>', None),
    ],
)
def test_a_change_is_named_within_its_time_by_a_title_or_by_a_class(
    inner: str, found: tuple[str, str | None] | None
) -> None:
    assert modified(inner) == found


def test_the_footer_of_an_article_is_no_place_beside_it() -> None:
    head = '<footer><abbr class="published" title="2024-04-28T05:06:00+02:00">28 April</abbr></footer>'
    html = page(f"<article><h1>Bridge reopens</h1><div class=entry-content>{head}{STORY}</div></article>")
    assert iso(extract(html, BARE, fetched_at=FETCHED_AT).published) == "2024-04-28T05:06:00+02:00"
    beside = page(f"<h1>Bridge reopens</h1><div class=entry-content>{STORY}</div><div>{head}</div>")
    assert iso(extract(beside, BARE, fetched_at=FETCHED_AT).published) != "2024-04-28T05:06:00+02:00"


@pytest.mark.parametrize(
    "line",
    [
        "<p>By Jane Doe | Updated April 28, 2024 10:32 am</p>",
        "<p class=date>Last updated: April 28, 2024 10:32 am</p>",
        "<p><b>Updated:</b> April 28, 2024 10:32 am</p>",
        "<p><span>Aktualisiert am</span> <span>28. April 2024 10:32</span></p>",
        "<p>Updated: <time>April 28, 2024 10:32 am</time></p>",
    ],
)
def test_a_change_stands_for_the_publication_that_a_page_does_not_print_and_is_marked(line: str) -> None:
    found = find_published(read(line), FETCHED_AT, None, ("en",))
    assert found is not None and (found[0], iso(found[1])) == ("updated", "2024-04-28T10:32:00") and found[1].estimated


@pytest.mark.parametrize(
    "line",
    [
        "<p>April 28, 2024 10:32 am</p>",
        "<p>Updated April 29, 2024, published April 28, 2024 10:32 am</p>",
        "<p class=date>Updated April 29, 2024. Published April 28, 2024 10:32 am</p>",
        '<div class="updated">April 28, 2024 10:32 am</div>',
    ],
)
def test_a_printed_publication_is_not_marked_as_estimated(line: str) -> None:
    found = find_published(read(line), FETCHED_AT, None, ("en",))
    assert found is not None and iso(found[1]) == "2024-04-28T10:32:00" and not found[1].estimated


@pytest.mark.parametrize(
    ("now", "printed", "wanted"),
    [
        ("28th Nov 2026 04:21", "By: Ann Lee on Nov. 20, 2024, 8:26 p.m.", "2024-11-20T20:26:00"),
        ("2026-11-28T03:21:07Z", "Nov. 20, 2024, 8:26 p.m.", "2024-11-20T20:26:00"),
        ("2026-11-28T03:21:07Z", "Nov. 28, 2026", "2026-11-28T03:21:07+00:00"),
        ("2026-11-28T03:21:07Z", "", "2026-11-28T03:21:07+00:00"),
        ("2026-11-28T03:05:00Z", "Nov. 20, 2024, 8:26 p.m.", "2026-11-28T03:05:00+00:00"),
    ],
)
def test_a_meta_element_of_the_minute_of_the_fetch_gives_way_to_what_is_printed(
    now: str, printed: str, wanted: str
) -> None:
    html = read(f"<p><small>{printed}</small></p>", f'<meta name="created" content="{now}">')
    found = find_published(html, datetime(2026, 11, 28, 3, 21, 40, tzinfo=UTC), None, ("en",))
    assert found is not None and iso(found[1]) == wanted
