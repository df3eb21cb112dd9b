"""From pasted text to the link in it."""

import time
from contextlib import suppress
from urllib.parse import quote

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from embedsvc import paste
from embedsvc.errors import Failure, InvalidUrl, UnsupportedScheme
from tests.support.sites import normalise

LINK = "https://news.example/story"
SONG = "https://news.example/wiki/River_(song)"


def found(text: str) -> str:
    return paste.find(text, normalise).url.text


@pytest.mark.parametrize(
    "text",
    [
        "<{}>", "<URL:{}>", '"{}"', "'{}'", "“{}”", "„{}“", "‚{}‘", "‘{}’", "”{}”", "«{}»", "« {} »", "»{}«", "‹{}›",
        "「{}」", "『{}』", "《{}》", "〈{}〉", "【{}】", "（{}）", "［{}］", "({})", "[{}]", "{{{}}}", "`{}`",
        "**{}**", "*{}*", "_{}_", "__{}__", "~~{}~~", "|{}|", "(“{}”)", "«({})».",
        "[Story one]({})", '[Story one]({} "A title")', "[{0}]({0})", "![]({})", "[Story][1]\n\n[1]: {}",
        "[1]: <{}> 'A title'", "[![image](https://news.example/1.png)]({})", "[https://news.example/st…]({})",
        "[[{}][Story one]]", "\\href{{{}}}{{Story one}}", "<{}|Story one>", "[url={}]Story[/url]", "[url]{}[/url]",
        "[embed]{}[/embed]", "[Story one|{}|smart-link]",
        '<a href="{}">Story one</a>', "<a href='{0}'>{0}</a>", "{{{{cite web|url={}|title=Story one}}}}", "&lt;{}&gt;",
        "&quot;{}&quot;", "<https://news.exam\n  ple/story>", "view-source:{}", "https://{}", "URL:{}",
    ],
)  # fmt: skip
def test_wrapped_links(text: str) -> None:
    """Brackets, quotation marks of all languages and mark-up are no part of a link."""
    assert found(text.format(LINK)) == LINK


@pytest.mark.parametrize(
    "mark",
    [
        ".", ",", ";", ":", "!", "?", "...", "…", ")", "]", "}", ">", '"', "'", "’", "”", "»", "!!!", ").", ".)", "),", "”.",
        "。", "，", "、", "；", "：", "！", "？", "」", "』", "】", "）", "》", "。」", "،", "؛", "؟", "۔", "।", "॥", "։", "።", "།",
        "—", "–", " —", "|", "(", "（",
    ],
)  # fmt: skip
@pytest.mark.parametrize("text", ["{}{}", "Look: {}{}", "{}{} and more"])
def test_punctuation_behind_a_link(text: str, mark: str) -> None:
    """That of any script ends the sentence or a bracket around it, not the link."""
    assert found(text.format(LINK, mark)) == LINK


@pytest.mark.parametrize(
    ("text", "link"),
    [
        (SONG, SONG),
        (f"{SONG}.", SONG),
        (f"({SONG})", SONG),
        (f"[River (song)]({SONG})", SONG),
        (f"See {SONG}, or not", SONG),
        ("https://news.example/a,b;c:d", "https://news.example/a,b;c:d"),
        ("https://news.example/it's", "https://news.example/it's"),
        ("https://news.example/'quoted'", "https://news.example/'quoted'"),
        ("https://news.example/?a[]=1", "https://news.example/?a%5B%5D=1"),
        ("https://news.example/?a[/b]=1", "https://news.example/?a%5B/b%5D=1"),
        ("https://news.example/?a=[/1", "https://news.example/?a=%5B/1"),
        ("https://news.example/list[1]", "https://news.example/list%5B1%5D"),
        ("https://fr.example/L’Été", "https://fr.example/L%E2%80%99%C3%89t%C3%A9"),
        ("https://zh.example/《书》", "https://zh.example/%E3%80%8A%E4%B9%A6%E3%80%8B"),
        ("看https://zh.example/书（一）。", "https://zh.example/%E4%B9%A6%EF%BC%88%E4%B8%80%EF%BC%89"),
        ("https://he.example/צה״ל", "https://he.example/%D7%A6%D7%94%D7%B4%D7%9C"),
        ("http://[2606:4700::1111]:8080/x", "http://[2606:4700::1111]:8080/x"),
        ("<https://pad.example/#!/item/7>.", "https://pad.example/#!/item/7"),
        ("https://pad.example/#!", "https://pad.example/#!"),
        ("https://pad.example/#!#!", "https://pad.example/#!%23"),
        ("[embed]https://news.example/?p=1[/embed]", "https://news.example/?p=1"),
        ("https://pad.example/%22Heroes%22", "https://pad.example/%22Heroes%22"),
        (
            "https://archive.example/web/2020/https://news.example/story",
            "https://archive.example/web/2020/https://news.example/story",
        ),
    ],
)
def test_what_belongs_to_a_link_stays(text: str, link: str) -> None:
    """A bracket that the link opened itself, punctuation within it, a link within a link."""
    assert found(text) == link


