"""The fields beside the text: headline, byline, dates and what else a page says of its article."""
