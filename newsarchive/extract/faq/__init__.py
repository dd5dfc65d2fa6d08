"""Frequently asked questions of a page with their answers (docs/faq.md), joined in `find.py` from

- what the page declares (`data.py`), also where its text prints it without any mark (`printed.py`)
- accordions in any markup (`widgets.py`, `roles.py`, `triggers.py`), where they are an FAQ (`groups.py`)
- sections that a heading announces (`headings.py`, `words.py`), line by line (`lines.py`, `sections.py`)

as questions with their answers (`pairs.py`).
"""