@pytest.mark.parametrize(
    "text",
    [
        "Story one {}",
        "Story one: {}",
        "{} Story one",
        "Story one\n{}\n\nSent from my phone",
        "{}\nStory one",
        "Look at this: {}, great",
        "Look ({}), great",
        "“Story one” {} via @news",
        "Story one | News {}",
        "标题{}",
        "看看{}，很好看",
        "【标题】{} 复制打开",
        "خبر واحد {}",
        "{0} {0}",
        "{0}?utm_source=share {0}",
        "Shown as https://news.exam... {}",
        "- {}",
        "> {}",
        "1. {}",
        "Write to jo@news.example: {}",
    ],
)
def test_the_one_link_in_a_text(text: str) -> None:
    """As phones share it: with its title before or behind it. The same link twice is one."""
    assert found(text.format(LINK)) == LINK


@pytest.mark.parametrize(
    "text",
    [
        "\u202a{}\u202c", "\u2067{}\u2069", "\u200e{}\u200e", "\u200f{}", "\u061c{}", "\ufeff{}\u200b", "\u00a0{}\u3000",
        "{}\u2060", "{}\ufffc", "\u200d{}\u200c", "{}\u2028",
    ],
)  # fmt: skip
def test_invisible_characters(text: str) -> None:
    """Marks of direction, joiners and spaces come along with a copy."""
    assert found(text.format(LINK)) == LINK
    assert found(text.format("https://news.example/st\u200bo\u00adry")) == LINK


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("https://a.example/?a=1&amp;b=2", "https://a.example/?a=1&b=2"),
        ("https://a.example/?a=1&#38;b=2&#x26;c=3&amp;amp;d=4", "https://a.example/?a=1&b=2&c=3&d=4"),
        ("Story https://a.example/?a=1&amp;b=2.", "https://a.example/?a=1&b=2"),
        ("https://a.example/?a=1&lt=2&copy=3", "https://a.example/?a=1&lt=2&copy=3"),
        ("https://a.example/one\\_two", "https://a.example/one_two"),
        ("[One](https://a.example/one_\\(two\\))", "https://a.example/one_(two)"),
        ('"link": "https://a.example/?a=1\\u0026b\\u003d2"', "https://a.example/?a=1&b=2"),
        ("Story https://a.example/one\\r\\n", "https://a.example/one"),
        ('"text": "https://a.example/one\\n"', "https://a.example/one"),
    ],
)
def test_escaped_links(text: str, link: str) -> None:
    """As they stand in the source of a page, in JSON or in Markdown."""
    assert found(text) == link


@pytest.mark.parametrize(
    "text",
    [
        "ttps://news.example/story",
        "htps://news.example/story",
        "hhttps://news.example/story",
        "https//news.example/story",
        "https;//news.example/story",
        "https：//news.example/story",
        "链接：https：／／news.example/story，",
        "https://news.example/story%20",
        "https://news.example/story%0a",
        "Story one: https://news.example/story%E2%80%8B.",
        "https: //news.example/story",
        "Story one: ttps :/news.example/story.",
        "https:/news.example/story",
        "https:///news.example/story",
        "https:news.example/story",
        "Story one: ttps://news.example/story.",
        "https%3A%2F%2Fnews.example%2Fstory",
        "about:reader?url=https%3A%2F%2Fnews.example%2Fstory",
        "chrome-distiller://1-2/?title=x&url=https%3A%2F%2Fnews.example%2Fstory&time=3",
        "intent://news.example/story#Intent;package=org.example;scheme=https;end",
        '{"url": "https:\\/\\/news.example\\/story"}',
        "https://news.example /story",
        "https://news.example\n/story",
        "https://news.example/story🔥",
        "👉https://news.example/story👈🏽",
    ],
)
def test_a_link_that_was_damaged_on_its_way(text: str) -> None:
    """By a selection that missed its start, a mistyped scheme, an encoding, a line break, an emoji."""
    assert found(text) == LINK


