"""What a page shows besides its content: banners and dialogs about cookies, fallbacks for browsers without
scripts or players, and what is hidden.
"""

import re
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from itertools import islice

from embedsvc.read.html.tree import Node, ancestors
from embedsvc.read.page import notice_texts
from embedsvc.read.word_lists import word_set

_MAX_LEVELS = 12
_MAX_BANNER_LEVELS = 3
"""Elements around the text of a banner that contain its buttons."""
_MAX_CLASSES = 300
_LAYOUT = word_set("body html main article")
"""Elements whose classes describe the state of the page, not their own content."""
_TAGS = word_set("noscript template dialog video audio object canvas iframe button select")
_ROLES = word_set("dialog alertdialog alert status tooltip search navigation menu")
_TAXONOMY = re.compile(r"(?<![a-z])(?:tag|category|cat|topic|term|section)-\S+")
"""Classes with the subjects of an article, as WordPress writes them."""
_NOTICE_CLASSES = re.compile(
    r"ad-?block|axeptio|borlabs|browser-?(?:alert|happy|update|upgrade|warning)|ccpa|(?<![a-z])cc-(?:banner|window)"
    r"|(?<![a-z])cky-|(?<![\w-])cmp(?![\w-])|cmp(?:box|wrapper)|cmplz|complianz|consent|cookie|didomi|dsgvo|eu-?law"
    r"|evidon|gdpr|ie-?warning|iubenda|klaro|lgpd|(?<![a-z])no-?(?:js|script)(?![a-z])|onetrust|optanon|osano"
    r"|outdated-?browser|privacy-?(?:alert|banner|bar|notice|popup|settings)|qc-cmp|quantcast|rgpd|sp_message"
    r"|tarteaucitron|tc-privacy|termly|unsupported-?browser|usercentrics|(?<![a-z])vjs-"
)
"""Words of classes, ids and custom elements' names: those of consent platforms, of fallbacks for browsers."""
_APART_TAGS = word_set("aside footer")
_APART_CLASSES = re.compile(
    r"(?<![\w-])(?:alert|caption|modal|share|social|sponsor(?:ed)?|toast)(?![a-z])|breadcrumb|disclaimer|lightbox"
    r"|paywall|pop-?(?:over|up)|skip-?(?:link|to)|snackbar|subscri(?:be|ption)"
)
"""Words of what is shown in front of the text or beside it."""
_HIDING_CLASSES = re.compile(r"(?<![a-z])sr-only|screen-?reader|visually-?hidden")
_HIDING_STYLES = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|position\s*:\s*fixed")
_BUTTONS = (
    "button, [role='button'], input[type='button'], input[type='submit'], a[class*='btn'], a[class*='button']"
)


def is_notice(element: Node, containers: Collection[Node] = ()) -> bool:
    """Whether an element is or belongs to a notice, by its tag, role, class or id. `containers` are elements
    that contain the article.
    """
    return _any_around(_is_notice, element, containers)


def is_apart(element: Node, containers: Collection[Node]) -> bool:
    """Whether an element is hidden, or is or belongs to what is shown in front of the text or beside it."""
    return _any_around(lambda each: hides_content(each) or _is_apart(each), element, containers)


def asks_for_consent(element: Node, text: str, containers: Collection[Node]) -> bool:
    """Whether a paragraph with this text is about cookies and has buttons at its side."""
    if not notice_texts.is_about_cookies(text):
        return False
    around = islice(_around(element, containers), 1, 1 + _MAX_BANNER_LEVELS)
    return any(each.css_first(_BUTTONS) is not None for each in around)


def _any_around(test: Callable[[Node], bool], element: Node, containers: Collection[Node]) -> bool:
    return any(map(test, _around(element, containers)))


def _around(element: Node, containers: Collection[Node]) -> Iterator[Node]:
    """The element and its ancestors up to those that contain the article."""
    yield element
    for each in islice(ancestors(element), _MAX_LEVELS):
        if each.tag in _LAYOUT or each in containers:
            return
        yield each


def _is_notice(element: Node) -> bool:
    if element.tag in _TAGS:
        return True
    attributes = element.attributes
    if (attributes.get("role") or "").lower() in _ROLES or "aria-modal" in attributes:
        return True
    return _names_notice(_names_of(element))


def _is_apart(element: Node) -> bool:
    return element.tag in _APART_TAGS or _APART_CLASSES.search(_names_of(element)) is not None


def _names_of(element: Node) -> str:
    """The words that a page uses for an element: its tag, classes and id."""
    names = f"{element.tag} {element.attrs.sget('class', '')[:_MAX_CLASSES]} {element.id or ''}"
    return names[:_MAX_CLASSES].lower()


def hides_content(element: Node) -> bool:
    """Whether an element's own attributes or class hide it from readers."""
    attributes = element.attributes
    if "hidden" in attributes or "data-nosnippet" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style, classes = (attributes.get(name) or "" for name in ("style", "class"))
    return bool(
        _HIDING_STYLES.search(style.lower()) or _HIDING_CLASSES.search(classes[:_MAX_CLASSES].lower())
    )


@lru_cache(maxsize=4096)
def _names_notice(names: str) -> bool:
    return _NOTICE_CLASSES.search(_TAXONOMY.sub("", names)) is not None
