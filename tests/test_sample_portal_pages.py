"""Markup, feeds and REST of the sample portal are those of WordPress with Soledad."""

import json
from typing import Any

import pytest
from lxml import etree
from parsel import Selector

from newsarchive.sample_portal.answers import Asked
from newsarchive.sample_portal.pictures import picture
from newsarchive.sample_portal.script import Edition, Shown, edition, moment_of
from newsarchive.sample_portal.site import answer
from newsarchive.sample_portal.story import Block, Remark, Story
from newsarchive.sample_portal.truth import truth
from newsarchive.sample_portal.views import COMMENTS_A_PAGE, DEEPEST, Node, build_page, comment_page_count, page_count
from tests.sample_stories import remark, story

BASE = "http://portal.test"
ROWS = truth(0, BASE)["articles"]
NEWS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "n": "http://www.google.com/schemas/sitemap-news/0.9"}


def page(path: str, day: int = 0) -> Selector:
    return Selector(body(path, day))


def body(path: str, day: int = 0) -> str:
    return answer(Asked(edition(day), BASE, path.removeprefix(BASE), {})).body.decode()


def rest(route: str, **query: str) -> Any:
    return json.loads(answer(Asked(edition(0), BASE, f"/wp-json/wp/v2/{route}", query)).body)


def url(start: str) -> str:
    return str(next(row["url"] for row in ROWS if row["url"].startswith(f"{BASE}/{start}")))


KNOWN = url("russian-foreign")


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        ("h1.single-post-title::text",
         ["Russian foreign minister offers security talks with North Korea, China as he visits Pyongyang"]),
        (".single-header .penci-hide-tagupdated a.author-url::text", ["Lucas Garcia"]),
        (".penci-standard-cat a.penci-cat-name span::text", ["World"]),
        (".single-header time.published::attr(datetime)", ["2023-10-19T12:05:41-04:00"] * 2),
        ("meta[property='article:published_time']::attr(content)", ["2023-10-19T12:05:41-04:00"]),
        ("#comments .post-title-box h4::text", ["4 comments"]),
        (".post-box-meta-single > span:nth-child(2)::text", ["4 comments"]),
        ("#comments span.date::attr(datetime)",
         ["2023-10-19T15:46:00-04:00", "2023-10-19T20:27:00-04:00", "2023-10-19T20:58:00-04:00",
          "2023-10-19T22:26:00-04:00"]),
        (".post-image img::attr(alt)", ["Security Talks"]),
        ("#penci-post-entry-inner > h2::text",
         ["Frequently Asked Questions (FAQs) about Security Talks", "More about Security Talks"]),
        ("link[rel=shortlink]::attr(href)", [f"{BASE}/?p=41873"]),
    ],
)  # fmt: skip
def test_the_known_page_is_marked_up_as_soledad_does(selector: str, found: list[str]) -> None:
    assert page(KNOWN).css(selector).getall() == found


def test_the_known_page_has_nine_paragraphs_seven_questions_and_seven_placeholders() -> None:
    entry = page(KNOWN).css("#penci-post-entry-inner")
    assert len(entry.xpath("p[not(preceding-sibling::h2)]")) == 9
    assert len(entry.css("h3")) == 7
    placeholders = entry.css("li::text").getall()
    assert len(placeholders) == 7
    assert all(text.startswith("[") and text.endswith("](Insert URL here)") for text in placeholders)


def test_both_families_of_json_ld_describe_a_story() -> None:
    objects = [json.loads(text) for text in page(KNOWN).css("script[type='application/ld+json']::text").getall()]
    graph = {item["@type"]: item for item in objects[0]["@graph"]}
    theme = {item["@type"]: item for item in objects[1:]}
    assert graph["NewsArticle"]["dateModified"] == theme["BlogPosting"]["datemodified"] == "2023-10-19T12:05:41-04:00"
    assert theme["BlogPosting"]["mainEntityOfPage"] == KNOWN
    assert sorted(theme) == ["BlogPosting", "BreadcrumbList", "organization"]


