"""A browser page under watch: what it loads, what it complains of, and what stands in the way of a reader."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Request, Response

SIZES = {"desktop": (1280, 900), "phone": (390, 844)}

PICTURES = frozenset(
    (
        "home-desktop", "search-desktop", "article-desktop", "thread-desktop", "difference-desktop", "comments-desktop",
        "plots-desktop", "export-desktop", "portal-desktop", "home-dark-desktop", "search-phone", "thread-phone",
    )
)  # fmt: skip
"""Those of the documentation."""

_DESKTOP_CLIP = {"x": 140, "y": 0, "width": 1000, "height": 760}
"""The middle of the page, where all of it stands."""


class Watch:
    """One tab; `troubles` holds what a reader should never meet."""

    def __init__(self, page: Page, home: str, size: str) -> None:
        self.page, self.home, self.size = page, home, size
        self.troubles: list[str] = []
        page.on("console", lambda said: self._note(said.type == "error", f"console: {said.text}"))
        page.on("pageerror", lambda error: self._note(True, f"script: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)

    def _note(self, bad: bool, trouble: str) -> None:
        if bad:
            self.troubles.append(f"{self.page.url}: {trouble}")

    def _request(self, request: Request) -> None:
        self._note(not request.url.startswith((self.home, "data:", "blob:")), f"asks {request.url}")

    def _response(self, response: Response) -> None:
        self._note(response.status >= 400, f"{response.status} {response.url}")

    def open(self, path: str) -> None:
        """Go to a path of the reading room."""
        self.page.goto(self.home + path.removeprefix("/"), wait_until="networkidle")

    def look(self, name: str) -> None:
        """Take the page's picture and note what bars a reader: a width that must be scrolled, what axe-core finds."""
        self.page.wait_for_load_state("networkidle")
        folder = os.environ.get("NEWSARCHIVE_SCREENSHOTS")
        if folder and f"{name}-{self.size}" in PICTURES:
            clip: Any = _DESKTOP_CLIP if self.size == "desktop" else None
            self.page.screenshot(path=Path(folder) / f"{name}-{self.size}.png", clip=clip)
        width = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        self._note(width > 1, f"{width} px wider than the screen")
        for barrier in barriers(self.page):
            self._note(True, barrier)


def barriers(page: Page) -> Iterator[str]:
    """Yield what axe-core finds, of any weight; nothing where NEWSARCHIVE_AXE names no axe.min.js."""
    axe = os.environ.get("NEWSARCHIVE_AXE")
    if not axe:
        return
    page.evaluate(Path(axe).read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    for violation in found["violations"]:
        yield f"axe {violation['id']}: {violation['help']}: {violation['nodes'][0]['html'][:160]}"


@contextmanager
def watching(browser: Browser, home: str, size: str, scheme: str = "light") -> Iterator[Watch]:
    """Open a tab of the size named, watch it, and fail at the end with all its troubles."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light"
    )
    watch = Watch(context.new_page(), home, size)
    try:
        yield watch
    finally:
        context.close()
    assert watch.troubles == []
