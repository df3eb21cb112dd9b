"""The precedence of every field, as one table that can be read.

Each rule is a pure function from a page to a value or None. For each field the rules are asked in order, the
first answer counts, and its rule's name stands in `Metadata.sources`.
"""

from collections.abc import Callable
from typing import Any

from embedsvc.model import Metadata
from embedsvc.read import moments, people, rules, titles
from embedsvc.read.document import Document
from embedsvc.read.page import Page

Rule = Callable[[Page], Any]

TABLE: dict[str, tuple[tuple[str, Rule], ...]] = {
    "title": (
        ("headline seen", titles.seen_headline),
        ("json-ld headline", titles.structured_headline),
        ("og:title", titles.head_title("og:title")),
        ("twitter:title", titles.head_title("twitter:title")),
        ("citation_title", titles.head_title("citation_title", "dcterms.title", "dc.title")),
        ("parsely-title", titles.head_title("parsely-title", "sailthru.title")),
        ("microdata headline", titles.item_headline),
        ("title", titles.title_element),
        ("heading", titles.first_heading),
    ),
    "authors": (
        ("parsely-author", people.meta_authors("parsely-author", "sailthru.author")),
        ("json-ld author", people.structured_authors),
        ("citation_author", people.meta_authors("citation_author", "bepress_citation_author")),
        ("meta author", people.meta_authors("author", "authors", "byl")),
        ("article:author", people.meta_authors("article:author", "og:author", "og:article:author")),
        ("microdata author", people.item_authors),
        ("byline seen", people.seen_byline),
        ("dc.creator", people.meta_authors("dc.creator", "dcterms.creator")),
        ("line seen", people.seen_line),
        ("twitter:data", people.labelled_authors),
        ("byline in text", people.byline_in_text),
        ("json-ld organization", people.structured_organisations),
        ("byline organization", people.seen_organisation),
        ("meta organization", people.meta_organisations("author", "article:author", "og:article:author")),
    ),
    "publisher": (
        ("citation_journal_title", rules.meta_text("citation_journal_title")),
        ("og:site_name", rules.meta_text("og:site_name")),
        ("json-ld publisher", rules.json_ld("publisher")),
        ("dc.publisher", rules.meta_text("citation_publisher", "dc.publisher", "dcterms.publisher")),
        ("application-name", rules.meta_text("application-name", "apple-mobile-web-app-title")),
        ("microdata publisher", rules.microdata("publisher")),
        ("title tail", titles.title_tail),
        ("twitter:site", rules.twitter_site),
    ),
    "published": (
        ("local day", moments.local_day),
        ("json-ld datePublished", moments.structured_published),
        ("article:published_time", moments.moment("article:published_time", "og:article:published_time")),
        ("citation date", moments.citation_date),
        ("meta date", moments.moment(*moments.PUBLISHED_NAMES)),
        ("microdata datePublished", moments.item_published),
        ("time element", moments.time_element),
        ("date in URL", moments.date_of_url),
        ("date seen", moments.date_seen),
        ("date in title", moments.date_in_title),
        ("date in data", moments.date_in_data),
        ("date near headline", moments.date_near_headline),
        ("date before headline", moments.date_before_headline),
        ("vague meta date", moments.moment(*moments.VAGUE_NAMES)),
        ("month in URL", moments.month_of_url),
        ("only day seen", moments.only_day_seen),
    ),
    "modified": (
        ("json-ld dateModified", moments.structured_modified),
        ("article:modified_time", moments.moment("article:modified_time", "og:article:modified_time")),
        ("og:updated_time", moments.moment("og:updated_time")),
        ("meta modified", moments.moment(*moments.MODIFIED_NAMES)),
        ("microdata dateModified", moments.item_modified),
    ),
    "description": (
        ("og:description", rules.meta_text("og:description")),
        ("twitter:description", rules.meta_text("twitter:description")),
        ("meta description", rules.meta_text("description")),
        ("dc.description", rules.meta_text("dcterms.description", "dc.description", "citation_abstract")),
        ("json-ld description", rules.json_ld("description")),
        ("microdata description", rules.microdata("description")),
        ("first paragraph", rules.first_paragraph),
    ),
    "image": (
        ("og:image", rules.open_graph_image),
        ("twitter:image", rules.meta_image("twitter:image", "twitter:image:src")),
        ("json-ld image", rules.structured_image),
        ("microdata image", rules.item_image),
        ("image_src", rules.link_image),
        ("image seen", rules.image_seen),
    ),
    "language": (
        ("html lang", rules.html_language),
        (
            "content-language",
            rules.meta_language("content-language", "language", "dc.language", "dcterms.language"),
        ),
        ("json-ld inLanguage", rules.structured_language),
        ("og:locale", rules.meta_language("og:locale")),
        ("script", rules.script_language),
    ),
    "direction": (
        ("script", rules.script_direction),
        ("html dir", rules.html_direction),
    ),
    "canonical_url": (
        ("link canonical", rules.canonical_link),
        ("og:url", rules.canonical_meta),
        ("json-ld url", rules.canonical_structured),
        ("final URL", rules.final_url),
    ),
    "keywords": (
        ("article:tag", rules.keywords("article:tag", "og:article:tag")),
        ("keywords", rules.keywords("news_keywords", "keywords")),
        ("json-ld keywords", rules.json_ld("keywords")),
        ("citation_keywords", rules.keywords("citation_keywords", "parsely-tags", "sailthru.tags")),
    ),
    "favicon": (("link icon", rules.favicon),),
    "license": (
        ("rel=license", rules.license_link),
        ("json-ld license", rules.structured_license),
        ("dc.rights", rules.license_meta),
    ),
    "based_on": (
        ("json-ld isBasedOn", rules.structured_based_on),
        ("syndication-source", rules.syndication_source),
        ("canonical elsewhere", rules.canonical_elsewhere),
        ("source link seen", rules.source_link_seen),
    ),
    "feeds": (("link alternate", rules.feeds),),
    "type": (
        ("json-ld type", rules.json_ld("type")),
        ("og:type", rules.meta_text("og:type")),
        ("microdata type", rules.microdata("type")),
    ),
    "free": (
        ("json-ld isAccessibleForFree", rules.json_ld("free")),
        ("article:content_tier", rules.content_tier),
        ("microdata isAccessibleForFree", rules.microdata("free")),
    ),
    "doi": (
        ("meta doi", rules.doi("citation_doi", "bepress_citation_doi", "prism.doi", "dc.identifier")),
        ("json-ld identifier", rules.json_ld("doi")),
    ),
}


def metadata(document: Document) -> Metadata:
    """What the page says of itself, each field by the first rule of the table that answers."""
    page = Page(document)
    values: dict[str, Any] = {}
    sources: dict[str, str] = {}
    for field, candidates in TABLE.items():
        for name, rule in candidates:
            value = rule(page)
            if value or value is False:
                values[field], sources[field] = value, name
                break
    return Metadata(**values, sources=sources)
