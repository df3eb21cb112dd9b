"""Building our own elements: what is escaped, what is refused."""

import pytest

from embedsvc.safe import MediaProxy, PlayerHost, Players, SafeHTML, Signer, element, is_valid, isolated

PLAYERS = Players(
    [
        PlayerHost("player.example", "/video/", "video"),
        PlayerHost("sound.example", "/embed/", "audio"),
        PlayerHost("code.example", "/*/embed/", "rich"),
    ]
)
MEDIA = MediaProxy(Signer(["a secret of 16 characters"]), "https://embed.example")


def test_text_is_escaped_and_html_is_not() -> None:
    """Text children are shown literally, SafeHTML children stay elements."""
    inner = element("cite", {}, 'AT&T <b>"it\'s"</b>')
    assert inner == '<cite>AT&amp;T &lt;b&gt;"it\'s"&lt;/b&gt;</cite>'
    assert element("p", {}, "by ", inner) == f"<p>by {inner}</p>"


def test_attributes_are_escaped_and_unknown_ones_left_out() -> None:
    """Values cannot break out of their quotes; None leaves the attribute out."""
    html = element(
        "iframe",
        {"src": "https://player.example/video/1", "title": '"><script>', "width": None},
        players=PLAYERS,
    )
    assert 'title="&quot;&gt;&lt;script&gt;"' in html
    assert "width" not in html


def test_concatenated_html_is_no_longer_safe() -> None:
    """Concatenating and formatting give plain text, which is escaped when it is used."""
    inner = element("br", {})
    assert not isinstance(inner + inner, SafeHTML)
    assert element("p", {}, inner + inner) == "<p>&lt;br&gt;&lt;br&gt;</p>"


def test_templates_include_it_unchanged() -> None:
    """It has the method that template engines look for."""
    html = element("p", {}, "x")
    assert html.__html__() is html


def test_frames_are_always_confined() -> None:
    """The attributes that confine a frame or a picture are always added."""
    frame = element("iframe", {"src": "https://player.example/video/1", "title": "Film"}, players=PLAYERS)
    for wanted in (
        "sandbox=",
        "allow=",
        'loading="lazy"',
        'referrerpolicy="strict-origin-when-cross-origin"',
    ):
        assert wanted in frame
    address = MEDIA.address("https://a.example/1.png")
    assert 'referrerpolicy="no-referrer"' in element("img", {"src": address, "alt": ""}, media=MEDIA)


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
def test_what_is_not_allowed_is_an_error(tag: str, attributes: dict[str, str | int | None]) -> None:
    """Elements, attributes and values outside the allow-list raise ValueError."""
    with pytest.raises(ValueError, match="ours"):
        element(tag, attributes)


def test_void_elements_have_no_content() -> None:
    """A line break has no children."""
    with pytest.raises(ValueError, match="content"):
        element("br", {}, "x")


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://player.example/video/1?start=9", "video"),
        ("https://sound.example/embed/episode/1", "audio"),
        ("https://code.example/ann.doe/embed/1", "rich"),
        ("https://code.example/ann/doe/embed/1", None),
        ("https://code.example/ann%2Fdoe/embed/1", None),
        ("https://code.example/embed/1", None),
        ("HTTPS://PLAYER.EXAMPLE/video/1", "video"),
        ("http://player.example/video/1", None),
        ("https://player.example.evil.example/video/1", None),
        ("https://evil.example/?https://player.example/video/1", None),
        ("https://player.example@evil.example/video/1", None),
        ("https://a@player.example/video/1", None),
        ("https://player.example:8443/video/1", None),
        ("https://player.example%2eevil.example/video/1", None),
        ("https://sound.example/embed/../../redirect", None),
        ("https://sound.example/embed/%2e%2E/redirect", None),
        ("https://player.example/watch?v=1", None),
        ("//player.example/video/1", None),
        ("javascript:alert(1)", None),
        ("", None),
    ],
)
def test_frames_point_at_players_only(url: str, kind: str | None) -> None:
    """A frame's URL is parsed as a browser parses it; host and path must be those of a player."""
    assert PLAYERS.kind(url) == kind
    for tag, name in (("iframe", "src"), ("a", "data-player")):
        if kind:
            assert f"<{tag} {name}=" in element(tag, {name: url}, players=PLAYERS)
        else:
            with pytest.raises(ValueError, match="ours"):
                element(tag, {name: url}, players=PLAYERS)


