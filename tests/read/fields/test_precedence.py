import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embedsvc.model import Metadata
from embedsvc.read import fields
from embedsvc.read.html import document
from tests.support.pages import URL, page, snapshot


def read(head: str = "", body: str = "", *, attributes: str = "", url: str = URL) -> Metadata:
    return fields.metadata(document.parse(snapshot(page(head, body, attributes=attributes), url=url)))


def ld(value: Any) -> str:
    return f'<script type="application/ld+json">{value if isinstance(value, str) else json.dumps(value)}</script>'


def names(found: Metadata) -> list[str]:
    return [author.name for author in found.authors]


ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Talks resume in Vienna",
    "author": [
        {"@type": "Person", "name": "Jane Doe", "url": "/jane"},
        {"@type": "Person", "name": "John Roe"},
    ],
    "publisher": {"@type": "Organization", "name": "The Example"},
    "datePublished": "2021-01-26T10:00:00+02:00",
    "dateModified": "2021-01-27",
    "image": {"@type": "ImageObject", "url": "/a.jpg", "width": "600", "height": 400},
    "inLanguage": "en-GB",
    "isAccessibleForFree": "False",
    "isBasedOn": "https://agency.example/1",
    "license": "https://creativecommons.org/licenses/by/4.0/",
    "keywords": "vienna, talks",
    "identifier": "doi:10.1000/ABC",
    "description": "What was said.",
}


def test_json_ld_fills_every_field() -> None:
    """An article's JSON-LD is enough, and every value names its rule."""
    found = read(ld(ARTICLE), attributes='lang="en"')
    assert (found.title, names(found), found.publisher) == (
        "Talks resume in Vienna",
        ["Jane Doe", "John Roe"],
        "The Example",
    )
    assert (found.published, found.modified) == ("2021-01-26T10:00:00+02:00", "2021-01-27")
    assert found.image is not None
    assert (found.image.url, found.image.width, found.image.height) == (
        "https://news.example/a.jpg",
        600,
        400,
    )
    assert (found.free, found.based_on, found.doi) == (False, "https://agency.example/1", "10.1000/abc")
    assert (found.keywords, found.type, found.description) == (
        ("vienna", "talks"),
        "NewsArticle",
        "What was said.",
    )
    assert found.authors[0].url == "https://news.example/jane"
    known = {name for name in fields.precedence.TABLE if getattr(found, name) not in (None, ())}
    assert set(found.sources) == known


@pytest.mark.parametrize(
    "text",
    [
        "//<![CDATA[\n%s\n//]]>",
        "<!-- %s -->",
        "/*<![CDATA[*/ %s /*]]>*/",
        "%s;",
        "[[%s]]",
        '{"@graph":[{"@type":"WebSite","name":"Site"},%s]}',
        '{"@type":"WebPage","mainEntity":%s}',
    ],
)
def test_json_ld_may_be_wrapped(text: str) -> None:
    """Comments, CDATA, lists, graphs and pages around the article do not hide it."""
    assert read(ld(text % json.dumps(ARTICLE))).title == "Talks resume in Vienna"


@pytest.mark.parametrize(
    "broken",
    [
        '{"@type":"Article","headline":"He said "no" again","datePublished":"2020-01-02"}',
        '{"@type":"Article","headline":"He said \\"no\\" again","datePublished":"2020-01-02",}',
        '{"@type":"Article","headline":"He said \\"no\\" again" "datePublished":"2020-01-02"',
        '{"@type":"Article",,"headline":"He said \\"no\\" again","datePublished":"2020-01-02"}}',
        '{"@type":"Article","headline":"He said\n\\"no\\" again","datePublished":"2020-01-02"}',
    ],
)
def test_broken_json_ld_is_repaired(broken: str) -> None:
    """Bare quotation marks, stray or missing commas and brackets are put right."""
    found = read(ld(broken))
    assert (found.title, found.published) == ('He said "no" again', "2020-01-02")


def test_references_are_followed_and_cycles_end() -> None:
    """`@id` leads to the person; nodes that refer to each other do no harm."""
    graph = [
        {
            "@type": "Article",
            "@id": "#a",
            "headline": "One two three",
            "author": {"@id": "#p"},
            "mainEntityOfPage": {"@id": "#a"},
        },
        {"@type": "Person", "@id": "#p", "name": "Jane Doe", "author": {"@id": "#p"}},
    ]
    assert names(read(ld({"@graph": graph}))) == ["Jane Doe"]


