"""Scrapy: discover, fetch, visit.

- a spider (`portal.py`, `wordpress.py` with `rest.py`; `loading.py`, `arguments.py`) under the settings (`settings.py`,
  `addon.py`, `contact.py`) makes a run (`run.py`, `ending.py`), which `extensions.py` ties to the archive
- discovery (`discovering.py`, `sources.py`, the readers in `discovery`) and visits (`visiting.py`, `parts.py`) go side
  by side; `ladder.py` says when a page is due, `schedule.py` why, `traps.py` which addresses lead nowhere, `copies.py`
  which lists name known articles under ever new ones
- a request (`asking.py`) passes `middlewares.py` (`guard.py`, `robots.py`, `hosts.py`) and goes out (`fetching.py`)
- what comes back is read in processes of its own (`workers.py`, `answering.py`, `memory.py`, `reading.py`), where the
  portal lets it be kept (`directives.py`)
- an article that was visited (`visited.py`), and no notice in its place (`echoes.py`), goes through the pipelines
  (`pipelines.py`, `normalising.py`)
- the run says how it goes (`progress.py`) and how it ended (`webhook.py`)
"""
