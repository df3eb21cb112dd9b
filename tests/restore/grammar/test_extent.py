"""Which words belong to an attribution."""

import pytest

from embedsvc.restore.articles.reading import Markup
from tests.support.decayed import AFTER, BEFORE, WORDS, article, find, only

LINE = "— Mara Voss (@mara_voss) January 26, 2021"


@pytest.mark.parametrize(
    ("source", "markup"),
    [
        (f"{BEFORE}\n\n{WORDS} {LINE}\n\n{AFTER}", "text"),
        (f"{BEFORE}\n{WORDS}\n{LINE}\n{AFTER}", "text"),
        (f"{BEFORE}\n{WORDS}{LINE}\n{AFTER}", "text"),
        (f"<p>{BEFORE}</p><p>{WORDS}<br>{LINE}</p><p>{AFTER}</p>", "html"),
        (f"<p>{BEFORE}</p><div>{WORDS}</div><div>{LINE}</div><p>{AFTER}</p>", "html"),
        (f"<p>{BEFORE}</p><p>{WORDS}</p><p>&nbsp;</p><p>{LINE}</p>", "html"),
        (f"<p>{BEFORE}</p><p>{WORDS}</p><p><img src=a.png></p><script>x()</script><p>{LINE}</p>", "html"),
        (f"<p>{BEFORE}</p><blockquote><p>{WORDS}</p><p>{LINE}</p></blockquote>", "html"),
        (f"<ul><li>{AFTER}</li><li>{WORDS} {LINE}</li></ul>", "html"),
        (f"<table><tr><td>{AFTER}</td><td><p>{WORDS}</p>{LINE}</td></tr></table>", "html"),
        (f"{BEFORE}\n\n> {WORDS}\n>\n> {LINE}\n\n{AFTER}", "markdown"),
        (f"- {AFTER}\n- {WORDS} {LINE}\n- more", "markdown"),
        (f"{BEFORE}\n\n1. {WORDS} {LINE}", "markdown"),
    ],
)
def test_wherever_the_words_stand(source: str, markup: Markup) -> None:
    found = only(source, markup)
    assert (found.text, found.author) == (WORDS, "Mara Voss")


def test_a_quotation_of_nothing_but_the_post_is_taken_whole() -> None:
    source = f"<p>{BEFORE}</p><blockquote class=q><p>{WORDS}</p><p>{LINE}</p></blockquote><p>{AFTER}</p>"
    found = only(source, "html")
    assert source[found.start : found.end].startswith("<blockquote class=q>")
    assert source[found.end :] == f"<p>{AFTER}</p>"


@pytest.mark.parametrize(
    ("source", "markup"),
    [
        (f"<blockquote><p>{BEFORE}</p><p>{WORDS}</p><p>{LINE}</p><p>{AFTER}</p></blockquote>", "html"),
        (f"> {BEFORE}\n>\n> {WORDS}\n>\n> {LINE}\n>\n> {AFTER}\n", "markdown"),
        (f"* a\n\n  > {BEFORE}\n  >\n  > {WORDS}\n  >\n  > {LINE}\n  >\n  > {AFTER}\n", "markdown"),
    ],
)
def test_a_quotation_of_more_than_the_post_has_paragraphs(source: str, markup: Markup) -> None:
    found = only(source, markup)
    assert found.text == WORDS
    assert BEFORE not in source[found.start : found.end]
    assert AFTER not in source[found.start : found.end]


@pytest.mark.parametrize("behind", ["", "Twitter for iPhone", "pic.twitter.com/Ab12Cd34Ef"])
def test_paragraphs_of_a_quotation_that_ends_with_an_attribution_are_the_post(behind: str) -> None:
    found = only(f"> Two boats.\n>\n> {WORDS}\n>\n> {LINE}\n>\n> {behind}\n", "markdown")
    assert (found.text or "").startswith(f"Two boats.\n\n{WORDS}")


@pytest.mark.parametrize(
    "sentence",
    [
        "市议会周四晚上开会，讨论已经空置多年的旧市场的未来。",
        "港の事務所は予定より一週間早く月曜日に閉まった。",
    ],
)
def test_a_sentence_above_is_as_long_as_in_other_scripts(sentence: str) -> None:
    assert only(f"{sentence}\n{WORDS}\n{LINE}\n{sentence}").text == WORDS


