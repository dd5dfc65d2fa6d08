"""Scoreboards on public corpora: how right and how fast extraction is."""
