"""The structured data of the sample portal's pages."""

from __future__ import annotations

from newsarchive.sample_portal.story import Faq, Question
from newsarchive.sample_portal.structured import SITE, plugin_graph, theme_graph
from tests.sample_stories import story

BASE = "http://portal.test"


def test_the_plug_ins_graph_says_all_of_a_story() -> None:
    url, person = f"{BASE}/eels-remember/", f"{BASE}/author/mara-lindqvist/"
    dates = {"datePublished": "2023-10-19T15:06:07-04:00", "dateModified": "2023-10-20T15:06:07-04:00"}
    pairs = (Question("Do they?", ("They do.",)), Question("How?", ("So.", "Or so.")))
    one = story(faq=Faq("json-ld", "", pairs))
    assert plugin_graph(BASE, one, free=False) == {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "NewsMediaOrganization", "@id": f"{BASE}/#organization", "name": SITE, "url": BASE},
            {"@type": "WebSite", "@id": f"{BASE}/#website", "url": BASE, "name": SITE},
            {"@type": "WebPage", "@id": f"{url}#webpage", "url": url, **dates, "inLanguage": "en-US"},
            {"@type": "Person", "@id": person, "name": "Mara Lindqvist", "url": person},
            {
                "@type": "NewsArticle",
                "@id": f"{url}#richSnippet",
                "headline": "Eels & “memory”",
                "keywords": "eels,lakes",
                **dates,
                "articleSection": "Science",
                "author": {"@id": person, "name": "Mara Lindqvist"},
                "publisher": {"@id": f"{BASE}/#organization"},
                "inLanguage": "en-US",
                "isPartOf": {"@id": f"{url}#webpage"},
                "isAccessibleForFree": False,
            },
            {
                "@type": "FAQPage",
                "@id": f"{url}#faq",
                "mainEntity": [
                    {
                        "@type": "Question",
                        "name": "Do they?",
                        "acceptedAnswer": {"@type": "Answer", "text": "<p>They do.</p>"},
                    },
                    {
                        "@type": "Question",
                        "name": "How?",
                        "acceptedAnswer": {"@type": "Answer", "text": "<p>So.</p><p>Or so.</p>"},
                    },
                ],
            },
        ],
    }


def test_the_themes_objects_are_those_of_soledad() -> None:
    organization, posting, crumbs = theme_graph(BASE, story(authors=("Mara Lindqvist", "Bo Ek")))
    logo = {"@type": "ImageObject", "url": f"{BASE}/wp-content/uploads/2023/05/logo-site.png"}
    assert organization == {
        "@context": "https://schema.org/",
        "@type": "organization",
        "@id": "#organization",
        "logo": logo,
        "url": f"{BASE}/",
        "name": SITE,
        "description": "",
    }
    assert posting == {
        "@context": "https://schema.org/",
        "@type": "BlogPosting",
        "headline": "Eels & “memory”",
        "datePublished": "2023-10-19T15:06:07-04:00",
        "datemodified": "2023-10-20T15:06:07-04:00",
        "mainEntityOfPage": f"{BASE}/eels-remember/",
        "publisher": {"@type": "Organization", "name": SITE, "logo": logo},
        "author": {
            "@type": "Person",
            "@id": "#person-MaraLindqvist",
            "name": "Mara Lindqvist",
            "url": f"{BASE}/author/mara-lindqvist/",
        },
        "image": {
            "@type": "ImageObject",
            "url": f"{BASE}/wp-content/uploads/2023/10/eel.png",
            "width": 1024,
            "height": 683,
        },
    }
    assert [(item["position"], item["item"]["name"]) for item in crumbs["itemListElement"]] == [
        (1, "Home"),
        (2, "Science"),
        (3, "Eels & “memory”"),
    ]
    assert "image" not in theme_graph(BASE, story(picture=None))[1]
