"""The text of the article: where it stands, what of it is text, what belongs beside it."""