@pytest.mark.parametrize(
    ("start", "selector", "count"),
    [
        ("museum-returns", ".wp-block-aioseo-faq h3.aioseo-faq-block-question", 2),
        ("seoul-says", ".schema-faq-section strong.schema-faq-question", 2),
        ("panel-counts", "#rank-math-faq .rank-math-answer", 3),
        ("the-village-that", ".elementor-accordion-item .elementor-tab-content", 2),
        ("ferry-line", "details.e-n-accordion-item .e-n-accordion-item-title-text", 2),
        ("border-market", "details.wp-block-details > summary", 2),
        ("radio-play", ".ewd-ufaq-faq-div .ewd-ufaq-faq-title-text h4", 2),
        ("the-last-maker", ".uagb-faq-child__outer-wrap .uagb-question", 2),
        ("harbour-bridge", "[itemtype='https://schema.org/Question'] [itemprop=name]", 2),
        ("minister-reads", "h2 ~ p > strong", 2),
        ("court-lets", "p > strong + br", 2),
    ],
)
def test_each_plug_in_prints_its_own_markup(start: str, selector: str, count: int) -> None:
    last = "3/" if start == "the-village-that" else ""
    assert len(page(url(start) + last).css(f"#penci-post-entry-inner {selector}")) == count


def test_a_long_story_runs_over_three_addresses() -> None:
    address = url("the-village-that")
    first, second = page(address), page(f"{address}2/")
    assert first.css("a.post-page-numbers::attr(href)").getall() == [f"{address}2/", f"{address}3/"]
    assert second.css("#penci-post-entry-inner h2::text").getall() == ["Three days for five kilometres"]
    assert second.css("link[rel=canonical]::attr(href)").get() == f"{address}2/"


def test_the_newest_comments_stand_under_the_story_and_older_ones_on_pages_of_their_own() -> None:
    address = url("the-best-soup")
    numbers = [
        [text.removeprefix("comment-") for text in page(path).css("#comments div.depth-1::attr(id)").getall()]
        for path in (f"{address}comment-page-1/", f"{address}comment-page-2/", address)
    ]
    assert [len(part) for part in numbers] == [20, 20, 1]
    whole = [number for part in numbers for number in part]
    assert whole == sorted(whole, key=int)


def test_a_protected_story_shows_a_form_and_neither_text_nor_comments() -> None:
    locked = page(url("pension-fund"))
    assert locked.css("h1::text").get() == "Protected: Pension fund buys a forest and leaves it alone"
    assert locked.css("form.post-password-form")
    assert not locked.css("#comments")
    record = rest("posts", slug="pension-fund-buys-a-forest-and-leaves-it-alone")[0]
    assert record["content"] == {"rendered": "", "protected": True}
    assert "nine thousand hectares" not in body("/feed/") + body(url("pension-fund"))


def test_listings_lead_from_the_newest_story_to_the_oldest() -> None:
    found, path = [], "/"
    while path:
        listing = page(path)
        found += listing.css("#main .penci-wrapper-data article .entry-title a::attr(href)").getall()
        path = listing.css(".penci-pagination .older a::attr(href)").get() or ""
    told = [row for row in ROWS if not row["translation_of"]]
    assert set(found) == {row["url"] for row in told} | {address for row in told for address in row["aliases"]}
    assert len(found) == len(set(found))
    assert found[0] == KNOWN


def test_the_redesign_prints_the_same_story_in_other_markup() -> None:
    soup = page(url("the-best-soup"), day=7)
    assert soup.css("article.type-post h1.entry-title::text").get() == page(url("the-best-soup")).css("h1::text").get()
    assert not soup.css(".single-post-title, #penci-post-entry-inner")
    comment = soup.css("ol.comment-list > li.comment")[0]
    assert comment.css("article.comment-body .comment-metadata time::attr(datetime)").get()
    assert len(page("/", day=7).css("#main article .entry-title a")) == 10


