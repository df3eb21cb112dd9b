"""Where the article stands on a page decides which byline and which date are its own."""

import json

import pytest

from embedsvc.model import Metadata
from embedsvc.read import fields
from embedsvc.read.html import document
from tests.support.pages import URL, page, snapshot

TITLE = "<title>The ferry sails again | The Example</title>"
HEADLINE = "<h1>The ferry sails again</h1>"
LINE = '<p class="byline">By Jane Doe</p><p class="date">3 May 2021</p>'


def read(body: str, *, head: str = TITLE, attributes: str = "", url: str = URL) -> Metadata:
    return fields.metadata(document.parse(snapshot(page(head, body, attributes=attributes), url=url)))


def names(found: Metadata) -> list[str]:
    return [author.name for author in found.authors]


@pytest.mark.parametrize(
    "body",
    [
        f"<form id='aspnetForm'><div>{HEADLINE}{LINE}</div></form>",
        f"<div class='widget Blog'><div class='post'><h3>The ferry sails again</h3>{LINE}</div></div>",
        f"<div class='sidebar_right'><div>{HEADLINE}</div><div>{LINE}</div></div>",
        f"<article>{HEADLINE}<p>Text.</p><footer>{LINE}</footer></article>",
        f"<main>{HEADLINE}<aside>{LINE}</aside><p>Text.</p></main>",
        f"<div>{HEADLINE}</div><div class='elementor-widget elementor-widget-post-info'>{LINE}</div>",
    ],
)
def test_what_holds_the_headline_holds_the_article(body: str) -> None:
    """A form, a widget or a layout around the whole page, and the article's own footer, hide no byline."""
    found = read(body)
    assert (names(found), found.published) == (["Jane Doe"], "2021-05-03")


@pytest.mark.parametrize(
    "body",
    [
        f"<article>{HEADLINE}</article><footer>{LINE}</footer>",
        f"<main>{HEADLINE}</main><aside>{LINE}</aside>",
        f"<div>{HEADLINE}</div><aside><article><footer>{LINE}</footer></article></aside>",
        f"<div>{HEADLINE}<div class='widget'>{LINE}</div></div>",
        f"<div>{HEADLINE}<form>{LINE}</form></div>",
        f"<article>{HEADLINE}<div class='related'><footer>{LINE}</footer></div></article>",
        f"<div>{HEADLINE}<aside><b>News</b> 3 May 2021</aside></div>",
        f"<div>{HEADLINE}<div class='related'><b>News</b> 3 May 2021</div></div>",
        f"<div>{HEADLINE}<div class='related'>3 May 2021</div></div>",
    ],
)
def test_what_stands_beside_the_article_is_not_its_own(body: str) -> None:
    """Footers and asides of the page, widgets, forms and teasers tell of something else."""
    found = read(body)
    assert (names(found), found.published) == ([], None)


@pytest.mark.parametrize("today", ["<span class='date'>9 June 2022</span>", "<time>9 June 2022</time>"])
def test_a_date_before_the_headline_waits(today: str) -> None:
    """Today's date in the page's head, or a teaser's, yields to the date behind the headline."""
    top = f"<div class='top'><div>{today}</div></div>"
    own = "<p class='date'>3 May 2021</p>" if "span" in today else "<time>3 May 2021</time>"
    found = read(f"{top}<div><div>{HEADLINE}</div></div><div><div>{own}</div></div>")
    assert found.published == "2021-05-03"


def test_a_plain_date_behind_the_headline_is_better_than_one_before_it() -> None:
    """Even a marked one: it belongs to a teaser."""
    top = "<div><div><span class='date'>9 June 2022</span></div></div>"
    assert read(f"{top}<div>{HEADLINE}<p>On 3 May 2021</p></div>").published == "2021-05-03"


def test_a_date_in_the_block_of_the_headline_is_its_own() -> None:
    """The line above a headline stands before it and belongs to it."""
    above = "<div class='date'>3 May 2021</div>"
    found = read(f"<section><div>{above}{HEADLINE}</div><div class='date'>9 June 2022</div></section>")
    assert found.published == "2021-05-03"


def test_a_date_before_the_headline_is_better_than_none() -> None:
    """Where no other day is marked, the one before the headline counts."""
    found = read(f"<div><div><span class='date'>3 May 2021</span></div></div><div>{HEADLINE}</div>")
    assert found.published == "2021-05-03"


@pytest.mark.parametrize(
    "line",
    [
        "<p><span>By</span> <a href='/jane'>Jane Doe</a></p>",
        "<table><tr><td>Autor:</td><td>Jane Doe</td></tr></table>",
        "<dl><dt>Written by</dt><dd>Jane Doe</dd></dl>",
        "<div>Geschreven door Jane Doe</div>",
        "<div>Kirjoittaja: Jane Doe</div>",
        "<div>Հեղինակ՝ Jane Doe</div>",
        "<div>Przez Jane Doe</div>",
        "<div>di Jane Doe</div>",
        "<div>3 May 2021 <span>-&nbsp;Redaktion: Jane Doe (Example)</span></div>",
    ],
)
def test_an_introduction_leads_to_its_name(line: str) -> None:
    """What introduces a name in any list of words begins a byline, also in an element of its own."""
    assert names(read(f"<div>{HEADLINE}{line}<p>Text.</p></div>")) == ["Jane Doe"]