def test_other_works_on_the_page_are_not_the_article() -> None:
    """Comments and lists of other articles give neither author nor date."""
    comment = {
        "@type": "Comment",
        "author": {"@type": "Person", "name": "Some Reader"},
        "datePublished": "2022-02-02",
    }
    found = read(ld({**ARTICLE, "comment": [comment], "hasPart": [{**ARTICLE, "headline": "Another"}]}))
    assert (found.title, found.published) == ("Talks resume in Vienna", "2021-01-26T10:00:00+02:00")


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(list(ARTICLE)),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=20),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from(["name", "url", "@id", "@type", "@list"]), inner)
            ),
            max_leaves=8,
        ),
    )
)
def test_wrong_types_in_json_ld_are_left_out(node: dict[str, Any]) -> None:
    """Whatever stands where a text should, the page is read."""
    found = read(ld({**node, "@type": "Article"}))
    assert found.title is None or isinstance(found.title, str)
    assert all(isinstance(author.name, str) for author in found.authors)


def test_the_seen_headline_beats_the_head() -> None:
    """A search-engine title gives way to the `h1` that says the same in the reader's words."""
    found = read(
        '<title>Brexit: war of nerves next round</title><meta property="og:title" content="Brexit: war of nerves, next round">',
        "<h1>The Brexit war of nerves goes into its next round</h1>",
    )
    assert found.title == "The Brexit war of nerves goes into its next round"


def test_a_headline_that_the_head_rewrote_is_the_title() -> None:
    """Sharing titles leave most words out; the first `h1` counts if some telling words are the same."""
    head = '<meta property="og:title" content="Christmas gift guide | Shop now!">'
    assert read(head, "<h1>My cosy home gift guide for the holidays</h1>").title == (
        "My cosy home gift guide for the holidays"
    )
    assert read(head, "<h1>Most popular of the week</h1>").title == "Christmas gift guide | Shop now!"


def test_the_logo_is_no_headline() -> None:
    """An `h1` that links home is the site's name, in the title element too."""
    found = read(
        "<title>Liver with apple | Love of food</title>",
        '<h1><a href="/">Love of food</a></h1><h2 class="title">Liver with apple</h2>',
    )
    assert found.title == "Liver with apple"


def test_the_site_leaves_the_title() -> None:
    """The site's name is cut from either end, a dash of the headline's own is not."""
    site = '<meta property="og:site_name" content="The Example">'
    assert read(f"{site}<title>One - two - The Example</title>").title == "One - two"
    assert read(f"{site}<title>The Example | One - two</title>").title == "One - two"


def test_a_shell_has_no_title() -> None:
    """A page that calls itself by its site's name alone says nothing, unless it is the home page."""
    assert read("<title>news.example</title>").title is None
    assert read("<title>news.example</title>", url="https://news.example/").title == "news.example"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<p class="byline">By Jane Doe and John Roe</p>', ["Jane Doe", "John Roe"]),
        ('<span class="post-author">بقلم أحمد علي</span>', ["أحمد علي"]),
        ('<a rel="author" href="/x">Jane Doe</a>', ["Jane Doe"]),
        (
            '<div class="comments"><p class="author">Some Reader</p></div><p class="author">Jane Doe</p>',
            ["Jane Doe"],
        ),
        ('<div class="entry-meta">3 March 2020 by Jane Doe</div>', ["Jane Doe"]),
        ("<p>Von Max Mustermann</p>", ["Max Mustermann"]),
        ("<p>Von Peter Meier und Paul Müller, dpa</p>", ["Peter Meier", "Paul Müller"]),
        ("<p>di Mario Rossi</p>", ["Mario Rossi"]),
        ("<p>Av Anna Svensson</p>", ["Anna Svensson"]),
        ("<p>Szerző: Kovács János</p>", ["Kovács János"]),
        ("<div>记者：王小明</div>", ["王小明"]),
        ("<small>September 12th, 2021 by Jane Doe</small>", ["Jane Doe"]),
        ("<p>Veröffentlicht am 3. Mai 2021 von Max Mustermann</p>", ["Max Mustermann"]),
        (
            f'<div class="author-box"><h4>About the author</h4><h3>Jane Doe</h3><p>{"Jane likes bread. " * 6}</p></div>',
            ["Jane Doe"],
        ),
        ('<a rel="author" href="/x">Ministry of Health</a>', ["Ministry of Health"]),
    ],
)
def test_reads_the_byline_that_the_reader_sees(body: str, expected: list[str]) -> None:
    """Marked by class, by rel, in a line with the date, or by its first word alone."""
    assert names(read(body=f"<h1>Title</h1>{body}")) == expected