@pytest.mark.parametrize("joint", ["<br><br>", "<br />\n<br />\n"])
@pytest.mark.parametrize("shape", ["<div>{}</div>", "<p><span>{}</span></p>", "<blockquote>{}</blockquote>"])
def test_a_whole_article_with_empty_lines_in_one_element(joint: str, shape: str) -> None:
    source = shape.format(joint.join([BEFORE, WORDS, LINE, AFTER, BEFORE]))
    found = only(source, "html")
    assert (found.text, source[found.start : found.end]) == (WORDS, f"{WORDS}{joint}{LINE}")


def test_a_post_with_an_empty_line_of_its_own() -> None:
    source = f"<p>{BEFORE}</p><p>Two boats.<br><br>{WORDS}<br><br>{LINE}</p><p>{AFTER}</p>"
    assert only(source, "html").text == f"Two boats.\n\n{WORDS}"


@pytest.mark.parametrize("label", ["Advertisement", "Publicité", "РЕКЛАМА", "広告", "2.", "#3"])
def test_a_line_that_an_article_writes_between_posts_is_of_none(label: str) -> None:
    assert only(f"{BEFORE}\n{label}\n{WORDS}\n{LINE}\n{AFTER}").text == WORDS


def test_several_in_a_row() -> None:
    source = article(f"One. {LINE}", f"Two. {LINE}", "Three.", LINE)
    assert [found.text for found in find(source)] == ["One.", "Two.", "Three."]


def test_a_last_paragraph_of_links_has_words_before_it() -> None:
    found = only(article("The boats are ready", "pic.twitter.com/Ab12Cd34Ef", LINE))
    assert found.text == "The boats are ready\n\npic.twitter.com/Ab12Cd34Ef"


def test_a_bare_link_of_the_article_is_not_of_the_post() -> None:
    found = only(f"{BEFORE}\nhttps://bay.example/harbour/closed\n{WORDS}\n{LINE}")
    assert found.text == WORDS


def test_the_lines_of_a_post_end_at_the_length_that_posts_have() -> None:
    lines = ("Three things you should know about the harbour", "The crane is ours", "So is the pier!")
    found = only("\n".join((BEFORE * 2, *lines, LINE)))
    assert (found.text or "").split("\n\n") == list(lines)


def test_tags_with_a_picture_are_a_post_where_the_article_introduces_it() -> None:
    tags = "#harbour #boats pic.twitter.com/Ab12Cd34Ef"
    introduction = "So she wrote on Twitter about what the ministry had decided for the bay."
    for joint in (" ", "\n\n"):
        found = only(article(introduction, f"{tags}{joint}{LINE}"))
        assert found.text == tags


@pytest.mark.parametrize("caption", [LINE, LINE.removeprefix("— ")])
@pytest.mark.parametrize("quotation", ["<p>{}</p>", "{}", "\n<p>{}</p>\n"])
def test_a_figure_of_a_quotation_and_its_caption_is_taken_whole(quotation: str, caption: str) -> None:
    quoted = f"<blockquote>{quotation.format(WORDS)}</blockquote>"
    figure = f"<figure>\n{quoted}\n<figcaption>{caption}</figcaption>\n</figure>"
    source = f"<p>{BEFORE}</p>{figure}<p>{AFTER}</p>"
    found = only(source, "html")
    assert (found.text, source[found.start : found.end]) == (WORDS, figure)
    assert found.confidence >= 0.5


@pytest.mark.parametrize(
    "source",
    [
        f"<blockquote>{WORDS}</blockquote><figure><img src=a.jpg><figcaption>{LINE}</figcaption></figure>",
        f"<figure><blockquote>{10 * AFTER}</blockquote><figcaption>{LINE}</figcaption></figure>",
        f"<figure><blockquote>{WORDS}</blockquote><p>{AFTER}</p><figcaption>{LINE}</figcaption></figure>",
    ],
)
def test_a_caption_of_something_other_than_a_post_has_no_words(source: str) -> None:
    assert only(source, "html").text == ""


