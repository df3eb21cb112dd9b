"""Reddit: posts by oEmbed, which has the title and the author; the page is mostly a bot wall.

A missing post is a 404 of oEmbed; a 403 is a private post or a refusal of programs. Share links
(`/r/x/s/CODE`) and redd.it lead to posts.
Shape: oEmbed answers as recorded in 2024.
"""

import dataclasses
import re

from embedsvc.errors import DAY, Failure, NotFound
from embedsvc.model import Ask, Author, Finding, Metadata, Moved, Provider, Run, Snapshot, Url
from embedsvc.providers import post, post_preview, webpage
from embedsvc.providers.oembed_answer import ACCEPT, request_url
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site, SiteFlow
from embedsvc.read.markup import oembed
from embedsvc.urls import parse

HOME = "https://www.reddit.com/"
REDDIT = Provider(name="Reddit", url=HOME, key="reddit")
OEMBED = HOME + "oembed"
POST = re.compile(
    r"/(?:(?:r|u|user)/[\w.-]{1,64}/)?(?:comments/(?P<key>[a-z0-9]{1,12})(?:/.*)?|(?P<share>s/\w{1,32})/?)(?:\?.*)?"
    r"|/gallery/(?P<short>[a-z0-9]{1,12})/?(?:\?.*)?",
    re.DOTALL,
)
SHORT = re.compile(r"/(?P<short>[a-z0-9]{4,12})/?(?:\?.*)?")


def flow(url: Url, key: str | None = None, share: str | None = None, short: str | None = None) -> SiteFlow:
    """The post by oEmbed, with the day from its page where that shows it; the page where oEmbed fails."""
    if short and url.host in {"redd.it", "www.redd.it", "www.reddit.com"}:
        return Moved(f"{HOME}comments/{short}")
    if share:
        end: str = yield webpage.ask(url, lambda page: page.url)
        return Moved(end) if end != url.text else None
    if key is None:
        return None
    url = parse(HOME + url.target[1:])
    try:
        found: Finding = yield Ask(
            url=request_url(OEMBED, {"url": url.text, "format": "json"}),
            read=lambda snapshot: _from_oembed(snapshot, url),
            method="oembed",
            accept=ACCEPT,
            share=0.5,
        )
    except NotFound:
        raise  # the page of a missing post is the front page
    except Failure:
        return None
    try:
        page: Metadata = yield webpage.ask(url, post_preview.page_metadata)
    except Failure:
        return found  # recorded by the driver; oEmbed is enough
    return dataclasses.replace(found, metadata=dataclasses.replace(found.metadata, published=page.published))


def _from_oembed(snapshot: Snapshot, url: Url) -> Finding:
    answer = oembed.parse(snapshot)
    name = answer.author_name
    author = Author(name=name, handle=name, url=f"{HOME}user/{name}/") if name else None
    words = post.quote((Run(type="text", text=answer.title),) if answer.title else ())
    facts = post.metadata(REDDIT, words, author=author, url=url.text, published=None)
    facts = dataclasses.replace(facts, title=answer.title)
    return Finding(kind="post", method="oembed", provider=REDDIT, metadata=facts, quote=words, ttl=DAY)


SITES = (
    Site(
        provider=REDDIT,
        hosts={"reddit.com": POST, "redd.it": SHORT},
        aliases=dict.fromkeys(
            (
                *("m.reddit.com", "old.reddit.com", "new.reddit.com", "np.reddit.com", "i.reddit.com"),
                *("rxddit.com", "vxreddit.com", "rxyddit.com", "www.rxddit.com", "www.vxreddit.com"),
                *("libreddit.kavin.rocks", "safereddit.com", "teddit.net", "redlib.catsarch.com"),
            ),
            "www.reddit.com",
        ),
        tracking=(
            "share_id",
            "ref",
            "ref_source",
            "ref_campaign",
            "rdt",
            "correlation_id",
        ),
        retention="full",
        permalinks=(
            Permalink(
                ("redditmedia.com", "embed.reddit.com"),
                r"/(?P<post>r/\w+/comments/\w+(?:/[^/?]+){0,2})/?(?:\?.*)?",
                "https://www.reddit.com/{post}/",
                Example(
                    "https://www.redditmedia.com/r/bees/comments/abc123/dance/?ref_source=embed&embed=true",
                    "https://www.reddit.com/r/bees/comments/abc123/dance/",
                ),
            ),
        ),
        flow=flow,
        gives={"post": "oembed"},
        examples=(
            "https://www.reddit.com/r/news/comments/abc123/a_title/",
            "https://old.reddit.com/comments/abc123",
            "https://www.reddit.com/r/news/s/AbCdEfGhIj",
            "https://redd.it/abc123",
            "https://www.reddit.com/gallery/abc123",
            "https://de.reddit.com/r/news/comments/abc123/a_title/",
        ),
    ),
)