def test_published_and_modified_are_never_mixed() -> None:
    """A page that only says when it was changed has no day of publication."""
    found = read('<meta property="article:modified_time" content="2021-05-05T10:00:00Z">')
    assert (found.published, found.modified) == (None, "2021-05-05T10:00:00Z")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<time datetime="2020-03-03T08:00:00+01:00">3 March</time>', "2020-03-03T08:00:00+01:00"),
        (
            '<time class="updated" datetime="2021-03-03">x</time><time datetime="2020-03-03">x</time>',
            "2020-03-03",
        ),
        ('<span class="post-date">٢٦ يناير ٢٠٢١</span>', "2021-01-26"),
        ("<div>Gespeichert am 24. Juli 2017</div>", "2017-07-24"),
    ],
)
def test_reads_the_day_that_the_reader_sees(body: str, expected: str) -> None:
    """In a time element, in a marked element, or in plain words near the headline."""
    assert read(body=f"<h1>Title</h1>{body}", attributes='lang="de"').published == expected


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Updated 14 September 2021 | First published 12 September 2021"),
        ("de", "Aktualisiert am 14.09.2021 - 10:11 | Veröffentlicht am 12.09.2021"),
        ("fr", "Mis à jour le 14/09/2021 à 11:20 Publié le 12/09/2021 à 10:30"),
        ("es", "Actualizado: 14 de septiembre de 2021. Publicado: 12 de septiembre de 2021"),
        ("pt", "Atualizado em 14/09/2021 08h15, 12/09/2021"),
        ("tr", "Güncelleme: 14 Eylül 2021 Yayınlanma: 12 Eylül 2021"),
        ("ru", "Обновлено 14 сентября 2021, опубликовано 12 сентября 2021"),
        ("ko", "수정 2021.09.14 09:00 입력 2021.09.12 10:30"),
        ("ar", "آخر تحديث: 14 سبتمبر 2021، نشر: 12 سبتمبر 2021"),
    ],
)
def test_the_day_of_a_change_is_passed_over(language: str, line: str) -> None:
    """Of two days in one line, or one above the other, it is the one that is not labelled as a change."""
    found = read(body=f"<h1>Title</h1><p>{line}</p>", attributes=f'lang="{language}"')
    assert found.published == "2021-09-12"


def test_a_label_may_stand_in_an_element_of_its_own() -> None:
    """A list of terms, and a time behind its word."""
    body = "<h1>Title</h1><dl><dt>Last updated</dt><dd>1 October 2022</dd><dt>Published</dt><dd>12 September 2021</dd></dl>"
    assert read(body=body).published == "2021-09-12"
    times = 'Updated <time datetime="2021-09-14">x</time> | <time datetime="2021-09-12">y</time>'
    assert read(body=f"<h1>Title</h1><p>{times}</p>").published == "2021-09-12"


def test_reads_the_day_in_the_data_of_scripts() -> None:
    """Where scripts draw the page; of several days none is known to be the page's."""
    assert read('<script>{"post":{"publishedAt":"2021-09-12T10:30:00Z"}}</script>').published == (
        "2021-09-12T10:30:00Z"
    )
    several = '<script>[{"publishedAt":"2021-09-12"},{"publishedAt":"2021-09-13"}]</script>'
    assert read(several).published is None


def test_the_publishers_day_beats_that_of_utc() -> None:
    """Where machines say the small hours in UTC and the page shows the evening before, it is that day."""
    head = '<meta property="article:published_time" content="2020-02-25T02:25:54+00:00">'
    assert read(head, '<p class="date">February 24, 2020</p>').published == "2020-02-24"
    assert read(head, '<p class="date">February 25, 2020</p>').published == "2020-02-25T02:25:54Z"