WRAPPED = "https://news.example/2024/05/17/" + "bridge-" * 6


@pytest.mark.parametrize(
    ("text", "link"),
    [
        (f"{WRAPPED}\n  reopens-4711", f"{WRAPPED}reopens-4711"),
        (f"{WRAPPED}\r\nreopens/4711?a=b", f"{WRAPPED}reopens/4711?a=b"),
        (f"{WRAPPED}\nreopens-today.html", f"{WRAPPED}reopens-today.html"),
        (f"{WRAPPED}\n{WRAPPED[8:]}\nreopens-4711", f"{WRAPPED}{WRAPPED[8:]}reopens-4711"),
        (f"{WRAPPED}4?a=1&\nb=2", f"{WRAPPED}4?a=1&b=2"),
        ("https://news.example/story-\nreopens-4711", f"{LINK}-"),
    ],
)
def test_a_link_that_a_mail_wrapped(text: str, link: str) -> None:
    """A long line that ends within a name or a query goes on in the next one."""
    assert found(text) == link


EMBED_CODES = {
    "a tweet": (
        (
            '<blockquote class="twitter-tweet"><p>Hello <a href="https://t.co/abc">pic.twitter.com/abc</a>'
            ' <a href="https://twitter.com/hashtag/x?src=hash">#x</a></p>&mdash; ann (@ann)'
            ' <a href="https://twitter.com/ann/status/20?ref_src=twsrc%5Etfw">May 1</a></blockquote>'
            ' <script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>'
        ),
        "https://twitter.com/ann/status/20",
    ),
    "a tweet about a page": (
        (
            '<blockquote class="twitter-tweet"><p><a href="https://news.example/2024/05/a-very-long-story">x</a></p>'
            ' <a href="https://twitter.com/ann/status/20">May 1</a></blockquote>'
        ),
        "https://twitter.com/ann/status/20",
    ),
    "a post that links to its author": (
        (
            '<div class="fb-post" data-href="https://www.facebook.com/ann/posts/12"><blockquote'
            ' cite="https://www.facebook.com/ann/posts/12"><a href="https://www.facebook.com/ann">ann</a>'
            ' <a href="https://www.facebook.com/ann/posts/12">May 1</a></blockquote></div>'
        ),
        "https://www.facebook.com/ann/posts/12",
    ),
    "a picture": (
        (
            '<blockquote data-instgrm-permalink="https://www.instagram.com/p/Cabc12/?utm_source=ig_embed">'
            '<a href="https://www.instagram.com/ann/">ann</a></blockquote>'
            '<script async src="//www.instagram.com/embed.js"></script>'
        ),
        "https://www.instagram.com/p/Cabc12/",
    ),
    "a film": (
        (
            '<blockquote cite="https://www.tiktok.com/@ann/video/7123456789012345678"><section>'
            '<a href="https://www.tiktok.com/@ann?refer=embed">@ann</a>'
            ' <a href="https://www.tiktok.com/music/a-very-long-name-of-a-sound-7123456789012345678">x</a>'
            '</section></blockquote> <script async src="https://www.tiktok.com/embed.js"></script>'
        ),
        "https://www.tiktok.com/@ann/video/7123456789012345678",
    ),
    "a post with its author and its place": (
        (
            '<blockquote><a href="https://www.reddit.com/r/sea/comments/abc/storm/">Storm</a> by'
            ' <a href="https://www.reddit.com/user/ann/">ann</a> in <a href="https://www.reddit.com/r/sea/">sea</a>'
            '</blockquote><script src="https://embed.reddit.com/widgets.js"></script>'
        ),
        "https://www.reddit.com/r/sea/comments/abc/storm/",
    ),
    "a frame": (
        '<iframe src="//www.youtube.com/embed/jNQXAC9IVRw" allowfullscreen></iframe>',
        "https://www.youtube.com/watch?v=jNQXAC9IVRw",
    ),
    "a frame above a caption": (
        (
            '<div><iframe src="https://player.vimeo.com/video/12345"></iframe></div>'
            '<script src="https://player.vimeo.com/api/player.js"></script><p><a href="https://vimeo.com/12345">Sea</a>'
            ' from <a href="https://vimeo.com/ann">ann</a></p>'
        ),
        "https://vimeo.com/12345",
    ),
    "a linked photo": (
        (
            '<a href="https://photos.example/1"><img src="https://static.photos.example/1.jpg"></a>'
            '<script src="//embed.photos.example/e.js"></script>'
        ),
        "https://photos.example/1",
    ),
}