def test_the_post_sitemap_tells_when_a_story_was_modified() -> None:
    tree = etree.fromstring(body("/post-sitemap.xml").encode())
    told = {
        entry.findtext("s:loc", namespaces=NEWS): entry.findtext("s:lastmod", namespaces=NEWS)
        for entry in tree.iterfind("s:url", NEWS)
    }
    assert told[KNOWN] == "2023-10-19T16:05:41+00:00"
    assert told[url("council-of")] == "2023-10-20T11:02:11+00:00"
    assert {row["url"] for row in ROWS} <= set(told)


def test_the_news_sitemap_holds_the_stories_of_two_days() -> None:
    tree = etree.fromstring(body("/news-sitemap.xml").encode())
    dates = [entry.findtext("n:news/n:publication_date", namespaces=NEWS) for entry in tree.iterfind("s:url", NEWS)]
    assert dates == ["2023-10-19T12:05:41-04:00", "2023-10-19T09:10:02-04:00", "2023-10-18T21:44:50-04:00",
                     "2023-10-18T13:27:00-04:00"]  # fmt: skip


def test_feeds_give_gmt_and_the_whole_text() -> None:
    item = etree.fromstring(body("/feed/").encode()).find("channel/item")
    assert item is not None
    assert item.findtext("pubDate") == "Thu, 19 Oct 2023 16:05:41 +0000"
    assert item.findtext("guid") == f"{BASE}/?p=41873"
    content = item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded") or ""
    assert content.startswith("<p>The Russian foreign minister")
    assert "appeared first on" in content


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"slug": "the-best-soup-against-a-cold-is-the-one-somebody-brings"}, ["The best soup against a cold"]),
        ({"include": "41873"}, ["Russian foreign minister"]),
        ({"before": "2022-12-31T00:00:00"}, ["Winter circus"]),
        ({"modified_after": "2023-10-19T12:00:00"}, ["Russian foreign minister", "Council of Brelin"]),
        ({"orderby": "modified", "per_page": "1"}, ["Council of Brelin"]),
        ({"order": "asc", "per_page": "1"}, ["Winter circus"]),
    ],
)
def test_rest_filters_and_sorts_posts(query: dict[str, str], titles: list[str]) -> None:
    found = [record["title"]["rendered"] for record in rest("posts", **query)]
    assert len(found) == len(titles)
    assert all(one.startswith(other) for one, other in zip(found, titles, strict=True))


def test_rest_gives_naive_local_times_beside_gmt() -> None:
    record = rest("posts/41873")
    assert (record["date"], record["date_gmt"]) == ("2023-10-19T12:05:41", "2023-10-19T16:05:41")
    assert record["link"] == KNOWN


def test_rest_gives_comments_with_their_true_parents_and_no_pingbacks() -> None:
    row = next(row for row in ROWS if row["url"] == url("rail-cars"))
    records = rest("comments", post=str(row["id"]), per_page="100", order="asc")
    assert [(record["id"], record["parent"] or None) for record in records] == [
        (comment["id"], comment["parent"]) for comment in row["comments"] if comment["kind"] == "comment"
    ]


@pytest.mark.parametrize(
    ("route", "query", "code"),
    [
        ("posts/1", {}, "rest_post_invalid_id"),
        ("posts", {"page": "50"}, "rest_post_invalid_page_number"),
        ("posts", {"per_page": "101"}, "rest_invalid_param"),
        ("posts", {"after": "yesterday"}, "rest_invalid_param"),
        ("pages", {}, "rest_no_route"),
    ],
)
def test_rest_refuses_with_an_error_record(route: str, query: dict[str, str], code: str) -> None:
    assert rest(route, **query)["code"] == code


