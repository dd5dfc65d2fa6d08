"""Small pages of our own that show one trait of a real one each."""

from datetime import UTC, datetime

FETCHED_AT = datetime(2024, 5, 1, 12, tzinfo=UTC)
URL = "https://paper.example/2024/04/30/bridge-reopens/"

SENTENCES = (
    "The old bridge over the river opened again on Tuesday after two years of repairs, the city council said.",
    "Some two hundred people walked across it in the first hour, among them the mayor and a school class.",
    "Repairs had cost nine million, twice what was planned, because the southern pier stood on soft ground.",
    "Buses will use the bridge from Monday; lorries over ten tonnes have to take the ring road as before.",
)
"""Four paragraphs of a story."""


def paragraphs(*texts: str) -> str:
    """Return the texts as HTML paragraphs."""
    return "".join(f"<p>{text}</p>" for text in texts)


STORY = paragraphs(*SENTENCES)


def page(body: str, head: str = "", body_class: str = "", lang: str = "en") -> str:
    """Return a page with this body and head."""
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">{head}</head>'
        f'<body class="{body_class}">{body}</body></html>'
    )


def story_page(inner: str = STORY, head: str = "", title: str = "Bridge reopens after two years") -> str:
    """Return a page with a headline and an article, navigation before and a footer behind it."""
    return page(
        '<nav><ul><li><a href="/">Home</a></li><li><a href="/city/">City</a></li></ul></nav>'
        f"<main><article><h1>{title}</h1>{inner}</article></main>"
        "<footer><p>The Paper has been writing about the town and its river since the flood of 1890.</p></footer>",
        head,
    )


def json_ld(text: str) -> str:
    """Return the JSON-LD as a script."""
    return f'<script type="application/ld+json">{text}</script>'


def node(text: str) -> str:
    """Return JSON-LD of the story with these properties beside its headline."""
    return json_ld('{"@type":"NewsArticle","headline":"Bridge reopens after two years",' + text + "}")


def meta(name: str, content: str) -> str:
    """Return a meta element by its property."""
    return f'<meta property="{name}" content="{content}">'
