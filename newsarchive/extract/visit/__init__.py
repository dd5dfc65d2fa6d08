"""One look at an article is a visit of several responses; here its parts become one article."""