def test_terms_and_users_are_found_by_number() -> None:
    record = rest("posts/41873")
    assert rest(f"users/{record['author']}")["name"] == "Lucas Garcia"
    assert rest(f"categories/{record['categories'][0]}")["slug"] == "world"


def test_pictures_are_the_same_for_the_same_name() -> None:
    assert picture("a", "png") == picture("a", "png") != picture("b", "png")
    assert picture("a", "png")[0].startswith(b"\x89PNG\r\n\x1a\n")
    assert picture("en_US", "svg")[1] == "image/svg+xml"


def alone(*stories: Story, day: int = 0, noisy: bool = False, presence: str = "live") -> Edition:
    shown = tuple(Shown(one, presence) for one in stories)
    return Edition(day, moment_of(day), "soledad", noisy, shown, {})


def shape(nodes: tuple[Node, ...]) -> list[Any]:
    return [(node.remark.id, shape(node.children)) if node.children else node.remark.id for node in nodes]


CHAIN = tuple(remark(n, n - 1 if n > 1 else None) for n in range(1, DEEPEST + 3))


@pytest.mark.parametrize(
    ("remarks", "expected"),
    [
        ((), []),
        ((remark(1), remark(2)), [1, 2]),
        ((remark(1), remark(2, 1), remark(3, 1)), [(1, [2, 3])]),
        ((remark(2, 99), remark(3, 2)), [(2, [3])]),
        (CHAIN, [(1, [(2, [(3, [(4, [5, 6, 7])])])])]),
    ],
)
def test_comments_nest_as_deep_as_the_portal_lets_them(remarks: tuple[Remark, ...], expected: list[Any]) -> None:
    one = story(remarks=remarks)
    assert shape(build_page(alone(one), BASE, Shown(one)).threads) == expected


@pytest.mark.parametrize("count", [0, 1, COMMENTS_A_PAGE, COMMENTS_A_PAGE + 1, 2 * COMMENTS_A_PAGE + 1])
def test_the_newest_page_of_comments_is_the_storys_own(count: int) -> None:
    one = story(remarks=tuple(remark(n) for n in range(1, count + 1)))
    shown, today = Shown(one), alone(one)
    pages = max(1, -(-count // COMMENTS_A_PAGE))
    assert comment_page_count(today, shown) == pages
    found = [shape(build_page(today, BASE, shown, comment_page=number).threads) for number in range(1, pages + 1)]
    assert [number for part in found for number in part] == list(range(1, count + 1))
    newest = build_page(today, BASE, shown)
    assert (newest.comment_page, shape(newest.threads)) == (pages, found[-1])
    assert newest.comment_pages == tuple(
        (number, "/eels-remember/" if number == pages else f"/eels-remember/comment-page-{number}/")
        for number in range(1, pages + 1)
        if pages > 1
    )


def test_a_page_break_begins_a_page_and_the_last_holds_the_faq() -> None:
    one = story(
        blocks=(Block("p", "a"), Block("page"), Block("li", "b"), Block("li", "c"), Block("p", "d"), Block("page"))
    )
    pages = [build_page(alone(one), BASE, Shown(one), number=number) for number in range(1, page_count(one) + 1)]
    assert [[[block.text for block in group] for group in page.groups] for page in pages] == [
        [["a"]],
        [["b", "c"], ["d"]],
        [],
    ]
    assert [page.last for page in pages] == [False, False, True]
    assert pages[0].pages == ((1, "/eels-remember/"), (2, "/eels-remember/2/"), (3, "/eels-remember/3/"))


def test_a_protected_story_shows_no_thread_and_the_noisy_day_turns_the_tags() -> None:
    locked = build_page(alone(story(password=True)), BASE, Shown(story(password=True)))
    assert (locked.locked, locked.threads, locked.title) == (True, (), "Protected: Eels & “memory”")
    assert build_page(alone(story(), noisy=True, day=3), BASE, Shown(story())).tags == ("lakes", "eels")
