import pytest

from tests.support.pages import HEADLINE, author_names, read_article, read_page


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
        ("<p>Story by Jane Doe</p>", ["Jane Doe"]),
        ("<p>Words by which we live are few.</p>", []),
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
def test_the_byline_that_the_reader_sees_names_the_authors(body: str, expected: list[str]) -> None:
    """Marked by class, by rel, in a line with the date, or by its first word alone."""
    assert author_names(read_page(body=f"<h1>Title</h1>{body}")) == expected


@pytest.mark.parametrize(
    "line",
    [
        "<p>Posté par Jane Doe | 27 mars 2014 | Actualités Locales | 2 commentaires</p>",
        "<p class='entry-meta'>3 May 2021 · Local News · by Jane Doe</p>",
        "<p class='entry-meta'>3. Mai 2021 von Jane Doe Kommentare (2)</p>",
    ],
)
def test_only_the_introduced_part_of_a_line_names_the_author(line: str) -> None:
    """Sections and comments next to a byline are not names."""
    assert author_names(read_article(f"<div>{HEADLINE}{line}</div>")) == ["Jane Doe"]


BOX = (
    "<div class='author-box'><h4>Jane Doe</h4><p>She writes about <b>Harbour Works</b> and the <b>open sea</b>"
    " since 2009, and lives in a small town at the mouth of the river with a dog and two boats.</p></div>"
)


def test_a_box_about_an_author_names_one_author() -> None:
    """Other words in bold in the text about an author name nobody, and a box adds nobody to a byline."""
    assert author_names(read_article(f"<div>{HEADLINE}<p>Text.</p>{BOX}</div>")) == ["Jane Doe"]
    both = f"<div>{HEADLINE}<p class='byline'>By John Roe</p>{BOX}</div>"
    assert author_names(read_article(both)) == ["John Roe"]


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
    """What a theme puts in place of a byline is not always a name."""
    assert author_names(read_article(f"<div>{HEADLINE}{line}</div>")) == []


@pytest.mark.parametrize(
    "line",
    [
        "<div><p class='author'>Jane Doe</p> <span class='author-role'>Licensed Grader</span></div>",
        "<div class='author-line'><b class='author-name'>Jane Doe</b> <i class='author-title'>Gardener & Guide</i></div>",
        "<p class='byline'>Jane Doe</p><p class='author-description'>Licensed Quality Grader</p>",
        "<p class='byline'><a class='author'>Jane Doe</a> Expert Winemaker</p>",
        "<p>Written by</p><p class='author'>Jane Doe</p><p>Reviewed by</p><p class='author'>John Roe</p>",
        "<div><i>Photo:</i> <b class='author'>John Roe</b></div><p class='author'>Jane Doe</p>",
        "<p><a href='/author/jane-doe/'>Jane Doe</a></p>",
        "<p>Contributors: <b>Jane Doe</b></p>",
        "<div class='author-bio'>This post was written by Jane Doe, Head of Marketing. She has lived by the sea since 2009.</div>",
        "<div class='author-bio'>Jane Doe is a writer who lives by the sea with a dog and two boats, and works at night.</div>",
    ],
)
def test_what_is_beside_a_name_names_nobody_else(line: str) -> None:
    """Roles, slogans, reviewers and photographers next to the author."""
    assert author_names(read_article(f"<div>{HEADLINE}{line}</div>")) == ["Jane Doe"]


@pytest.mark.parametrize(
    "line",
    [
        "<p class='byline'>Advertisement</p>",
        "<div class='post-author-tools'>Subscribe</div>",
        "<p class='byline'>Recently</p>",
        f"<p>A study <b>written by</b> <a href='/x'>John Roe</a> shows this. {'Ferries are slow. ' * 20}</p>",
        "<figure><p>by John Roe, 1721.</p></figure>",
        "<p class='entry-meta'>The Ferry | 3 May 2021 | 4 comments</p>",
        "<p>Text of the agreement follows in full</p>",
        "<p>By the end of the day, the sea was calm</p>",
        "<p>Posted in News</p>",
        "<p>By Popular Demand</p>",
        "<p>Von Kiel nach Oslo</p>",
    ],
)
def test_words_that_are_no_names_name_nobody(line: str) -> None:
    """The interface, words of the text, works that it mentions, and parts of the headline."""
    assert author_names(read_article(f"<div>{HEADLINE}{line}</div>")) == []


