"""Frequently asked questions of a page with their answers (docs/faq.md)."""
