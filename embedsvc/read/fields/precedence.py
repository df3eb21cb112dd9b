"""The precedence of every field, as one table that can be read.

Each rule is a pure function from a page to a value or None. For each field the rules are asked in order, the
first answer counts, and its rule's name stands in `Metadata.sources`.
"""

from collections.abc import Callable
from typing import Any

from embedsvc.model import Metadata
from embedsvc.read.fields import authors, dates, others, titles
from embedsvc.read.fields.page import Page
from embedsvc.read.html.document import Document

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
        ("parsely-author", authors.meta_authors("parsely-author", "sailthru.author")),
        ("json-ld author", authors.structured_authors),
        ("citation_author", authors.meta_authors("citation_author", "bepress_citation_author")),
        ("meta author", authors.meta_authors("author", "authors", "byl")),
        ("article:author", authors.meta_authors("article:author", "og:author", "og:article:author")),
        ("microdata author", authors.item_authors),
        ("byline seen", authors.seen_byline),
        ("dc.creator", authors.meta_authors("dc.creator", "dcterms.creator")),
        ("line seen", authors.seen_line),
        ("twitter:data", authors.labelled_authors),
        ("byline in text", authors.byline_in_text),
        ("json-ld organization", authors.structured_organisations),
        ("byline organization", authors.seen_organisation),
        ("meta organization", authors.meta_organisations("author", "article:author", "og:article:author")),
    ),
    "publisher": (
        ("citation_journal_title", others.meta_text("citation_journal_title")),
        ("og:site_name", others.meta_text("og:site_name")),
        ("json-ld publisher", others.json_ld("publisher")),
        ("dc.publisher", others.meta_text("citation_publisher", "dc.publisher", "dcterms.publisher")),
        ("application-name", others.meta_text("application-name", "apple-mobile-web-app-title")),
        ("microdata publisher", others.microdata("publisher")),
        ("title tail", titles.title_tail),
        ("twitter:site", others.twitter_site),
    ),
    "published": (
        ("local day", dates.local_day),
        ("json-ld datePublished", dates.structured_published),
        ("article:published_time", dates.moment("article:published_time", "og:article:published_time")),
        ("citation date", dates.citation_date),
        ("meta date", dates.moment(*dates.PUBLISHED_NAMES)),
        ("microdata datePublished", dates.item_published),
        ("time element", dates.time_element),
        ("date in URL", dates.date_of_url),
        ("date seen", dates.date_seen),
        ("date in title", dates.date_in_title),
        ("date in data", dates.date_in_data),
        ("date near headline", dates.date_near_headline),
        ("date before headline", dates.date_before_headline),
        ("vague meta date", dates.moment(*dates.VAGUE_NAMES)),
        ("month in URL", dates.month_of_url),
        ("only day seen", dates.only_day_seen),
    ),
    "modified": (
        ("json-ld dateModified", dates.structured_modified),
        ("article:modified_time", dates.moment("article:modified_time", "og:article:modified_time")),
        ("og:updated_time", dates.moment("og:updated_time")),
        ("meta modified", dates.moment(*dates.MODIFIED_NAMES)),
        ("microdata dateModified", dates.item_modified),
    ),
    "description": (
        ("og:description", others.meta_text("og:description")),
        ("twitter:description", others.meta_text("twitter:description")),
        ("meta description", others.meta_text("description")),
        ("dc.description", others.meta_text("dcterms.description", "dc.description", "citation_abstract")),
        ("json-ld description", others.json_ld("description")),
        ("microdata description", others.microdata("description")),
        ("first paragraph", others.first_paragraph),
    ),
    "image": (
        ("og:image", others.open_graph_image),
        ("twitter:image", others.meta_image("twitter:image", "twitter:image:src")),
        ("json-ld image", others.structured_image),
        ("microdata image", others.item_image),
        ("image_src", others.link_image),
        ("image seen", others.image_seen),
    ),
    "language": (
        ("html lang", others.html_language),
        (
            "content-language",
            others.meta_language("content-language", "language", "dc.language", "dcterms.language"),
        ),
        ("json-ld inLanguage", others.structured_language),
        ("og:locale", others.meta_language("og:locale")),
        ("script", others.script_language),
    ),
    "direction": (
        ("script", others.script_direction),
        ("html dir", others.html_direction),
    ),
    "canonical_url": (
        ("link canonical", others.canonical_link),
        ("og:url", others.canonical_meta),
        ("json-ld url", others.canonical_structured),
        ("final URL", others.final_url),
    ),
    "keywords": (
        ("article:tag", others.keywords("article:tag", "og:article:tag")),
        ("keywords", others.keywords("news_keywords", "keywords")),
        ("json-ld keywords", others.json_ld("keywords")),
        ("citation_keywords", others.keywords("citation_keywords", "parsely-tags", "sailthru.tags")),
    ),
    "favicon": (("link icon", others.favicon),),
    "license": (
        ("rel=license", others.license_link),
        ("json-ld license", others.structured_license),
        ("dc.rights", others.license_meta),
    ),
    "based_on": (
        ("json-ld isBasedOn", others.structured_based_on),
        ("syndication-source", others.syndication_source),
        ("canonical elsewhere", others.canonical_elsewhere),
        ("source link seen", others.source_link_seen),
    ),
    "feeds": (("link alternate", others.feeds),),
    "type": (
        ("json-ld type", others.json_ld("type")),
        ("og:type", others.meta_text("og:type")),
        ("microdata type", others.microdata("type")),
    ),
    "free": (
        ("json-ld isAccessibleForFree", others.json_ld("free")),
        ("article:content_tier", others.content_tier),
        ("microdata isAccessibleForFree", others.microdata("free")),
    ),
    "doi": (
        ("meta doi", others.doi("citation_doi", "bepress_citation_doi", "prism.doi", "dc.identifier")),
        ("json-ld identifier", others.json_ld("doi")),
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
