"""Scrapy: discover, fetch, visit."""
