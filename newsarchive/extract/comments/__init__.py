"""The readers' comments of a page, in the order in which `find.py` goes:

- what speaks of comments (`elements.py`, `words.py`), and which elements are comments: those of a theme, of a platform
  (`markup.py`, `forums.py`, `items.py`), of no name at all (`unnamed.py`, `repeats.py`), else of JSON-LD (`data.py`);
  and which is the article that opens a forum's topic (`topics.py`)
- what is a comment's own and not its replies' (`region.py`), and what each element in it is: by its name (`roles.py`),
  or by what all comments of the thread have alike (`template.py`)
- its id (`ids.py`), who wrote what, and when (`names.py`, `texts.py`, `times.py`), and the rest (`fields.py`)
- whether they are this page's (`places.py`); parents, depths and keys (`threads.py`)
- what the page says of the thread: how many (`counts.py`, `count_words.py`), whose system (`systems.py`,
  `widgets.py`), which other pages (`pages.py`)
"""