def test_a_single_word_is_a_name_where_nothing_else_is_meant() -> None:
    """Linked to a page about an author, introduced, or in an element of the class "author"."""
    for line in (
        "<a href='/author/amanda'>Amanda</a>",
        "<p class='byline'>By Amanda</p>",
        "<b class='author'>Amanda</b>",
    ):
        assert author_names(read_article(f"<div>{HEADLINE}{line}</div>")) == ["Amanda"]


def test_an_organisation_without_mark_up_is_the_author_near_the_headline() -> None:
    """A desk or a company signs as people do."""
    line = "<p>By</p><p>The Example Team</p>"
    assert author_names(read_article(f"<div>{HEADLINE}{line}</div>")) == ["The Example Team"]
    assert author_names(read_article(f"<div>{HEADLINE}{'<p>Text.</p>' * 30}{line}</div>")) == []


def test_a_byline_of_an_organisation_near_the_headline_precedes_people_further_down() -> None:
    """They checked the text, or wrote other texts."""
    far = "<p>The ferry sails.</p>" * 30
    box = "<p class='author-name'>Ann Lee</p>"
    body = f"<div>{HEADLINE}<p class='byline'>By The Harbour News Team</p>{far}{box}</div>"
    assert author_names(read_article(body)) == ["The Harbour News Team"]
    named = f"<div>{HEADLINE}<p class='byline'>By Ann Lee, Harbour News Team</p>{far}{box}</div>"
    assert author_names(read_article(named)) == ["Ann Lee"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "<i>By</i><a>Jane Doe</a><i>,</i><a>John Roe</a><i>, and</i><a>Ann Lee</a>",
            ["Jane Doe", "John Roe", "Ann Lee"],
        ),
        ("<b>Written by</b><div>Jane Doe</div><div>&amp;</div><div>John Roe</div>", ["Jane Doe", "John Roe"]),
        ("<b>Von</b><a>Jane Doe</a><i>und</i><a>John Roe</a><p>Berlin</p>", ["Jane Doe", "John Roe"]),
        ("<b>Written by</b><div>Jane Doe</div><div>John Roe</div>", ["Jane Doe"]),
    ],
)
def test_a_label_without_mark_up_introduces_a_whole_list(body: str, expected: list[str]) -> None:
    """As long as commas or "and" join the names."""
    assert author_names(read_article(f"<div>{HEADLINE}<div>{body}</div></div>")) == expected


@pytest.mark.parametrize(
    "line",
    [
        "<p>Text Size</p>",
        "<p>Posted in News Release</p>",
        "<p>Published by our engineering team</p>",
        "<div class='entry-meta'>Ferry Insights 3 May 2021</div><p>These insights about a ferry.</p>",
    ],
)
def test_words_of_the_text_and_phrases_name_nobody(line: str) -> None:
    """A label that begins something else, a phrase in lower case, a section beside the date."""
    assert author_names(read_article(f"<div>{HEADLINE}{line}</div>")) == []


def test_a_sentence_may_begin_as_a_byline() -> None:
    """As below the posts of Gatsby's starter. After "By" alone it may be about somebody."""
    rest = "who lives and works on an island in the north, and builds small boats for her neighbours"
    bio = f"<footer><div><p>Written by <strong>Jane Doe</strong> {rest}.</p></div></footer>"
    assert author_names(read_article(f"<article>{HEADLINE}{bio}</article>")) == ["Jane Doe"]
    about = f"<p>By <a href='/w'>Jane Doe</a>, {rest}, the sea is no place to be afraid of.</p>"
    assert author_names(read_article(f"<article>{HEADLINE}{about}</article>")) == []


CARD = "<h3 class='author__name'><a rel='me' href='/'>{}</a></h3><p>Sails and writes.</p>"