@pytest.mark.parametrize("name", EMBED_CODES)
def test_an_embed_code_stands_for_what_it_shows(name: str) -> None:
    """Whatever its script, its author and its tags link to."""
    code, url = EMBED_CODES[name]
    assert found(code) == url


@pytest.mark.parametrize("gap", ["\n", "\r\n", "\n\n", "\r\n\r\n"])
@pytest.mark.parametrize(
    "words",
    [
        "Thoughts?", "Wow.", "Jean-Luc", "must-read", "COVID-19", "10/10", "@ann_doe", "#news_today", "2024", "1,000.",
        "news.example", "other.example/story", "Breaking",
    ],
)  # fmt: skip
def test_words_below_a_link_are_no_part_of_it(words: str, gap: str) -> None:
    """However long the link is."""
    link = "https://news.example/2024/01/an-article-about-something-that-is-long-long-long"
    assert found(f"{link}{gap}{words}") == link


@pytest.mark.parametrize("words", ["Thoughts?", "Wow.", "@ann_doe", "#a-b", "2024", "news.example"])
def test_words_below_a_link_that_ends_in_a_hyphen(words: str) -> None:
    """They are not what such a line goes on with."""
    assert found(f"{WRAPPED}\n{words}") == WRAPPED


@pytest.mark.parametrize("sign", ["♭", "♯", "★", "☆", "♥", "→", "∞", "①", "♀", "✓", "⌘"])
def test_a_sign_may_be_a_letter_of_a_title(sign: str) -> None:
    """If it is not shown as an emoji."""
    link = "https://en.wiki.example/wiki/B"
    assert found(f"{link}{sign}") == link + quote(sign)


@pytest.mark.parametrize(
    "emoji", ["⭐", "✅", "❤\ufe0f", "☀\ufe0f", "➡\ufe0f", "🇩🇪", "👍🏽", "🧔\u200d♂", "👩\u200d❤\ufe0f\u200d👨", "🔥⭐❤\ufe0f", "〰\ufe0f"]
)  # fmt: skip
def test_an_emoji_behind_a_link(emoji: str) -> None:
    """It is a comment on the link."""
    assert found(f"{LINK}{emoji}") == LINK


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("https://icons.example/🔥", "https://icons.example/%F0%9F%94%A5"),
        ("https://ja.example/駅🔥", "https://ja.example/%E9%A7%85%F0%9F%94%A5"),
    ],
)
def test_an_emoji_may_be_a_name(text: str, link: str) -> None:
    """Behind a slash, or behind letters of its own script."""
    assert found(text) == link


@pytest.mark.parametrize(
    "text", ["ftp://news.example/story", "data:text/html,?u=https%3A%2F%2Fnews.example%2F"]
)
def test_another_scheme_is_not_mended(text: str) -> None:
    """What never was a link to a page does not become one."""
    with pytest.raises(Failure):
        found(text)


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("news.example/story", LINK),
        ("News.Example/story", LINK),
        ("news.example", "https://news.example/"),
        ("//news.example/story", LINK),
        ("news.example:8080/story", "https://news.example:8080/story"),
        ("[2606:4700::1111]:8080/x", "https://[2606:4700::1111]:8080/x"),
        ("<news.example/story>", LINK),
        ("(news.example/story).", LINK),
        ("“news.example”", "https://news.example/"),
        ("[Story](news.example/story)", LINK),
        ("Story one news.example/story", LINK),
        ("Story one: www.news.example, today", "https://www.news.example/"),
        ("Node.js by jo@other.example at news.example/story", LINK),
        ("bücher.example/x", "https://xn--bcher-kva.example/x"),
    ],
)
def test_links_without_a_scheme(text: str, link: str) -> None:
    """In a sentence only with a path or `www.`; names and mail addresses are none."""
    assert found(text) == link


@pytest.mark.parametrize(
    "text",
    [
        "https://a.example/1?token=secret and https://b.example/2",
        "https://a.example/1\nhttps://b.example/2",
        "https://a.example/1,https://b.example/2",
        "https://a.example/1https://b.example/2",
        "['https://a.example/1', 'https://b.example/2']",
        "https//a.example/1 and https:/b.example/2",
        '{"a":"https://a.example/1","b":"https://b.example/2"}',
        "[one](https://a.example/1) [two](https://b.example/2)",
        "<div>See https://a.example/1 and not https://b.example/2</div>",
        '<iframe src="https://a.example/1"></iframe><iframe src="https://b.example/2"></iframe>',
        '<blockquote><a href="https://a.example/1">one</a> <a href="https://b.example/2">two</a></blockquote>',
        '<blockquote class="quote">Words.</blockquote> https://a.example/1 https://b.example/2',
    ],
)
def test_several_links_are_named(text: str) -> None:
    """Each without its query, so that the editor can choose."""
    with pytest.raises(InvalidUrl) as refused:
        found(text)
    assert "https://a.example/1 and https://b.example/2." in refused.value.detail
    assert "secret" not in refused.value.detail