@pytest.mark.parametrize(
    "line",
    [
        "<h3><a href='/a'>Von Fischern und Seglern</a></h3>",
        "<p>Par Monts et Vallées</p>",
        "<li><a href='/authors'>Authors</a></li><li>Our Promise</li>",
        f"{'<p>Text.</p>' * 60}<p>De Groene Kamer</p>",
    ],
)
def test_a_text_that_only_begins_like_a_byline_names_nobody(line: str) -> None:
    """Titles of teasers, names of things and links to all authors are no bylines."""
    assert names(read(f"<div>{HEADLINE}{line}</div>")) == []


@pytest.mark.parametrize(
    "line",
    [
        "<p>Posté par Jane Doe | 27 mars 2014 | Actualités Locales | 2 commentaires</p>",
        "<p class='entry-meta'>3 May 2021 · Local News · by Jane Doe</p>",
        "<p class='entry-meta'>3. Mai 2021 von Jane Doe Kommentare (2)</p>",
    ],
)
def test_of_a_line_of_parts_the_introduced_one_names_the_author(line: str) -> None:
    """Sections and comments beside a byline are none of its names."""
    assert names(read(f"<div>{HEADLINE}{line}</div>")) == ["Jane Doe"]


@pytest.mark.parametrize(
    "line",
    [
        "<p>Letzte Änderung: 9.6.2022</p><p>3.5.2021</p>",
        "<time datetime='2022-06-09'>Frissült: 2022-06-09</time><time datetime='2021-05-03'>2021-05-03</time>",
        "<p class='post-meta'><span class='updated hidden'>2022-06-09</span> Jane | <span>3 May 2021</span></p>",
        "<time class='published updated' datetime='2021-05-03'>3 May 2021</time><time>9 June 2022</time>",
        "<p>Updated<!-- --> <time>9 June 2022</time></p><p>Published<!-- --> <time>3 May 2021</time></p>",
    ],
)
def test_the_day_of_a_change_is_not_that_of_publication(line: str) -> None:
    """Whether the label stands before the date, in its element or in its class alone."""
    assert read(f"<div>{HEADLINE}{line}</div>").published == "2021-05-03"


@pytest.mark.parametrize(
    "line",
    [
        "<p class='byline'><b>Jane Doe</b><i>Journalist</i></p>",
        "<p class='byline'><a href='/jane'>Jane Doe</a><span>Jane Doe</span></p>",
    ],
)
def test_a_style_parts_a_name_from_what_follows(line: str) -> None:
    """Elements that a style sets apart have no space between them in the markup."""
    assert names(read(f"<div>{HEADLINE}{line}</div>")) == ["Jane Doe"]


def test_a_blog_in_a_folder_is_no_headline() -> None:
    """Where a host has many blogs, a blog's name links to its folder above the page."""
    head = "<title>The ferry sails again - Jane's Notes</title>"
    body = "<h1><a href='/jane'>Jane's Notes</a></h1><h3><a href='/jane/e/17'>The ferry sails again</a></h3>"
    found = read(body, head=head, url="https://blogs.example/jane/e/17abc")
    assert found.title == "The ferry sails again"


@pytest.mark.parametrize("view", ["2", "amp", "comment-page-3"])
def test_a_headline_may_lead_to_the_whole_article(view: str) -> None:
    """A part or a form of an article links its headline to the article itself."""
    body = "<h1><a href='/the-ferry'>The ferry sails again</a></h1>"
    assert read(body, url=f"https://news.example/the-ferry/{view}").title == "The ferry sails again"


TEASER = {
    "@type": "NewsArticle",
    "url": "https://news.example/other",
    "headline": "Chestnuts are roasted in the valley",
    "author": "John Roe",
    "datePublished": "2022-06-09",
}
OWN = "<p class='byline'>By Jane Doe</p><p class='date'>3 May 2021</p>"


def ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def test_structured_data_of_a_teaser_is_not_the_page() -> None:
    """A work at another address, under a headline unlike the title, has another author and another date."""
    found = read(f"<div>{HEADLINE}{OWN}</div>", head=TITLE + ld(TEASER))
    assert (names(found), found.published) == (["Jane Doe"], "2021-05-03")


@pytest.mark.parametrize(
    "own", [{"url": URL}, {"headline": "The ferry sails again, at last"}, {"headline": None}, {"url": None}]
)
def test_structured_data_is_believed_unless_all_speaks_against_it(own: dict[str, str | None]) -> None:
    """An address of its own or a like headline is enough; so is saying nothing."""
    work = {name: value for name, value in (TEASER | own).items() if value}
    found = read(f"<div>{HEADLINE}{OWN}</div>", head=TITLE + ld(work))
    assert (names(found), found.published) == (["John Roe"], "2022-06-09")


