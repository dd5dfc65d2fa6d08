"""Taking something down: out of rows, versions, indexes, captures and published copies, and kept out.

What is meant (`targets.py`) goes out of WARC files (`warc.py`) and of the database (`rows.py`), in this order
(`erase.py`); then its bytes are looked for in every file (`search.py`). `archive.erased` keeps it out.
"""
