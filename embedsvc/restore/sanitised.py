"""A restored article in HTML whose own mark-up is sanitised too, as any foreign HTML is."""

import re
from collections.abc import Sequence
from hashlib import sha256

from embedsvc.errors import RequestTooLarge
from embedsvc.restore import rewrite
from embedsvc.restore.articles.block import Article
from embedsvc.restore.rewrite import Replacement
from embedsvc.safe import element, sanitise
from embedsvc.safe.sanitise import MAX_CHARACTERS, MAX_TAGS


def rewritten(article: Article, replacements: Sequence[Replacement]) -> str:
    """Raises RequestTooLarge where the sanitiser would leave words out."""
    # No article contains its own digest.
    mark = sha256(article.source.encode("utf-8", "surrogatepass")).hexdigest()
    marked = [
        each._replace(html=element("p", {}, f"{mark}-{number}")) for number, each in enumerate(replacements)
    ]
    foreign = rewrite.rewrite(article, "html", marked)
    if len(foreign) > MAX_CHARACTERS or foreign.count("<") > MAX_TAGS:
        raise RequestTooLarge(
            f"An article can be sanitised up to {MAX_CHARACTERS} characters and {MAX_TAGS} tags."
        )
    return re.sub(rf"<p>{mark}-(\d+)</p>", lambda found: replacements[int(found[1])].html, sanitise(foreign))
