"""The reading room as a reader meets it, in a real browser."""