def test_an_item_of_a_teaser_is_not_the_page() -> None:
    """Neither its microdata nor its meta tags in the body are read as the page's."""
    teaser = (
        "<div class='related'><div itemscope itemtype='https://schema.org/Article'>"
        "<span itemprop='author'>John Roe</span><meta itemprop='datePublished' content='2022-06-09'></div></div>"
    )
    found = read(f"<div>{teaser}<div>{HEADLINE}{OWN}</div></div>")
    assert (names(found), found.published) == (["Jane Doe"], "2021-05-03")


def test_a_meta_tag_of_the_root_item_is_the_page() -> None:
    """Pages that are an item as a whole say its properties in the head."""
    head = TITLE + "<meta itemprop='datePublished' content='2021-05-03'>"
    found = read(HEADLINE, head=head, attributes="itemscope itemtype='https://schema.org/WebPage'")
    assert found.published == "2021-05-03"


def test_a_byline_may_be_the_first_text() -> None:
    """Of a page without a title too."""
    assert names(read("<p>By Jane Doe</p>", head="")) == ["Jane Doe"]


def test_bylines_before_the_headline_wait() -> None:
    """Columnists in the head of the page wrote something else, unless nobody else is marked."""
    top = "<div><div><div><span class='preview-author'>John Roe</span></div></div></div>"
    assert names(read(f"{top}<div>{HEADLINE}{OWN}</div>")) == ["Jane Doe"]
    assert names(read(f"{top}<div>{HEADLINE}</div>")) == ["John Roe"]


BOX = (
    "<div class='author-box'><h4>Jane Doe</h4><p>She writes about <b>Harbour Works</b> and the <b>open sea</b>"
    " since 2009, and lives in a small town at the mouth of the river with a dog and two boats.</p></div>"
)


def test_a_box_about_an_author_names_one_author() -> None:
    """What else the text about an author sets in bold is nobody, and a box adds nobody to a byline."""
    assert names(read(f"<div>{HEADLINE}<p>Text.</p>{BOX}</div>")) == ["Jane Doe"]
    both = f"<div>{HEADLINE}<p class='byline'>By John Roe</p>{BOX}</div>"
    assert names(read(both)) == ["John Roe"]


@pytest.mark.parametrize(
    "line",
    [
        "<p class='byline'>slow recovery 3 May 2021</p>",
        "<p class='byline'>lassú kilábalás Megosztom</p>",
        "<p class='article-info'>今日予定が出ると聞きましたがどうすればいいのでしょうか 2021年5月3日</p>",
        "<p class='byline'>回答者：</p>",
    ],
)
def test_tags_labels_and_sentences_in_a_byline_name_nobody(line: str) -> None:
    """What a theme puts where a byline stands is not always a name."""
    assert names(read(f"<div>{HEADLINE}{line}</div>")) == []


def test_a_site_goes_by_the_parts_of_its_name() -> None:
    """A slogan in the site's name is no author where the page gives it as one."""
    head = "<meta property='og:site_name' content='The Example | All the Tides'>"
    author = "<meta name='author' content='All the Tides'>"
    assert names(read(f"<div>{HEADLINE}{OWN}</div>", head=TITLE + head + author)) == ["Jane Doe"]


@pytest.mark.parametrize(
    "label",
    ["Written by", "Verfasst von", "Escrito por", "Scritto da", "Skrevet av", "Napisane przez", "執筆者"],
)
def test_a_labelled_value_for_shared_links_names_the_author(label: str) -> None:
    """Twitter's label and data are the author's name where the label introduces one."""
    values = f"<meta name='twitter:label1' content='{label}'><meta name='twitter:data1' content='Jane Doe'>"
    assert names(read(HEADLINE, head=TITLE + values)) == ["Jane Doe"]
    other = values.replace(label, "Reading time")
    assert names(read(HEADLINE, head=TITLE + other)) == []


@pytest.mark.parametrize("name", ["szerző", "person-name", "författare", "written-by", "toimittaja"])
def test_classes_name_authors_in_the_language_of_the_theme(name: str) -> None:
    """A theme's classes are words of its makers' language."""
    assert names(read(f"<div>{HEADLINE}<p class='{name}'>Jane Doe</p></div>")) == ["Jane Doe"]


def test_a_day_before_the_web_is_what_a_page_tells_of() -> None:
    """A founding day is no day of publication."""
    assert read(f"<div>{HEADLINE}<p>Founded on 1 April 1921</p></div>").published is None


@pytest.mark.parametrize("seam", ["", "<!-- -->", "<!---->"])
def test_comments_of_frameworks_part_no_line(seam: str) -> None:
    """React and Vue put them between the texts of one."""
    line = seam.join(["Published ", "12", " ", "May", " ", "2020", " by ", "Jane", " ", "Doe"])
    found = read(f"{HEADLINE}<p>{line}</p>")
    assert (found.published, names(found)) == ("2020-05-12", ["Jane Doe"])
