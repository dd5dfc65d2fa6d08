"""Pages with questions and answers in any markup, and what is read of them."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from newsarchive.extract import extract
from newsarchive.items import Article

URL = "https://example.com/rain/"


TEXT = (
    "The first rain of the season fell on the harbour on Thursday, and the fishermen stayed ashore until noon.",
    "By the evening the gauges at the lighthouse had measured forty millimetres, more than in all of September.",
    "The council said that the drains held, and that the road along the quay would open again on Friday morning.",
)


PAIRS = (("Why does it rain?", "Warm air rises.\n\nThen it cools."), ("When does it stop?", "When the cloud is gone."))


def page(faq: str, *, behind: str = "", head: str = "") -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in TEXT)
    return (
        f"<html lang=en><head><title>Rain</title>{head}</head><body><header><nav><a href=/>Home</a></nav></header>"
        f"<article><h1>Rain at last</h1><div class='entry-content'>{text}{faq}{behind}</div></article></body></html>"
    )


def read(html: str) -> Article:
    return extract(html, URL, fetched_at=datetime(2026, 11, 1, tzinfo=UTC))


def pairs_of(article: Article) -> tuple[tuple[str, str | None], ...]:
    return tuple((entry.question, entry.answer) for entry in article.faqs)


def ld(pairs: tuple[tuple[str, str], ...] = PAIRS) -> str:
    entities = [
        {
            "@type": "Question",
            "name": q,
            "acceptedAnswer": {"@type": "Answer", "text": f"<p>{'</p><p>'.join(a.split(chr(10) * 2))}</p>"},
        }
        for q, a in pairs
    ]
    data = {"@context": "https://schema.org", "@type": "FAQPage", "mainEntity": entities}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def each(form: str, joined: str = "") -> str:
    """The form filled for both pairs; {q}, {p}: answer as p elements, {n}: number."""
    return joined.join(
        form.replace("{q}", q)
        .replace("{p}", "".join(f"<p>{part}</p>" for part in a.split("\n\n")))
        .replace("{n}", str(n))
        for n, (q, a) in enumerate(PAIRS, 1)
    )


SECTIONS = {
    "heading": each("<h3>{q}</h3>{p}"),
    "numbered": each("<h3>{n}. {q}</h3>{p}"),
    "deeper": "<h3>Basics</h3>" + each("<h4>{q}</h4>{p}"),
    "same level": each("<h2>{q}</h2>{p}"),
    "bold": each("<p><strong>{q}</strong></p>{p}"),
    "bold marks": "<p><b>Q: Why does it rain?</b></p><p>A: Warm air rises.</p><p>Then it cools.</p>"
    "<p><b>Q: When does it stop?</b></p><p>A: When the cloud is gone.</p>",
    "bold br": "<p><strong>Why does it rain?</strong><br>Warm air rises.</p><p>Then it cools.</p>"
    "<p><strong>When does it stop?</strong><br>When the cloud is gone.</p>",
    "bold start": "<p><strong>Why does it rain?</strong> Warm air rises.</p><p>Then it cools.</p>"
    "<p><strong>When does it stop?</strong> When the cloud is gone.</p>",
    "plain": each("<p>{q}</p>{p}"),
    "plain marks": "<p>Q1. Why does it rain?</p><p>A. Warm air rises.</p><p>Then it cools.</p>"
    "<p>Q2. When does it stop?</p><p>A. When the cloud is gone.</p>",
    "in a box": "<div>" + each("<div><h3>{q}</h3><div>{p}</div></div>") + "</div>",
    "list": "<ol>"
    + "<li><strong>Why does it rain?</strong><br>Warm air rises.<p>Then it cools.</p></li>"
    + "<li><strong>When does it stop?</strong><br>When the cloud is gone.</li></ol>",
}
