"""The reading room: a Datasette plugin.

- a request: `server.py` starts Datasette (`frozen.py`, `metadata.py`) with the plugin; `security.py`, `load.py`,
  `remembered.py`, `table_search.py` stand before it; `room.py` knows the archive, `request.py` what is asked,
  `answer.py` how it is said
- the pages: `views.py`, `views_lists.py`, `downloads.py`, `replay.py`, out of `articles.py`, `differences.py`,
  `diff.py`, `listings.py`, `relatives.py`, `statistics.py` with `plots.py`, and `cite.py`
- a search: words typed (`search_query.py`) in every spelling (`search_spellings.py`), rows they find
  (`search_source.py`), what it may cost (`search_cost.py`), what is shown (`search.py`)
- a copy: `snapshot.py` by its profile (`snapshot_rules.py`, `snapshot_sql.py`, `masking.py`); `release.py` names it
"""
