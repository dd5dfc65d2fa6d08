"""One look at an article is a visit of several responses; here its parts become one article (`merge.py`).

- parts in JSON: REST records (`wordpress_rest.py`), comments of Isso and Ghost (`comment_json.py`), read with what both
  may lack (`json_values.py`) and put into the order of a thread (`json_threads.py`)
- comments (`comments.py`) and moments (`times.py`) of all parts, laid over each other
"""
