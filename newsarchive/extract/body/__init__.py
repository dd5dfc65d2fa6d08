"""The text of the article: where it stands, what of it is text, what belongs beside it.

- where: marked elements, else what holds the most running text (`place.py`, `weights.py`; `teasers.py`, `offers.py`)
- what: its blocks (`text.py`) without what templates print between and behind them (`trim.py`, `noise.py`) and
  without what leads elsewhere (`elsewhere.py`); the standfirst apart (`lead.py`)
- where nothing is printed: what the page hands to its scripts (`embedded.py`, `state.py`)
- a live blog's entries (`live.py`, `live_markup.py`, `live_rows.py`, `live_entry.py`); notices of a wall (`walls.py`)
"""
