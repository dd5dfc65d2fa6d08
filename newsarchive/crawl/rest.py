"""WordPress's REST interface as a run uses it: where it is, whether it is open, what is asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from newsarchive.crawl.asking import Trouble
from newsarchive.crawl.discovery.rest import COMMENT_FIELDS, PER_PAGE, POST_FIELDS

_MARGIN_HOURS = 24
"""`modified_after` and `after` compare the site's local time (WP-API#2323): a day covers every zone."""


@dataclass(slots=True)
class RestInterface:
    """The interface of one portal; off for the run where a list is missing, or anything of it is kept from us."""

    root: str
    """Ends in "/": "https://example.com/wp-json/", or "https://example.com/?rest_route=/"."""
    is_open: bool = True

    def close(self, trouble: Trouble) -> None:
        """Switch the interface off where the portal does not have it, or keeps it from us."""
        self.is_open &= not trouble.is_closed

    def posts(self, page: int, modified_after: datetime | None) -> str:
        """Return the address of a page of the list of posts, last modified first."""
        since = {"modified_after": _local(modified_after)} if modified_after else {}
        return self._address(
            "wp/v2/posts",
            {"per_page": PER_PAGE, "page": page, "orderby": "modified", "_fields": POST_FIELDS, **since},
        )

    def new_comments(self, page: int, after: datetime) -> str:
        """Return the address of a page of the comments written after a moment."""
        return self._address(
            "wp/v2/comments", {"per_page": PER_PAGE, "page": page, "after": _local(after), "_fields": COMMENT_FIELDS}
        )

    def comments(self, post: str, page: int) -> str:
        """Return the address of a page of a post's comments, oldest first."""
        return self._address("wp/v2/comments", {"post": post, "per_page": PER_PAGE, "page": page, "order": "asc"})

    def post(self, post: str) -> str:
        """Return the address of a post's record."""
        return self._address(f"wp/v2/posts/{post}", {"_embed": "author,wp:term"})

    def _address(self, route: str, query: dict[str, object]) -> str:
        encoded = urlencode({name: str(value) for name, value in query.items()}, safe=",:")
        return f"{self.root}{route}{'&' if '?' in self.root else '?'}{encoded}"


def _local(moment: datetime) -> str:
    return (moment - timedelta(hours=_MARGIN_HOURS)).strftime("%Y-%m-%dT%H:%M:%S")
