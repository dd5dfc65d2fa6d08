"""A small news portal with a clock, served on loopback.

- what it publishes: stories (`story.py`) from text files (`stories.py`), as they stand on a day (`script.py`)
- what it answers (`server.py`, `site.py`, `answers.py`): pages of stories (`views.py`, `structured.py`, `rendering.py`,
  `pictures.py`), feeds and sitemaps (`feeds.py`), REST (`rest.py`, `rest_records.py`)
- what an archive of it must hold (`truth.py`)
"""