@pytest.mark.parametrize(
    ("host", "moment", "expected"),
    [
        ("diario.com.bo", "2022-05-04T02:41:00Z", "2022-05-03"),
        ("nouvelles.ca", "2020-08-25T00:23:33.312Z", "2020-08-24"),
        ("news.jp", "2021-09-11T15:30:00Z", "2021-09-12"),
        ("news.de", "2021-09-11T20:30:00Z", "2021-09-11T20:30:00Z"),
        ("news.de", "2021-09-11T22:30:00Z", "2021-09-12"),
        ("news.de", "2021-01-11T22:30:00Z", "2021-01-11T22:30:00Z"),  # winter time
        ("islas.es", "2021-09-11T22:30:00Z", "2021-09-11T22:30:00Z"),  # the next day, but not on the Canaries
        ("haber.tr", "2012-01-11T21:30:00Z", "2012-01-11T21:30:00Z"),  # three hours ahead only since 2016
        ("haber.tr", "2020-01-11T21:30:00Z", "2020-01-12"),
        ("news.uk", "2021-09-11T23:30:00Z", "2021-09-12"),
        ("diario.cl", "2021-09-11T02:30:00Z", "2021-09-10"),  # Easter Island does not count
        ("startup.co", "2021-09-11T02:30:00Z", "2021-09-11T02:30:00Z"),  # no site of Colombia
        ("diario.com.co", "2021-09-11T02:30:00Z", "2021-09-10"),
        ("news.example", "2021-09-11T23:30:00Z", "2021-09-11T23:30:00Z"),
        ("news.jp", "2021-09-11T23:30:00+09:00", "2021-09-11T23:30:00+09:00"),  # says itself where
    ],
)
def test_the_day_is_that_of_the_country(host: str, moment: str, expected: str) -> None:
    head = f'<meta property="article:published_time" content="{moment}">'
    assert read(head, url=f"https://{host}/story").published == expected


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Z", "T10:30:00Z"),
        ("+0000", "T10:30:00Z"),
        ("-00:00", "T10:30:00Z"),
        ("+0100", "T10:30:00+01:00"),
        ("-03:30", "T10:30:00-03:30"),
        ("+1400", "T10:30:00+14:00"),
        ("+1500", ""),
        ("+0060", ""),
        ("+01:99", ""),
        ("", ""),
    ],
)
def test_a_zone_that_is_none_leaves_the_day(zone: str, expected: str) -> None:
    """Minutes end at 59 (RFC 3339 §5.6), and no clock is further ahead than 14 hours."""
    head = f'<meta property="article:published_time" content="2021-01-26T10:30:00{zone}">'
    assert read(head).published == f"2021-01-26{expected}"


def test_the_day_that_a_page_shows_beats_that_of_its_country() -> None:
    head = '<meta property="article:published_time" content="2021-09-11T15:30:00Z">'
    shown = '<p class="date">11 September 2021</p>'
    assert read(head, shown, url="https://news.jp/story").published == "2021-09-11T15:30:00Z"


@pytest.mark.parametrize(
    ("attributes", "title", "language", "direction"),
    [
        ('lang="en-US"', "الرئيس يجتمع مع الوزراء في العاصمة", "ar", "rtl"),
        ('lang="en-US"', "رئیس‌جمهور گفت که دولت پاسخ می‌دهد", "fa", "rtl"),
        ('lang="en"', "ראש הממשלה נפגש עם השרים", "he", "rtl"),
        ('lang="en-US"', "وزیر اعظم نے کہا ہے کہ حکومت جواب دے گی", "ur", "rtl"),
        ('lang="iw" dir="rtl"', "ראש הממשלה נפגש עם השרים", "he", "rtl"),
        ('lang="pt_br"', "O presidente falou com os ministros", "pt-BR", "ltr"),
        ("", "Президент встретился с министрами, сообщили эксперты", "ru", "ltr"),
        ('lang="de"', "Der Präsident traf die Minister", "de", "ltr"),
    ],
)
def test_letters_beat_what_a_page_says_of_its_language(
    attributes: str, title: str, language: str, direction: str
) -> None:
    """A theme's `en-US` over Arabic, Persian, Hebrew or Urdu is not believed."""
    found = read(f"<title>{title}</title>", attributes=attributes)
    assert (found.language, found.direction) == (language, direction)