@pytest.mark.parametrize("lead_in", ["The mayor wrote:", "She posted this on Twitter", "#3:", "3."])
def test_what_an_article_writes_above_a_post_is_not_of_the_post(lead_in: str) -> None:
    found = only(f"{BEFORE}\n{lead_in}\nThe crane is ours\nSo is the pier!\n{LINE}")
    assert (found.text or "").split("\n\n") == ["The crane is ours", "So is the pier!"]


def test_a_post_may_begin_with_a_colon_before_its_list() -> None:
    source = article("Things we own:", "(1) The crane", "(2) The pier", LINE)
    assert (only(source).text or "").split("\n\n") == ["Things we own:", "(1) The crane", "(2) The pier"]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("رافعة الميناء لنا وليست لهم.", "وكذلك الرصيف."),
        ("Кран принадлежит нам.", "И причал тоже."),
        ("La grue est à nous, et pas à eux, dans le port.", "Et le quai est aussi à nous, pour toujours."),
    ],
)
def test_paragraphs_in_another_language_than_the_article_are_of_one_post(one: str, two: str) -> None:
    assert only(article(one, two, LINE)).text == f"{one}\n\n{two}"


def test_the_attribution_in_the_middle_of_a_quotation() -> None:
    source = f"<p>{BEFORE}</p><blockquote><p>One.</p><p>{LINE}</p><p>Two.</p></blockquote><p>{AFTER}</p>"
    found = only(source, "html")
    assert found.text == "One.\nTwo."
    assert source[found.end :] == f"<p>{AFTER}</p>"


def test_the_attribution_in_the_middle_with_the_picture_behind() -> None:
    found = only(f"{BEFORE}\nThe crane is ours\n{LINE}\nSo is the pier pic.twitter.com/Ab12Cd34Ef\n{AFTER}")
    assert found.text == "The crane is ours\nSo is the pier pic.twitter.com/Ab12Cd34Ef"


def test_the_attribution_in_the_middle_of_a_numbered_post() -> None:
    source = f"{BEFORE}\n#1:\nShe:\n{LINE}\nAnd the crane?\nHe: Ours.\n#2:\nTwo.\n{LINE}"
    assert [found.text for found in find(source)] == ["She:\nAnd the crane?\nHe: Ours.", "Two."]


def test_debris_of_the_widget_is_not_of_the_words() -> None:
    source = f"<blockquote><p>{WORDS}</p><p>{LINE}</p><p>12 Retweets 34 Likes</p></blockquote>"
    found = only(source, "html")
    assert (found.text, found.end) == (WORDS, len(source))


@pytest.mark.parametrize(
    "debris",
    ["View on X", "12.3K Likes", "Twitter for iPhone", "Read 12 replies", "Auf X ansehen", "عرض على X"],
)
def test_debris_outside_a_quotation_goes_with_the_post(debris: str) -> None:
    source = article(WORDS, LINE, debris, "34 Retweets 12 Likes")
    found = only(source)
    assert (found.text, source[found.end :].strip()) == (WORDS, AFTER)


def test_what_follows_a_post_and_is_no_debris_stays() -> None:
    source = article(WORDS, LINE, "The boats have 12 likes.")
    assert source[only(source).end :].strip().startswith("The boats")


def test_no_words_are_of_two_posts() -> None:
    """Where the paragraph of one goes on with words of the next."""
    source = f"{WORDS} {LINE}\n`code`\n\n{WORDS} {LINE}"
    assert [found.text for found in find(source, "markdown")] == [WORDS, WORDS]


def test_prose_and_post_of_another_script_part_in_one_paragraph() -> None:
    before = "أغلق مكتب الميناء أبوابه يوم الاثنين."
    prose = f"{before} {before}\n\n" * 3
    found = only(f"{prose}{before} Nobody told us and it is a shame. {LINE}")
    assert found.text == "Nobody told us and it is a shame."


def test_prose_and_post_in_one_paragraph_part_where_the_post_is_too_long() -> None:
    found = only(f"{BEFORE} {AFTER} {WORDS} {LINE}")
    assert (found.text or "").endswith(WORDS)
    assert BEFORE not in (found.text or "")
    assert found.confidence < 0.7
