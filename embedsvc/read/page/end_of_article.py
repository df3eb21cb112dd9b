"""Headings after which a page has other texts than its article: comments, other articles."""

import re

from embedsvc.read.html.tree import Node

_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_OTHER_TEXTS = re.compile(
    r"[\W\d]{0,9}(?:comments?|replies|responses?|leave a (?:comment|reply)"
    r"|(?:related|more|other|recent|latest) (?:articles|news|posts|stories)|read (?:more|next)"
    r"|kommentare|commentaires|comentarios|comentários|commenti|reacties|komentarze|комментарии|коментарі"
    r"|yorumlar|التعليقات|コメント|评论|댓글)[\W\d]{0,9}",
    re.IGNORECASE,
)


def is_at(node: Node, text: str) -> bool:
    """Whether a text is such a heading. In a line about the article, "2 comments" is only a link."""
    return may_be_at(text) and node.parent is not None and node.parent.tag in _HEADINGS


def may_be_at(text: str) -> bool:
    """The same by the text alone, before its node is looked up."""
    return _OTHER_TEXTS.fullmatch(text) is not None
