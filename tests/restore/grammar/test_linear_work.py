"""Finding posts stays linear in hostile articles: four times the text, about four times the function calls."""

import cProfile
from collections.abc import Callable

import pytest

from embedsvc.restore.articles import reading
from embedsvc.restore.articles.reading import Markup
from embedsvc.restore.grammar import posts

UNITS = {
    "dashes": "— ",
    "at signs": "@",
    "handles": "(@a) ",
    "open brackets": "(",
    "dates": "January 26, 2021 ",
    "signatures": "— A (@a) January 26, 2021 ",
    "signature lines": "x\n— A (@a) January 26, 2021\n",
    "signature paragraphs": "x\n\n— A (@a) January 26, 2021\n\n",
    "facebook": "Posted by A on Tuesday, January 26, 2021 ",
    "weekdays": "2021 Tuesday ",
    "instagram": "A post shared by A (@a) ",
    "sounds": "♬ a - ",
    "telegram": "t.me/abcd/1 ",
    "angle brackets": "<",
    "tags": "<b>",
    "paragraphs": "<p>",
    "quotations": "<blockquote>",
    "markdown quotations": "> ",
    "markdown tables": "| x — A (@a) January 26, 2021 |\n|---|\n",
    "markdown items": "- ",
    "markdown levels": "\n".join(level * "  " + "- a" for level in range(40)) + "\n\n",
    "markdown rules": "---\n",
    "pipes": "|",
    "comments": "<!--",
    "scripts": "<script>",
    "quotation marks": '<p a="',
    "ampersands": "&",
    "links": "http://.",
    "spaces": " ",
    "empty lines": " \n",
    "brackets of links": "[a](",
    "backslashes": "\\",
    "colons": "a:\n",
    "numbers": "#1:\nx\n— A (@a) January 26, 2021\n",
    "items": "- a (@b)\n",
    "accounts": "A\n@a\n",
    "account paragraphs": "A\n\n@a\n\n5:04 PM\n\n",
    "hours of cards": "A\n@a\n" + 30 * "5:04 PM · x\n",
    "captions of links": "Post by @a\n",
    "sentences": "A a. ",
    "sounds with accounts": "♬ a @b ",
}
SMALL, TIMES = 1_500, 4
MOST_GROWTH = 1.1
"""Calls are counted, not timed, so that little is left to chance."""
MOST_CALLS_A_CHARACTER = 100


def calls(work: Callable[[], object]) -> int:
    """How many functions are called, in Python and in C."""
    profile = cProfile.Profile()
    profile.runcall(work)
    return sum(function.callcount for function in profile.getstats())


def of_length(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("markup", ["html", "text", "markdown"])
def test_work_grows_with_the_text(unit: str, markup: Markup) -> None:
    small, large = (of_length(UNITS[unit], length) for length in (SMALL, TIMES * SMALL))
    scan(small, markup)  # fills the caches of names
    few, many = calls(lambda: scan(small, markup)), calls(lambda: scan(large, markup))
    assert many <= MOST_GROWTH * TIMES * few + 200
    assert many <= MOST_CALLS_A_CHARACTER * len(large)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("markup", ["html", "text", "markdown"])
def test_a_large_text_is_finished(unit: str, markup: Markup) -> None:
    """Regular expressions that go back over what they have read would not end within the timeout of the tests."""
    scan(of_length(UNITS[unit], 10_000), markup)


def scan(source: str, markup: Markup) -> object:
    return list(posts.find(reading.parse(source, markup)))
