"""Which URLs are those of pages about an author: `/author/jane-doe`."""

import re
from functools import lru_cache

_MAX_CHARACTERS = 300
_PATH = re.compile(
    r"/(?:author|autor(?:in)?|auteur|autore|columnist|contributor|journalist|redakteur|writer)(?:e?s|en|i)?/[^/?#]",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def is_author_page(url: str) -> bool:
    """Whether a URL is that of a page about an author. Cached, since pages repeat their links."""
    return _PATH.search(url[:_MAX_CHARACTERS]) is not None