def test_a_frame_may_show_one_page_of_ours() -> None:
    """Exactly the given one, and only a web page."""
    page = "http://127.0.0.1:8080/frame?url=x"
    assert f'<iframe src="{page}"' in element("iframe", {"src": page}, trusted=page)
    for other in (page + "&y", "http://127.0.0.1:8080/"):
        with pytest.raises(ValueError, match="ours"):
            element("iframe", {"src": other}, trusted=page)
    with pytest.raises(ValueError, match="ours"):
        element("iframe", {"src": "javascript:1"}, trusted="javascript:1")


def test_without_players_there_are_no_frames() -> None:
    """Frames are allowed by the players that the caller gives, never by the URL alone."""
    with pytest.raises(ValueError, match="ours"):
        element("iframe", {"src": "https://player.example/video/1"})
    assert not is_valid("iframe", "src", "https://player.example/video/1")


def test_player_hosts_are_listed_once() -> None:
    """A Content-Security-Policy names each host once, in a stable order."""
    twice = Players(
        [*(PlayerHost("b.example", path, "video") for path in "xy"), PlayerHost("a.example", "/", "audio")]
    )
    assert twice.hosts == ("a.example", "b.example")


@pytest.mark.parametrize(
    "date", ["2021", "2021-01", "2021-01-26", "2021-01-26T21:14:00+03:00", "2021-01-26T21:14:00.5Z"]
)
def test_dates_have_the_precision_that_is_known(date: str) -> None:
    """RFC 3339, or a shorter date where less is known."""
    assert element("time", {"datetime": date}, date) == f'<time datetime="{date}">{date}</time>'


@pytest.mark.parametrize(
    ("text", "balanced"),
    [
        ("name", "name"),
        ("a\u2067b", "a\u2067b\u2069"),
        ("a\u2069b\u2069", "\u2068\u2068a\u2069b\u2069"),
        ("\u2069\u2066", "\u2068\u2069\u2066\u2069"),
        ("\u2066in\u2069 out", "\u2066in\u2069 out"),
    ],
)
def test_isolates_are_balanced(text: str, balanced: str) -> None:
    """Text cannot close the isolate around it or take in the text after it, and no character is lost."""
    assert element("bdi", {}, text) == f"<bdi>{balanced}</bdi>"
    assert isolated(text) == f"\u2068{balanced}\u2069"


def test_invalid_characters_are_removed() -> None:
    """Controls are removed, separators become spaces, lone surrogates are replaced."""
    assert element("p", {}, "a\x00b\x08c\u2029d\ud800e\tf\ng") == "<p>abc d\ufffde\tf\ng</p>"


@pytest.mark.parametrize(
    "source",
    [
        "https://a.example/1.png",
        "https://embed.example/media/",
        "https://embed.example/media/AAAA/aHR0cHM6Ly9hLmV4YW1wbGUvMS5wbmc",
        "https://embed.example.evil.example/media/",
        "/media/x/y",
    ],
)
def test_a_picture_is_a_file_of_the_media_proxy(source: str) -> None:
    """Rightly signed, under our own base; or the one URL that the caller answers for."""
    with pytest.raises(ValueError, match="ours"):
        element("img", {"src": source, "alt": ""}, media=MEDIA)
    if source.startswith("https:"):
        assert source in element("img", {"src": source, "alt": ""}, trusted=source)


def test_without_a_media_proxy_there_are_no_pictures() -> None:
    address = MEDIA.address("https://a.example/1.png")
    for media in (
        MediaProxy(Signer()),
        MediaProxy(Signer(["another secret of the tests"]), "https://embed.example"),
    ):
        with pytest.raises(ValueError, match="ours"):
            element("img", {"src": address, "alt": ""}, media=media)
