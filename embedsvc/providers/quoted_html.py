"""A post from the HTML of an oEmbed answer: the <blockquote> that platforms give as embed code."""

from embedsvc.errors import UpstreamError
from embedsvc.model import Quote
from embedsvc.read.markup.oembed import OEmbed
from embedsvc.read.posts import blockquote
from embedsvc.read.posts.blockquote import Blockquote


def read(answer: OEmbed) -> Blockquote:
    """The post with its attribution; raises UpstreamError if the answer's HTML has none."""
    post = blockquote.parse(answer.html or "")
    if post is None:
        raise UpstreamError("The platform answered without the words of the post.")
    return post


def quote(post: Blockquote) -> Quote:
    """The words of the post."""
    return Quote(runs=post.runs, language=post.language, direction=post.direction)


def handle(post: Blockquote, answer: OEmbed) -> str | None:
    """The author's handle: of the attribution, otherwise the last segment of the author's URL."""
    return post.handle or (answer.author_url or "").rstrip("/").rpartition("/")[2] or None
