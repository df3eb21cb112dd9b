import pytest

from tests.support.pages import HEADLINE, read_article, read_page


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
def test_the_day_that_the_reader_sees_is_read(body: str, expected: str) -> None:
    """In a time element, in a marked element, or without mark-up near the headline."""
    assert read_page(body=f"<h1>Title</h1>{body}", attributes='lang="de"').published == expected


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
def test_the_labelled_day_of_a_change_is_passed_over(language: str, line: str) -> None:
    """Of two days in one line, the one that is not labelled as a change."""
    found = read_page(body=f"<h1>Title</h1><p>{line}</p>", attributes=f'lang="{language}"')
    assert found.published == "2021-09-12"


def test_a_label_may_be_an_element_of_its_own() -> None:
    """In a list of terms, or as text before a time element."""
    body = "<h1>Title</h1><dl><dt>Last updated</dt><dd>1 October 2022</dd><dt>Published</dt><dd>12 September 2021</dd></dl>"
    assert read_page(body=body).published == "2021-09-12"
    times = 'Updated <time datetime="2021-09-14">x</time> | <time datetime="2021-09-12">y</time>'
    assert read_page(body=f"<h1>Title</h1><p>{times}</p>").published == "2021-09-12"


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
def test_a_marked_day_of_a_change_is_passed_over(line: str) -> None:
    """Whether the label is before the date, in its element, or in its class alone."""
    assert read_article(f"<div>{HEADLINE}{line}</div>").published == "2021-05-03"


def test_an_unmarked_date_after_the_headline_precedes_a_marked_one_before_it() -> None:
    """A date before the headline usually belongs to a teaser."""
    top = "<div><div><span class='date'>9 June 2022</span></div></div>"
    assert read_article(f"{top}<div>{HEADLINE}<p>On 3 May 2021</p></div>").published == "2021-05-03"


def test_a_date_before_the_headline_is_better_than_none() -> None:
    """If no other day is marked, the one before the headline counts."""
    found = read_article(f"<div><div><span class='date'>3 May 2021</span></div></div><div>{HEADLINE}</div>")
    assert found.published == "2021-05-03"


def test_a_day_before_the_web_is_not_a_day_of_publication() -> None:
    """The day of a foundation is what the page is about."""
    assert read_article(f"<div>{HEADLINE}<p>Founded on 1 April 1921</p></div>").published is None
