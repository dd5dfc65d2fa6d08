"""The reading room: a Datasette plugin."""
