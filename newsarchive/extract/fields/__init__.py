"""The fields beside the text, and whom each is believed from.

`newsarchive explain` prints these lines; docs/extraction.md adds the exceptions.

- headline: theme · the `h1` that says the same as og:title · og:title (where the page has JSON-LD of its article) ·
  the `h1` that agrees with JSON-LD, twitter:title or title · JSON-LD · itemprop (no `h1` in the title) · og:title ·
  twitter:title · the part of the title that a lesser heading prints · the only `h1`, beside no more than a title ·
  title · `h1` (`headline.py`)
- byline: theme · JSON-LD author · rel=author · itemprop · meta · names beside the date (`beside_date.py`) · elements
  named for it · an unmarked "By …" line · a signature in the text; names of others before the site's own (`byline.py`)
- published: theme · JSON-LD (meta, where the printed date agrees with it on another day) · meta · itemprop · JSON-LD of
  the page · `time` · elements named for it · meta of some day · address · other meta · text · embedded state; the time
  of a day before the day, a zone before none (`dates.py`, `date_choice.py`)
- modified: theme · JSON-LD · meta · itemprop · `time` · text (`dates.py`)
- section: theme · JSON-LD articleSection · article:section · BreadcrumbList · the printed trail · what is printed as a
  category · itemprop (`topics.py`, `printed_topics.py`)
- tags: theme · JSON-LD keywords · article:tag · keywords · rel=tag (`topics.py`)
- language: `html lang` · JSON-LD inLanguage · og:locale · the text itself
- image: theme, where it is the one that is told · og:image · JSON-LD image (`images.py`, `captions.py`)
- body: theme · marked elements · the densest element · JSON-LD articleBody · embedded state (`body/`)
"""
