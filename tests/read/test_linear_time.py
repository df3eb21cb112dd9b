"""Reading takes time in proportion to a page, whatever it consists of."""

import time
from collections.abc import Callable

import pytest

from embedsvc.read import fields, walls
from embedsvc.read.html import document
from tests.support.pages import page, snapshot

Shape = Callable[[int], str]


def _nested(levels: int) -> str:
    return page("", "<div class=author>" * levels + "By Jane Doe" + "</div>" * levels)


def _metas(count: int) -> str:
    return page(
        '<meta property="og:image" content="/i.jpg"><meta name="author" content="Jane Doe, x">' * count
    )


def _data(items: int) -> str:
    item = '{"@type":"Person","name":"Jane Doe","url":"/jane"},'
    return page(
        '<script type="application/ld+json">{"@type":"Article","author":[' + item * items + "{}]}</script>"
    )


def _text(paragraphs: int) -> str:
    return page("<title>A title</title>", f"<p>{'By and by, on 3 May 2021. ' * 40}</p>" * paragraphs)


def _bylines(count: int) -> str:
    return page("", '<p class="byline">By Jane Doe and John Roe, 3 May 2021</p>' * count)


def _openers(count: int) -> str:
    return page("<title>A title</title>", "<h1>A title</h1>" + "<p>Di <b>Jane</b><p>By 3" * count)


def _links(count: int) -> str:
    return page("", '<p>Source: <a href="https://other.example/a">Original</a></p>' * count)


def _headings(count: int) -> str:
    return page(
        "<title>One two three four</title>", "<h1>one two three five</h1><h2 class=title>six</h2>" * count
    )


def _title(words: int) -> str:
    return page(f"<title>{'one | two - ' * words}</title>", f"<h1>{'two - one ' * words}</h1>")


def _items(count: int) -> str:
    return page("", '<div itemscope itemtype="https://schema.org/Article"><b itemprop="author">x</b>' * count)


def _dates_before(count: int) -> str:
    return page("", "<i class=date>x</i>" * count + "<h1>By Jane</h1>" + "<time>x</time>" * count)


def _labels(count: int) -> str:
    return page("", "<div><h1>By</h1><p><b>By</b></p><aside><footer>Autor:</footer></aside>" * count)


def _teasers(count: int) -> str:
    work = '{"@type":"Article","headline":"Other words stand here","url":"/other"},'
    script = f'<script type="application/ld+json">[{work * count}{{}}]</script>'
    return page("<title>The ferry sails again</title>" + script)


SHAPES: dict[str, tuple[Shape, int]] = {
    "2 MiB of text": (_text, 1_200),
    "50,000 meta tags": (_metas, 12_500),
    "half a MiB of JSON-LD": (_data, 5_000),
    "5,000 levels": (_nested, 2_500),
    "bylines": (_bylines, 10_000),
    "texts that begin as bylines do": (_openers, 5_000),
    "links": (_links, 7_500),
    "headings": (_headings, 10_000),
    "a title of half a MiB": (_title, 22_500),
    "dates before a headline": (_dates_before, 10_000),
    "labels without names": (_labels, 6_000),
    "data of teasers": (_teasers, 5_000),
    "items in items": (_items, 10_000),
}


def _cost(markup: str) -> float:
    """CPU seconds."""
    start = time.process_time()
    read = document.parse(snapshot(markup))
    walls.check(walls.Visit(read))
    fields.metadata(read)
    return time.process_time() - start


@pytest.mark.parametrize(("shape", "half"), SHAPES.values(), ids=SHAPES.keys())
def test_four_times_the_page_takes_at_most_ten_times_as_long(shape: Shape, half: int) -> None:
    """No step is quadratic, which would take sixteen times; the margin is for other load on the machine."""
    small, large = shape(half // 2), shape(2 * half)
    bound = 10 * min(_cost(small) for _ in range(3)) + 0.05
    assert any(_cost(large) <= bound for _ in range(3))
