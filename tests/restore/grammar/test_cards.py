"""The newer card of X, copied as text."""

import pytest

from tests.support.decayed import AFTER, BEFORE, WORDS, article, find, only


@pytest.mark.parametrize(
    "lines",
    [
        [
            "Mara Voss",
            "@mara_voss",
            "·",
            "Follow",
            WORDS,
            "5:04 PM · Jan 26, 2021",
            "123",
            "Reply",
            "Copy link",
        ],
        ["Mara Voss", "@mara_voss", "·", "Jan 26, 2021", WORDS, "5:04 PM · Jan 26, 2021"],
        ["Mara Voss", "@mara_voss", WORDS, "5:04 PM · Jan 26, 2021 · Twitter for iPhone", "12 Retweets"],
        ["Mara Voss @mara_voss", WORDS, "5:04 PM - 26 Jan 2021"],
        ["Mara Voss", "@mara_voss", WORDS, "17:04 · 26 янв. 2021 г."],
        ["Mara Voss", "@mara_voss", WORDS, "5:04 م · 26 يناير 2021"],
        ["Mara Voss", "@mara_voss", WORDS, "午後5:04 · 2021年1月26日"],
        ["Mara Voss", "@mara_voss", WORDS, "17:04 · 26 janv. 2021", "Read 12 replies"],
    ],
)
@pytest.mark.parametrize("joint", ["\n", "\n\n"])
def test_a_card_is_a_post(lines: list[str], joint: str) -> None:
    source = article(joint.join(lines))
    found = only(source)
    assert (found.author, found.handle, found.text) == ("Mara Voss", "mara_voss", WORDS)
    assert (found.published or "").startswith("2021-01-26")
    assert source[: found.start].strip() == BEFORE
    assert source[found.end :].strip() == AFTER


def test_the_words_of_a_card_may_end_in_a_mention() -> None:
    words = "The boats are ready, and so is everybody at @bay_port"
    found = only(article(f"Mara Voss\n@mara_voss\n{words}\n5:04 PM · Jan 26, 2021"))
    assert (found.handle, found.text) == ("mara_voss", words)


@pytest.mark.parametrize(
    "prose",
    [
        "Mara Voss\n@mara_voss\nReporter of the Bay News\n26 January 2021",
        "Mara Voss\n@mara_voss\nUpdated 5:04 PM, Jan 26, 2021",
        "Follow @mara_voss\n5:04 PM · Jan 26, 2021",
        "Write to us:\n@mara_voss\nThe office is closed.\n5:04 PM · Jan 26, 2021",
        "Mara Voss\n@mara_voss\n\nOle Ek\n@ole",
        "5:04 PM · Jan 26, 2021",
    ],
)
def test_what_lacks_a_part_of_the_card_is_prose(prose: str) -> None:
    assert [each for each in find(article(prose)) if each.confidence >= 0.5] == []
