import pytest

from embedsvc.read.html.placeholders import is_default, without_placeholders


@pytest.mark.parametrize(
    "text",
    [
        "undefined", "null", "NaN", "N/A", "(null)", "undefined undefined", "null - null", "—", "...",
        "undefined | The Example", "By [object Object]", "{{ page.title }}", "{{title}} | The Example",
        "{{ page.tit", "{% block title %}", "${title}", "#{title}", "{$title}", "{title}", "%title%",
        "%%title%% %%sep%% %%sitename%%", "<%= title %>", "<?= $title ?>", "[[*pagetitle]]", "[title]",
        "[Site Name]", "__TITLE__", "@@TITLE@@", "$title", "@ViewBag.Title", "pages.story.title",
        "##TITLE##", "Translation missing: en.story", "Lorem ipsum dolor sit amet",
    ],
)  # fmt: skip
def test_what_scripts_and_templates_leave_is_no_value(text: str) -> None:
    """Words for a missing value, expressions that were never evaluated, keys of messages, filler."""
    assert without_placeholders(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Null - The Encyclopedia", "Undefined behaviour in C", "How null works", "None of the above",
        "50% off, 20% more", "[Video] The ferry sails", "C# and F#", "$ACME falls", "news.example",
        "What lorem ipsum means", "The title", "#ferry",
    ],
)  # fmt: skip
def test_words_of_people_are_values(text: str) -> None:
    """The same words and signs in a text that somebody wrote."""
    assert without_placeholders(text) == text


def test_a_part_without_a_value_is_removed() -> None:
    """Where the title has one, and the name of the site is missing."""
    assert without_placeholders("The ferry sails | undefined") == "The ferry sails"
    assert without_placeholders("The ferry sails - null - The Example") == "The ferry sails - The Example"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Untitled Document", True),
        ("Sans titre", True),
        ("React App", True),
        ("Just another WordPress site.", True),
        ("Your description here", True),
        ("Untitled, 1962", False),
        ("A WordPress site among others", False),
    ],
)
def test_defaults_of_generators_are_known(text: str, *, is_one: bool) -> None:
    """As they install them, in any case."""
    assert is_default(text) is is_one
