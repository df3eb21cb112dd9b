"""A page that may be the front page of its site under another URL: only the front page itself can show it."""

import re
from dataclasses import dataclass

from embedsvc.errors import NotFound
from embedsvc.read.walls.visit import MIN_STORIES, Visit

_MIN_SHARED = 0.6
"""Of the stories of the shorter list: between two requests, a site may publish."""
_ORIGIN = re.compile(r"https?://[^/?#]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FrontPage:
    """What identifies a front page: its title, and its headings or the links of the stories that it lists."""

    url: str
    """Of the root of its site."""
    title: str
    headings: tuple[str, ...]
    stories: frozenset[str]
    is_canonical: bool
    """Whether the page states that URL as its own, as some themes do on every page."""


def could_be_front_page(visit: Visit) -> FrontPage | None:
    """What to compare with the root of the site, for a page that lists stories where an article is expected,
    or that states the root as its URL; None for any other page.
    """
    origin = _ORIGIN.match(visit.document.url)
    if origin is None or not visit.title or visit.asked.is_front_page:
        return None
    is_canonical = visit.is_canonical_of_front_page
    if not is_canonical and not visit.asked.looks_like_item:
        return None
    if visit.is_named_by_link or visit.states_article or visit.has_prose:
        return None
    if not (is_canonical or visit.lists_stories):
        return None
    return FrontPage(f"{origin[0]}/", visit.title, visit.page.headings, visit.stories, is_canonical)


def require_other(page: FrontPage, root: Visit) -> None:
    """Raises NotFound if the page shows the same as the root of its site."""
    if root.title == page.title and (_has_same_headings(page, root) or _has_same_stories(page, root)):
        raise NotFound("The site shows its home page in place of this one.", answered=True)


def _has_same_headings(page: FrontPage, root: Visit) -> bool:
    return page.is_canonical and bool(page.headings) and page.headings == root.page.headings


def _has_same_stories(page: FrontPage, root: Visit) -> bool:
    shared = len(root.stories & page.stories)
    shorter = min(len(root.stories), len(page.stories))
    return shared >= MIN_STORIES and shared >= _MIN_SHARED * shorter