def test_many_links_are_counted() -> None:
    """The sentence stays readable."""
    with pytest.raises(InvalidUrl, match=r"https://a0\.example/, .* and 4 more\."):
        found(" ".join(f"https://a{number}.example/" for number in range(9)))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("just some words", "contains no link"),
        ("Story one. And two.", "contains no link"),
        ("Amazon.com reports on Node.js", "contains no link"),
        ("An article of many words. " * 1000, "more than 4096 characters"),
        ("https://news.example/" + "a" * 5000, "longer than 4096 characters"),
        ("https://jo:secret@news.example/", "user name"),
        ("https://news.example\\@127.0.0.1/", "backslash"),
        ("https://a.example\x00.b.example/", "control characters"),
    ],
)
def test_no_link(text: str, sentence: str) -> None:
    """A plain sentence states why."""
    with pytest.raises(InvalidUrl, match=sentence):
        found(text)


@pytest.mark.parametrize(
    "text",
    [
        "javascript:fetch('https://news.example/')",
        "javascript:alert(document.cookie)",
        "data:text/html,<a href=https://news.example>",
        "file:///etc/passwd",
        "mailto:jo@news.example?body=https://news.example/",
    ],
)
def test_links_of_other_schemes(text: str) -> None:
    """They are not searched for what else is in them."""
    with pytest.raises(UnsupportedScheme):
        found(text)


def test_a_link_that_can_be_used_counts() -> None:
    """Beside one that cannot."""
    assert found(f"http://[::1 {LINK}") == LINK


@pytest.mark.parametrize(
    ("text", "link"),
    [
        (LINK, LINK),
        (f" {LINK}\n", f" {LINK}\n"),
        ("news.example/story", "news.example/story"),
        ("https://a.example/?a=1&amp;b=2", "https://a.example/?a=1&amp;b=2"),
        (f"Story one {LINK}?utm_source=x.", f"{LINK}?utm_source=x"),
        (f"<{LINK}>", LINK),
        ("ttps://news.example/story", "ttps://news.example/story"),
        ("https: //news.example/story", "https: //news.example/story"),
        ("https :// news.example/story", "news.example/story"),
        ("read http:news.example/a now", "http:news.example/a"),
        ("Story one (https//news.example/story).", "https//news.example/story"),
        ("“https:///news.example/story”", "https:///news.example/story"),
    ],
)
def test_the_link_as_it_is_written(text: str, link: str) -> None:
    """Verbatim if the text has nothing else."""
    assert paste.find(text, normalise).link == link


PIECES = st.sampled_from(
    ["https://", "http", "://", "ttps:", "/", "https//", "a.example", "www.", "/x", "?", "#!", "&amp;", "(", ")", "[", "](", "]", "<", ">", "|", "“",
     "”", "「", "」", "，", ".", ",", "'", '"', "*", "_", " ", "\n", "\u200b", "\u202e", "ü", "书", "\\", "@", ":"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES, max_size=20).map("".join)))
def test_any_text_has_one_link_or_a_failure(text: str) -> None:
    """The link is a link by itself, and the same one."""
    try:
        link, url = paste.find(text, normalise)
    except Failure as failure:
        event(failure.code)
        return
    assert paste.find(link, normalise).url == url
    assert paste.find(url.text, normalise).url == url


@pytest.mark.parametrize(
    "piece",
    ["https://", "https://a", "https://a.example/ ", "(", ")", "<https://", "![", "&amp;", "a.", "a.bb/ ", "«»", "\u202e", ".", "⭐\ufe0f", "a\u200d⭐", "a-\n"],
)  # fmt: skip
def test_hostile_texts_take_a_moment(piece: str) -> None:
    """The time is bounded by what normalising every link takes."""
    for start in ("", "https://a.example/"):
        text = (start + piece * 4096)[:4095] + "é"
        began = time.perf_counter()
        with suppress(Failure):
            found(text)
        assert time.perf_counter() - began < 1
