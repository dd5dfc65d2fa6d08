"""A page becomes an article: pure functions from bytes to items."""