def test_the_one_author_beside_the_article_wrote_it() -> None:
    """As in the sidebar of Jekyll's themes, where no byline is seen."""
    sidebar = f"<div class='sidebar'>{CARD.format('Jane Doe')}</div>"
    assert author_names(read_article(f"{sidebar}<article>{HEADLINE}</article>")) == ["Jane Doe"]
    byline = "<p class='byline'>By John Roe</p>"
    assert author_names(read_article(f"{sidebar}<article>{HEADLINE}{byline}</article>")) == ["John Roe"]


@pytest.mark.parametrize(
    "beside",
    [
        f"<div class='sidebar'>{CARD.format('Jane Doe')}{CARD.format('John Roe')}</div>",
        f"<div class='related'>{CARD.format('Jane Doe')}</div>",
        f"<section id='comments'>{CARD.format('Jane Doe')}</section>",
        f"<aside class='testimonials'>{CARD.format('Jane Doe')}</aside>",
        f"<div class='sidebar'>{CARD.format('Recipes')}</div>",
    ],
)
def test_authors_of_other_texts_did_not_write_it(beside: str) -> None:
    assert author_names(read_article(f"<article>{HEADLINE}</article>{beside}")) == []


def test_each_item_of_a_list_of_authors_begins_with_one() -> None:
    """As in the journals of OJS, where affiliations and identifiers follow the names."""
    place = (
        "<span class='affiliation'>University of the North</span><a href='https://id.example/1'>0000-1</a>"
    )
    items = "".join(f"<li><span class='name'>{name}</span>{place}</li>" for name in ("Jane Doe", "John Roe"))
    found = read_article(f"{HEADLINE}<section><h2>Authors</h2><ul class='authors'>{items}</ul></section>")
    assert author_names(found) == ["Jane Doe", "John Roe"]


def test_a_list_with_anything_but_people_is_read_as_one_byline() -> None:
    items = "<li>By Jane Doe</li><li>3 May 2021</li><li>3 min read</li>"
    assert author_names(read_article(f"{HEADLINE}<ul class='author-info'>{items}</ul>")) == ["Jane Doe"]


def test_a_role_in_an_element_of_its_own_is_no_part_of_the_name() -> None:
    """No punctuation separates it, and no list has every role."""
    cards = "".join(
        f"<div class='author'><span>{name}</span><span>{role}</span></div>"
        for name, role in (("Jane Doe", "Boatwright"), ("John Roe", "Chief Boatwright"))
    )
    assert author_names(read_article(f"{HEADLINE}<div>{cards}</div>")) == ["Jane Doe", "John Roe"]
    parts = "<p class='author'><span>Jane</span> <span>Doe</span></p>"
    assert author_names(read_article(HEADLINE + parts)) == ["Jane Doe"]


@pytest.mark.parametrize("box", ["card", "post-navigation", "swiper-slide"])
def test_the_author_of_one_teaser_beside_the_article_is_no_author(box: str) -> None:
    teaser = (
        f"<aside><div class='{box}'><a>Another story</a><b class='author-name'>Jane Doe</b></div></aside>"
    )
    assert (
        author_names(read_article(f"<article>{HEADLINE}<p>The ferry sails again.</p></article>{teaser}"))
        == []
    )


@pytest.mark.parametrize(
    "beside",
    [
        "<aside><div><h3>Another story</h3><b class='author-name'>Jane Doe</b></div></aside>",
        "<footer><div class='person-name'>Jane Doe</div></footer>",
    ],
)
def test_a_name_below_a_heading_or_of_any_person_is_not_the_author_beside_the_article(beside: str) -> None:
    """A teaser, and an official or a contact in the footer of the site."""
    assert (
        author_names(read_article(f"<article>{HEADLINE}<p>The ferry sails again.</p></article>{beside}"))
        == []
    )


def test_a_korean_administrator_is_no_author() -> None:
    assert author_names(read_article(f"<article>{HEADLINE}<div>작성자 관리자</div></article>")) == []
