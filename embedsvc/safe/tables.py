"""The allow-lists of elements and attributes.

There are two: what `sanitise` leaves of foreign markup, and what `element` can build. Neither allows scripts,
styles, forms, ids or names, so a block cannot run code, restyle the page around it or take a name in it.
Foreign markup also loses its classes, because the style sheet of the page may define them.
"""

from collections.abc import Mapping

NOTHING: frozenset[str] = frozenset()

EVERYWHERE = frozenset({"lang", "dir"})
"""Attributes that every element may have, foreign or ours."""

DIRECTIONS = frozenset({"ltr", "rtl", "auto"})

FOREIGN: Mapping[str, frozenset[str]] = {
    # text (HTML Living Standard §4.5)
    "a": frozenset({"href"}), "abbr": frozenset({"title"}), "b": NOTHING, "bdi": NOTHING, "bdo": NOTHING,
    "br": NOTHING, "cite": NOTHING, "code": NOTHING, "del": NOTHING, "em": NOTHING, "i": NOTHING,
    "ins": NOTHING, "kbd": NOTHING, "mark": NOTHING, "q": frozenset({"cite"}), "rp": NOTHING,
    "rt": NOTHING, "ruby": NOTHING, "s": NOTHING, "samp": NOTHING, "small": NOTHING, "span": NOTHING,
    "strong": NOTHING, "sub": NOTHING, "sup": NOTHING, "time": frozenset({"datetime"}),
    "u": NOTHING, "var": NOTHING, "wbr": NOTHING,
    # grouping, sections, tables (§4.3, §4.4, §4.9)
    "blockquote": frozenset({"cite"}), "dd": NOTHING, "div": NOTHING, "dl": NOTHING, "dt": NOTHING,
    "figcaption": NOTHING, "figure": NOTHING, "h1": NOTHING, "h2": NOTHING, "h3": NOTHING, "h4": NOTHING,
    "h5": NOTHING, "h6": NOTHING, "hr": NOTHING, "li": frozenset({"value"}),
    "ol": frozenset({"start", "reversed", "type"}), "p": NOTHING, "pre": NOTHING, "section": NOTHING,
    "ul": NOTHING,
    "caption": NOTHING, "table": NOTHING, "tbody": NOTHING, "td": frozenset({"colspan", "rowspan"}),
    "tfoot": NOTHING, "th": frozenset({"colspan", "rowspan", "scope"}), "thead": NOTHING, "tr": NOTHING,
}  # fmt: skip
"""Allowed foreign elements with their attributes. Any other element is replaced by its text.

`headers` of cells is not allowed: the ids that it refers to are removed, and without these it would hide the
headers that the table implies.
"""

FOREIGN_VOID = frozenset({"br", "hr"})
"""Those without content or end tag."""

BLOCKS = frozenset({
    "blockquote", "br", "caption", "dd", "div", "dl", "dt", "figcaption", "figure", "h1", "h2", "h3", "h4",
    "h5", "h6", "hr", "li", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
    "ul",
})  # fmt: skip
"""Those that start a line or a cell."""

CODE = frozenset({"code", "kbd", "pre", "samp", "tt"})
"""Those whose text may be about escaping."""

CELLS = frozenset({"td", "th"})
ROWS = frozenset({"caption", "tbody", "tfoot", "thead", "tr"})
"""Parts of a table, which the parser drops where there is no table."""

RENAMED: Mapping[str, str] = {
    **dict.fromkeys((
        "address", "article", "aside", "center", "details", "dialog", "fieldset", "footer", "form", "header",
        "hgroup", "legend", "main", "nav", "optgroup", "option", "search", "summary",
    ), "div"),
    "dir": "ul", "listing": "pre", "menu": "ul", "plaintext": "pre", "xmp": "pre",
    "acronym": "abbr", "strike": "s", "tt": "code",
}  # fmt: skip
"""Foreign elements that are not allowed, and the allowed one of the same meaning, or that separates their
words as they did.
"""

EMPHASIS = frozenset({"b", "em", "i", "strong"})

STYLED = EMPHASIS | {"font", "span"}
"""Elements whose meaning a style may change."""

WITHOUT_CONTENT = frozenset({
    "area", "base", "br", "col", "embed", "hr", "image", "img", "input", "link", "meta", "source", "track",
    "wbr",
})  # fmt: skip
"""Void elements (HTML Living Standard §13.1.2), and `image`, which parsers read as `img`."""

PICTURES = frozenset({"image", "img"})
"""Replaced by their alternative text."""

BOXES = frozenset({
    "audio", "button", "canvas", "embed", "iframe", "input", "math", "meter", "object", "progress", "select",
    "svg", "textarea", "video",
})  # fmt: skip
"""Elements in a line of text that show no text, so that the words around them are apart."""

DROPPED = frozenset({
    "audio", "canvas", "datalist", "iframe", "math", "noembed", "noframes", "noscript", "object", "script",
    "select", "style", "svg", "template", "textarea", "title", "video",
})  # fmt: skip
"""Foreign elements that are removed with their content, which is not text for a reader."""

RAW_TEXT = frozenset({
    "iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "textarea", "title", "xmp",
})  # fmt: skip
"""Elements in which the parser finds no tags but their own end (HTML Living Standard §13.2.6.2)."""

FOREIGN_ROOTS = frozenset({"math", "svg"})
"""The elements that start content in a language other than HTML, and can close themselves (§13.1.2.1)."""

FOREIGN_SCHEMES = frozenset({"http", "https", "mailto"})

FOREIGN_REL = "nofollow noopener ugc"
"""The `rel` of links in foreign text, which we do not vouch for (HTML Living Standard §4.6.6)."""

OURS: Mapping[str, frozenset[str]] = {
    "a": frozenset({"href", "rel", "class", "data-player", "data-width", "data-height"}),
    "bdi": NOTHING,
    "blockquote": frozenset({"cite"}),
    "br": NOTHING,
    "cite": NOTHING,
    "div": frozenset({"class"}),
    "figcaption": NOTHING,
    "figure": frozenset({"class"}),
    "iframe": frozenset({"src", "title", "width", "height"}),
    "img": frozenset({"src", "alt", "width", "height", "class"}),
    "p": frozenset({"class"}),
    "span": frozenset({"class"}),
    "time": frozenset({"datetime"}),
}
"""Elements of our blocks with their attributes; `attributes.py` checks the values."""

ALWAYS: Mapping[str, Mapping[str, str]] = {
    "iframe": {
        "sandbox": "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox"
        " allow-presentation",
        "allow": "encrypted-media; fullscreen; picture-in-picture",
        "loading": "lazy",
        "referrerpolicy": "strict-origin-when-cross-origin",
    },
    "img": {"loading": "lazy", "referrerpolicy": "no-referrer"},
}
"""Attributes that `element` always adds. A player needs scripts, its own origin (player hosts are never the
publisher's own, so this does not lift the sandbox), forms (to search a table, to answer questions) and popups
to open the original; it gets nothing else.
"""

VOID = frozenset({"br", "img"})
"""Our elements without content or end tag (HTML Living Standard §13.1.2)."""
