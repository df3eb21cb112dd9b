"""Texts in place of a value: what templates and scripts leave behind, and the defaults of generators."""

import re

from embedsvc.read.word_lists import word_set

_MAX_TEMPLATE = 300
"""Characters of a template's expression."""
_MAX_DEFAULT = 120
_NOTHING = r"(?:undefined|null|NULL|nan|NaN|nil|None|false|N/A|n/a|\((?:null|none|undefined)\))"
_ONLY_NOTHING = rf"(?:{_NOTHING}|[\s,;|/:·•–—.…_-])++\Z"
"""No letters but these words, which scripts print for a value that is missing. An article about one of them
usually has a capital, or more words.
"""
_EDGE = r"\s++[|\-–—·•»:]\s++"
_NOTHING_FIRST = rf"{_NOTHING}{_EDGE}"
_NOTHING_LATER = re.compile(rf"(?:{_EDGE}(?:undefined|null|NaN))++(?=\Z|{_EDGE})")
_FIELD = (
    r"(?:title|headline|name|desc(?:ription)?|excerpt|summary|author|site|blog|page|post|article|content|image|"
    r"url|date|category|keywords?|caption|alt|text|meta|seo)"
)
_FIELDS = rf"(?i:{_FIELD}(?:[\s_.:-]?{_FIELD}){{0,4}}+)"
_TEMPLATE = re.compile(
    rf"\{{\{{[^{{}}]*\w[^{{}}]{{0,{_MAX_TEMPLATE}}}(?:\}}\}}|\Z)"
    rf"|\{{%[^{{}}]{{1,{_MAX_TEMPLATE}}}%\}}"
    r"|[$#]\{[\w.() ]{1,80}\}|\{\$[\w.>-]{1,80}\}"
    rf"|<[%?](?!xml)[^<>]{{1,{_MAX_TEMPLATE}}}(?:>|\Z)"
    r"|(?<!\w)%%?[A-Za-z_]{3,40}%%?(?!\w)"
    r"|\[\[[*+$!]?[\w.]{1,80}\]\]"
    r"|(?<!\w)__[A-Z][A-Z_]{2,40}__(?!\w)"
    r"|@@\w{3,40}@@"
    r"|\[object [A-Z]\w{2,40}\]"
)
"""An expression that was never evaluated."""
_TEMPLATE_MARK = re.compile(r"[{%\[<_@]")
_TEMPLATE_ALONE = (
    rf"(?:\[{_FIELDS}\]|(?:[{{<$]|\#{{1,2}}){_FIELDS}(?:[}}>]|\#{{1,2}})?|@[A-Z]\w{{1,40}}\.[\w.]{{1,80}}"
    r"|[a-z][\w-]{0,40}(?:\.[\w-]{1,40}){0,6}\.(?:title|description|headline|heading|summary|subtitle))\Z"
)
"""The name of a field instead of its value, or the key of a message that was never translated."""
_OPENINGS = r"(?i:lorem ipsum (?:dolor|is simply dummy)|translation[ _]missing|missing[ _]translation)"
_LISTING = (
    r"(?i:(?:index|verzeichnis|listing) (?:of|de|von)|directory(?: listing)?(?: (?:of|for)|:)"
    r"|[\w-]{1,63}(?:\.[\w-]{1,63}){1,5} -) /\S*+\Z"
)
"""The heading that a server gives to a listing of files."""
_FIELD_NAME = re.compile(_TEMPLATE_ALONE)
_PLACEHOLDER = re.compile(f"{_ONLY_NOTHING}|{_NOTHING_FIRST}|{_OPENINGS}|{_LISTING}|{_TEMPLATE_ALONE}")

# In lower case, with hyphens for spaces.
_DEFAULTS = word_set(
    # Pages that are not there yet, and the names of files
    "loading please-wait lorem-ipsum todo tbd home homepage index startseite accueil inicio início главная",
    # Editors and generators of sites, in the languages in which they are installed
    "untitled untitled-1 untitled-document untitled-page untitled-post unbenanntes-dokument unbenannt "
    "sans-titre document-sans-titre document-sans-nom sin-título documento-sin-título senza-titolo "
    "documento-senza-titolo sem-título documento-sem-título zonder-titel naamloos-document bez-tytułu "
    "без-названия документ-без-названия adsız-belge 無題ドキュメント 无标题文档 無標題文件 제목-없음 "
    "بدون-عنوان document new-page "
    "page-title title website-title site-title site-name your-site-name your-site-title your-title "
    "your-title-here title-goes-here my-site-title home-page-title default-title",
    # Starters of frameworks
    "react-app vite-app vite-+-react vite-+-react-+-ts vite-+-vue vite-+-vue-+-ts vite-+-svelte "
    "create-next-app vite-+-svelte-+-ts create-react-app-sample ionic-app svelte-app sveltekit-app "
    "gatsby-default-starter my-angular-app generated-by-create-next-app "
    "web-site-created-using-create-react-app a-vue.js-project a-nuxt.js-project nuxt.js-project "
    "welcome-to-nuxt hello-from-docusaurus description-will-go-into-a-meta-tag-in-<head-/> "
    "kick-off-your-next,-great-gatsby-project-with-this-default-starter",
    # Systems for content
    "just-another-wordpress-site just-another-wordpress-weblog eine-weitere-wordpress-website "
    "ein-weiteres-wordpress-blog un-site-utilisant-wordpress un-site-wordpress "
    "otro-sitio-realizado-con-wordpress otro-sitio-más-de-wordpress só-mais-um-site-wordpress "
    "mais-um-site-wordpress un-nuovo-sito-targato-wordpress een-andere-wordpress-site "
    "kolejna-witryna-wordpress ещё-один-сайт-на-wordpress bir-başka-wordpress-sitesi my-wordpress-blog "
    "joomla!---the-dynamic-portal-engine-and-content-management-system description meta-description "
    "default-description default-meta-description site-description website-description page-description "
    "your-description your-description-here insert-description-here enter-description-here "
    "add-description-here add-a-description description-goes-here this-is-the-default-description",
)  # fmt: skip


def without_placeholders(text: str) -> str:
    """A collapsed text without the parts after a separator that have no value; "" if it is a placeholder."""
    if _PLACEHOLDER.match(text) or is_template(text):
        return ""
    may_have_nothing = "undefined" in text or "null" in text or "NaN" in text
    return _NOTHING_LATER.sub("", text) if may_have_nothing else text


def is_template(text: str) -> bool:
    """Whether a text contains an expression that was never evaluated."""
    return bool(_TEMPLATE_MARK.search(text) and _TEMPLATE.search(text))


def is_field_name(text: str) -> bool:
    """Whether a text is the name of a field instead of its value: `{title}`, `##IMAGE##`."""
    return _FIELD_NAME.match(text) is not None


def is_default(text: str) -> bool:
    """Whether a text in the head of a page is the one that an editor or a generator put there."""
    return len(text) <= _MAX_DEFAULT and text.lower().rstrip(".…").replace(" ", "-") in _DEFAULTS
