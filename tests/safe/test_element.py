"""Our own elements: what they take, what they escape, what they refuse."""

import pytest

from embedsvc.safe import SafeHTML, element, fits, isolated, player_kind

LINK = {"href": "https://a.example/"}


def test_text_is_escaped_and_html_is_not() -> None:
    """Text children show every character as it is, children made by us stay elements."""
    inner = element("cite", {}, 'AT&T <b>"it\'s"</b>')
    assert inner == '<cite>AT&amp;T &lt;b&gt;"it\'s"&lt;/b&gt;</cite>'
    assert element("p", {}, "by ", inner) == f"<p>by {inner}</p>"


def test_attributes_are_escaped_and_unknown_ones_left_out() -> None:
    """Values cannot leave their quotes; None means that there is nothing to say."""
    html = element(
        "iframe", {"src": "https://player.vimeo.com/video/1", "title": '"><script>', "width": None}
    )
    assert 'title="&quot;&gt;&lt;script&gt;"' in html
    assert "width" not in html


def test_what_is_put_together_is_no_longer_called_safe() -> None:
    """Joining and formatting give plain text, which is escaped when it is used."""
    inner = element("br", {})
    assert not isinstance(inner + inner, SafeHTML)
    assert element("p", {}, inner + inner) == "<p>&lt;br&gt;&lt;br&gt;</p>"


def test_templates_take_it_as_it_is() -> None:
    """It has the method that template engines look for."""
    html = element("p", {}, "x")
    assert html.__html__() is html


def test_frames_are_always_confined() -> None:
    """Who makes a frame or a picture cannot forget what confines it."""
    frame = element("iframe", {"src": "https://player.vimeo.com/video/1", "title": "Film"})
    for wanted in (
        "sandbox=",
        "allow=",
        'loading="lazy"',
        'referrerpolicy="strict-origin-when-cross-origin"',
    ):
        assert wanted in frame
    assert 'referrerpolicy="no-referrer"' in element("img", {"src": "https://a.example/1.png", "alt": ""})


@pytest.mark.parametrize(
    ("tag", "attributes"),
    [
        ("script", {}),
        ("p", {"onclick": "x()"}),
        ("p", {"style": "color:red"}),
        ("p", {"id": "x"}),
        ("a", {"href": "javascript:alert(1)"}),
        ("a", {"href": "https://a.example/ x"}),
        ("a", {"href": "/relative"}),
        ("a", {"href": "https://["}),
        ("a", {"rel": "opener"}),
        ("a", {"target": "_blank"}),
        ("p", {"lang": 'en" onclick="x'}),
        ("p", {"dir": "up"}),
        ("p", {"class": "a<b"}),
        ("time", {"datetime": "yesterday"}),
        ("img", {"src": "data:image/png;base64,AA", "alt": ""}),
        ("img", {"width": 0}),
        ("iframe", {"src": "https://a.example/embed/1"}),
        ("iframe", {"srcdoc": "x"}),
    ],
)
def test_what_the_table_has_not_is_a_mistake(tag: str, attributes: dict[str, str | int | None]) -> None:
    """A caller that asks for more than the table has is told so."""
    with pytest.raises(ValueError, match="ours"):
        element(tag, attributes)


def test_void_elements_have_no_content() -> None:
    """A line break holds nothing."""
    with pytest.raises(ValueError, match="content"):
        element("br", {}, "x")


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://www.youtube-nocookie.com/embed/jNQXAC9IVRw?start=9", "video"),
        ("https://open.spotify.com/embed/episode/1", "audio"),
        ("HTTPS://PLAYER.VIMEO.COM/video/1", "video"),
        ("http://player.vimeo.com/video/1", None),
        ("https://player.vimeo.com.evil.example/video/1", None),
        ("https://evil.example/?https://player.vimeo.com/video/1", None),
        ("https://player.vimeo.com@evil.example/video/1", None),
        ("https://a@player.vimeo.com/video/1", None),
        ("https://player.vimeo.com:8443/video/1", None),
        ("https://player.vimeo.com%2eevil.example/video/1", None),
        ("https://open.spotify.com/embed/../../redirect", None),
        ("https://open.spotify.com/embed/%2e%2E/redirect", None),
        ("https://www.youtube-nocookie.com/watch?v=1", None),
        ("//player.vimeo.com/video/1", None),
        ("javascript:alert(1)", None),
        ("", None),
    ],
)
def test_frames_point_at_players_only(url: str, kind: str | None) -> None:
    """A frame's address is read as a browser reads it, and its host and path have to be in the table."""
    assert player_kind(url) == kind
    assert fits("iframe", "src", url) == (kind is not None)


@pytest.mark.parametrize(
    "date", ["2021", "2021-01", "2021-01-26", "2021-01-26T21:14:00+03:00", "2021-01-26T21:14:00.5Z"]
)
def test_dates_have_the_precision_that_is_known(date: str) -> None:
    """RFC 3339, and what is left of it where less is known."""
    assert element("time", {"datetime": date}, date) == f'<time datetime="{date}">{date}</time>'


@pytest.mark.parametrize(
    ("text", "contained"),
    [
        ("name", "name"),
        ("a\u2067b", "a\u2067b\u2069"),
        ("a\u2069b\u2069", "\u2068\u2068a\u2069b\u2069"),
        ("\u2069\u2066", "\u2068\u2069\u2066\u2069"),
        ("\u2066in\u2069 out", "\u2066in\u2069 out"),
    ],
)
def test_text_closes_the_isolates_that_it_opens(text: str, contained: str) -> None:
    """No text can end the isolate around it or take in what follows it, and none of it is lost."""
    assert element("bdi", {}, text) == f"<bdi>{contained}</bdi>"
    assert isolated(text) == f"\u2068{contained}\u2069"


def test_what_html_cannot_hold_is_left_out() -> None:
    """Controls go, separators of paragraphs are spaces, lone surrogates are replaced."""
    assert element("p", {}, "a\x00b\x08c\u2029d\ud800e\tf\ng") == "<p>abc d\ufffde\tf\ng</p>"
