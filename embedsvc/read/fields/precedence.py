"""The precedence of every field, as one table to read.

Each rule is a pure function from a page to a value or None. For each field the rules are applied in order;
the first value is the result, and the name of its rule goes to `Metadata.sources`.
"""

from collections.abc import Callable
from typing import Any

from embedsvc.model import Metadata
from embedsvc.read.fields import (
    addresses,
    author_conflicts,
    author_notes,
    authors,
    dates,
    day_beside_headline,
    descriptions,
    images,
    language,
    local_day,
    lone_names,
    personal_site,
    site_name,
    titles,
    values,
    visible_authors,
    visible_dates,
)
from embedsvc.read.fields.page_facts import PageFacts
from embedsvc.read.html.document import Document

Rule = Callable[[PageFacts], Any]

TABLE: dict[str, tuple[tuple[str, Rule], ...]] = {
    "title": (
        ("headline seen", titles.visible_headline),
        ("json-ld headline", titles.json_ld_headline),
        ("og:title", titles.meta_title("og:title")),
        ("twitter:title", titles.meta_title("twitter:title")),
        ("citation_title", titles.meta_title(*titles.LIBRARY_NAMES)),
        ("parsely-title", titles.meta_title(*titles.PUBLISHERS_NAMES)),
        ("microdata headline", titles.microdata_headline),
        ("title", titles.title_element),
        ("meta title", titles.meta_title("title", "name")),
        ("heading", titles.first_heading),
    ),
    "authors": (
        ("byline instead", author_conflicts.shown_instead),
        ("parsely-author", authors.parsely_people),
        ("json-ld author", authors.json_ld_people),
        ("citation_author", authors.citation_people),
        ("meta author", authors.meta_author),
        ("article:author", authors.article_author),
        ("microdata author", authors.microdata_people),
        ("byline seen", visible_authors.marked_byline),
        ("dc.creator", authors.dublin_core_people),
        ("line seen", visible_authors.info_line),
        ("twitter:data", authors.labelled_people),
        ("byline in text", visible_authors.unmarked_byline),
        ("name alone", lone_names.lone_name),
        ("note about author", author_notes.noted_author),
        ("author in data", authors.people_in_data),
        ("author beside article", visible_authors.author_beside_article),
        ("json-ld organization", authors.json_ld_organisations),
        ("byline organization", visible_authors.marked_organisation),
        ("organization in text", visible_authors.unmarked_organisation),
        ("meta organization", authors.meta_organisations("author", "article:author", "og:article:author")),
        ("personal site", personal_site.owner),
    ),
    "publisher": (
        ("citation_journal_title", values.meta_text("citation_journal_title", "prism.publicationname")),
        ("og:site_name", values.meta_text("og:site_name")),
        ("json-ld publisher", values.json_ld("publisher")),
        ("dc.publisher", values.meta_text("citation_publisher", "dc.publisher", "dcterms.publisher")),
        ("application-name", values.meta_text("application-name", "apple-mobile-web-app-title")),
        ("microdata publisher", values.microdata("publisher")),
        ("title tail", site_name.publisher_in_title),
        ("twitter:site", values.twitter_site),
    ),
    "published": (
        ("local day", local_day.local_day),
        ("earlier day seen", day_beside_headline.earlier_than_stated),
        ("json-ld datePublished", dates.json_ld_published),
        ("article:published_time", dates.open_graph_published),
        ("citation date", dates.citation_date),
        ("meta date", dates.other_published),
        ("microdata datePublished", dates.microdata_published),
        ("time element", visible_dates.time_element),
        ("date in URL", dates.day_in_url),
        ("moment in attribute", visible_dates.moment_in_attribute),
        ("day beside headline", day_beside_headline.nearest),
        ("date seen", visible_dates.marked_date),
        ("date in data", dates.date_in_data),
        ("date near headline", visible_dates.date_near_headline),
        ("date before headline", visible_dates.marked_date_before_headline),
        ("vague meta date", dates.meta_date(*dates.VAGUE_NAMES)),
        ("month in URL", dates.month_in_url),
        ("only day seen", visible_dates.date_of_change),
    ),
    "modified": (
        ("json-ld dateModified", dates.json_ld_modified),
        ("article:modified_time", dates.meta_date("article:modified_time", "og:article:modified_time")),
        ("og:updated_time", dates.meta_date("og:updated_time")),
        ("meta modified", dates.meta_date(*dates.MODIFIED_NAMES)),
        ("microdata dateModified", dates.microdata_modified),
    ),
    "description": (
        ("og:description", descriptions.meta("og:description")),
        ("twitter:description", descriptions.meta("twitter:description")),
        ("meta description", descriptions.meta("description")),
        ("dc.description", descriptions.meta("dcterms.description", "dc.description", "citation_abstract")),
        ("json-ld description", descriptions.json_ld),
        ("microdata description", descriptions.microdata),
        ("first paragraph", descriptions.first_paragraph),
    ),
    "image": (
        ("og:image", images.first_that_fills_card(images.open_graph)),
        ("twitter:image", images.first_that_fills_card(images.meta("twitter:image", "twitter:image:src"))),
        ("json-ld image", images.largest(images.json_ld)),
        ("microdata image", images.largest(images.microdata)),
        ("meta image", images.first_that_fills_card(images.other_meta)),
        ("image_src", images.first_that_fills_card(images.linked)),
        ("image seen", images.visible_image),
        ("small image", images.any_image),
    ),
    "language": (
        ("html lang", language.html_language),
        (
            "content-language",
            language.meta_language("content-language", "language", "dc.language", "dcterms.language"),
        ),
        ("json-ld inLanguage", language.json_ld_language),
        ("og:locale", language.meta_language("og:locale")),
        ("script", language.language_of_letters),
    ),
    "direction": (
        ("script", language.direction_of_letters),
        ("html dir", language.html_direction),
    ),
    "canonical_url": (
        ("link canonical", addresses.canonical_link),
        ("og:url", addresses.canonical_meta),
        ("json-ld url", addresses.canonical_json_ld),
        ("final URL", addresses.final_url),
    ),
    "keywords": (
        ("article:tag", values.keywords("article:tag", "og:article:tag")),
        ("keywords", values.keywords("news_keywords", "keywords")),
        ("json-ld keywords", values.json_ld("keywords")),
        ("citation_keywords", values.keywords("citation_keywords", "parsely-tags", "sailthru.tags")),
    ),
    "favicon": (("link icon", images.favicon),),
    "license": (
        ("rel=license", addresses.license_link),
        ("json-ld license", addresses.json_ld_license),
        ("dc.rights", addresses.meta_license),
    ),
    "based_on": (
        ("json-ld isBasedOn", addresses.json_ld_source),
        ("syndication-source", addresses.meta_source),
        ("canonical elsewhere", addresses.canonical_source),
        ("source link seen", addresses.visible_source),
    ),
    "feeds": (("link alternate", addresses.feeds),),
    "type": (
        ("json-ld type", values.json_ld("type")),
        ("og:type", values.meta_text("og:type")),
        ("microdata type", values.microdata("type")),
    ),
    "free": (
        ("json-ld isAccessibleForFree", values.json_ld("free")),
        ("article:content_tier", values.content_tier),
        ("microdata isAccessibleForFree", values.microdata("free")),
    ),
    "doi": (
        ("meta doi", values.meta_doi("citation_doi", "prism.doi", "dc.identifier.doi", "dc.identifier")),
        ("json-ld identifier", values.json_ld("doi")),
    ),
}


def metadata(document: Document) -> Metadata:
    """What the page states about itself."""
    return from_facts(PageFacts(document))


def from_facts(page: PageFacts) -> Metadata:
    """Each field by the first rule of the table that gives a value."""
    found: dict[str, Any] = {}
    sources: dict[str, str] = {}
    for field, rules in TABLE.items():
        for name, rule in rules:
            value = rule(page)
            if value or value is False:
                found[field], sources[field] = value, name
                break
    return Metadata(**found, sources=sources)