def test_canonical_url_is_of_this_site() -> None:
    """Another site's address is no canonical one but the source; the home page is none either."""
    found = read('<link rel="canonical" href="https://other.example/story">')
    assert (found.canonical_url, found.based_on) == (URL, "https://other.example/story")
    assert read('<link rel="canonical" href="/">').canonical_url == URL
    assert (
        read('<link rel="canonical" href="https://www.news.example/s">').canonical_url
        == "https://www.news.example/s"
    )


@pytest.mark.parametrize(
    "body",
    [
        '<p><a href="https://kremlin.example/news/1">Original Article</a></p>',
        '<p><a href="https://kremlin.example/news/1">Original<!-- --> <!-- -->Article</a></p>',
        '<p>المصدر: <a href="https://kremlin.example/news/1">الكرملين</a></p>',
        '<p>المصدر<!-- -->: <a href="https://kremlin.example/news/1">الكرملين</a></p>',
        '<p><b>Source:</b> text</p><p>Originally published at <a href="https://kremlin.example/news/1">Kremlin</a></p>',
    ],
)
def test_reads_visible_links_to_the_source(body: str) -> None:
    """A link that is labelled as the original, and leads off the site, is what the page is based on."""
    assert read(body=body).based_on == "https://kremlin.example/news/1"


def test_reads_the_rest() -> None:
    """Image with alt and size, favicon, feeds, licence, Highwire fields."""
    found = read(
        '<meta property="og:image" content="/i.jpg"><meta property="og:image:alt" content="A bridge">'
        '<meta property="og:image:width" content="800"><meta property="og:image:height" content="600">'
        '<link rel="shortcut icon" href="/f.ico"><link rel="apple-touch-icon" sizes="180x180" href="/t.png">'
        '<link rel="alternate" type="application/rss+xml" href="/feed"><meta name="keywords" content="a, b, a">'
        '<meta name="citation_doi" content="https://doi.org/10.1000/X"><meta name="citation_author" content="Doe, Jane">'
        '<meta name="citation_journal_title" content="Annals">',
        '<a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY</a>',
    )
    assert found.image is not None
    assert (found.image.url, found.image.alt, found.image.width) == (
        "https://news.example/i.jpg",
        "A bridge",
        800,
    )
    assert (found.favicon, found.feeds) == ("https://news.example/t.png", ("https://news.example/feed",))
    assert (found.keywords, found.doi, found.publisher) == (("a", "b"), "10.1000/x", "Annals")
    assert (names(found), found.license) == (["Jane Doe"], "https://creativecommons.org/licenses/by/4.0/")


def test_an_image_that_nothing_declares_is_a_large_one_of_the_article() -> None:
    """Logos and what stands beside the article are none; a video's poster is one."""
    body = '<img src="/logo.png" width="40" height="40"><aside><img src="/ad.png" width="300" height="300"></aside>'
    assert read(body=body).image is None
    found = read(body=f'{body}<img src="/a.jpg" width="600" height="400" alt="A bridge">').image
    assert found is not None
    assert (found.url, found.width, found.alt) == ("https://news.example/a.jpg", 600, "A bridge")
    poster = read(body='<video poster="/p.jpg"></video>').image
    assert poster is not None
    assert poster.url == "https://news.example/p.jpg"


def test_a_paper_is_of_the_day_of_its_issue() -> None:
    """Highwire's day of a later version online is not that of publication."""
    head = '<meta name="citation_date" content="2017/06/12"><meta name="citation_online_date" content="2023/08/02">'
    assert read(head).published == "2017-06-12"


def test_reads_microdata() -> None:
    """An item of an article, its author an item of its own."""
    found = read(
        body='<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">A title here</h1>'
        '<span itemprop="author" itemscope itemtype="https://schema.org/Person"><a itemprop="url" href="/j"><b itemprop="name">Jane Doe</b></a></span>'
        '<meta itemprop="datePublished" content="2020-01-02"><meta itemprop="dateModified" content="2020-01-03"></div>'
    )
    assert (found.title, names(found), found.published, found.modified) == (
        "A title here",
        ["Jane Doe"],
        "2020-01-02",
        "2020-01-03",
    )
