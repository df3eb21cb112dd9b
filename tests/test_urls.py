import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedsvc import urls
from embedsvc.errors import Failure, InvalidUrl, UnsupportedScheme
from tests.support.corpus import corpus
from tests.support.sites import normalise


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("example.com", "https://example.com/"),
        ("  \u202bhttps://example.com/a\u202c\n", "https://example.com/a"),
        ("//example.com/x", "https://example.com/x"),
        ("example.com:8080/x", "https://example.com:8080/x"),
        ("[2606:4700::1111]:8080/x", "https://[2606:4700::1111]:8080/x"),
        ("HTTP://Example.COM:80", "http://example.com/"),
        ("https://example.com.:443/?#top", "https://example.com/"),
        ("https://bücher.example/ü?q=ü", "https://xn--bcher-kva.example/%C3%BC?q=%C3%BC"),
        ("https://例え。テスト/", "https://xn--r8jz45g.xn--zckzah/"),
        ("https://example.com/a/../b/./c", "https://example.com/b/c"),
        ("https://example.com/%7euser/%e2%82%ac/a b", "https://example.com/~user/%E2%82%AC/a%20b"),
        ("https://example.com/%2f%2541", "https://example.com/%2F%2541"),
        ("https://example.com/%%341?q=50%", "https://example.com/%2541?q=50%25"),
        ("https://example.com/?b=2&a=1&a=0", "https://example.com/?b=2&a=1&a=0"),
        ("https://example.com/?c[]=a|b\\c", "https://example.com/?c%5B%5D=a%7Cb%5Cc"),
        ("https://example.com///127.0.0.1/", "https://example.com///127.0.0.1/"),
    ],
)
def test_one_normal_form(text: str, normal: str) -> None:
    """All spellings of a URL have one normal form."""
    assert normalise(text).text == normal


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("https://a.example/x?_bhlid=1&a=2&elqTrackId=3&bsft_uid=4", "https://a.example/x?a=2"),
        ("https://a.example/x?tblci=1#tblci1", "https://a.example/x"),
        ("https://example.com/?utm_source=a&id=1&UTM%5fMedium=b&fbclid=c", "https://example.com/?id=1"),
        ("https://example.com/?s=20&t=x&si=y", "https://example.com/?s=20&t=x&si=y"),
        ("https://x.com/jack/status/20?s=20&t=x", "https://x.com/jack/status/20"),
        ("https://nox.com/?s=20", "https://nox.com/?s=20"),
        ("https://youtu.be/21Lk4YiASMo?si=a&t=42", "https://youtu.be/21Lk4YiASMo?t=42"),
        ("https://music.youtube.com/watch?v=a&si=b", "https://music.youtube.com/watch?v=a"),
        ("https://www.instagram.com/p/a/?igsh=b", "https://www.instagram.com/p/a/"),
        ("https://www.facebook.com/a/posts/1?__cft__[0]=b&__tn__=c", "https://www.facebook.com/a/posts/1"),
    ],
)
def test_tracking_parameters_are_removed(text: str, normal: str) -> None:
    """Those of analytics everywhere, those of a platform only on its hosts."""
    assert normalise(text).text == normal


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("https://m.youtube.com/watch?v=a", "https://www.youtube.com/watch?v=a"),
        ("https://mobile.twitter.com/jack/status/20", "https://twitter.com/jack/status/20"),
        ("https://ar.m.wikipedia.org/wiki/x", "https://ar.wikipedia.org/wiki/x"),
        ("https://commons.m.wikimedia.org/wiki/x", "https://commons.wikimedia.org/wiki/x"),
        ("https://nitter.net/jack/status/20#m", "https://x.com/jack/status/20"),
        ("https://www.kkinstagram.com/p/a/", "https://www.instagram.com/p/a/"),
        ("https://vm.vxtiktok.com/ZM/", "https://vm.tiktok.com/ZM/"),
        ("https://old.reddit.com/r/a/comments/1/", "https://www.reddit.com/r/a/comments/1/"),
        ("https://bskx.app/profile/a/post/1", "https://bsky.app/profile/a/post/1"),
        ("https://m.example.com/", "https://m.example.com/"),
        ("https://am.m.m.wikipedia.org/", "https://am.m.m.wikipedia.org/"),
    ],
)
def test_mobile_and_mirror_hosts(text: str, normal: str) -> None:
    """Known mobile and mirror hosts are replaced by the common host; others are unchanged."""
    assert normalise(text).text == normal


WRAPPING = urls.Normaliser(
    urls.Rules(
        wrappers={
            "out.example": lambda url: urls.parameter(url.query, "to"),
            "away.*": lambda url: url.query,
        },
        aliases={"m.out.example": "out.example"},
        tracking={"out.example": ("to",)},
    )
)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("https://out.example/?x=1&to=https://a.example/%3Fb%3D1%26c%3D2", "https://a.example/?b=1&c=2"),
        ("https://www.out.example/?to=http://a.example", "http://a.example/"),
        ("https://m.out.example/?to=https://a.example", "https://a.example/"),
        ("https://www.away.co.uk/?https://a.example/b", "https://a.example/b"),
        (
            "https://away.example.com/?https://a.example/b",
            "https://away.example.com/?https://a.example/b",
        ),
        (
            "https://out.example/?to=https%3A%2F%2Fout.example%2F%3Fto%3Da.example%252Fb",
            "https://a.example/b",
        ),
        ("https://out.example/?to=https%253A%252F%252Fa.example%252Fb", "https://a.example/b"),
        ("https://out.example/?to=https:/a.example/b", "https://a.example/b"),
        ("https://out.example/?to=//a.example/b", "https://a.example/b"),
        ("https://out.example/?to=/b?c=1", "https://out.example/b?c=1"),
        ("https://out.example/?to=https://a.example/?b=1%26amp;c=2", "https://a.example/?b=1&c=2"),
        ("https://out.example/?to=https%3A%2F%2Fa.example%2F%23%2Fb", "https://a.example/#/b"),
        ("https://out.example/?to=https://a.example/?utm_source=x", "https://a.example/"),
        ("https://out.example/?x=javascript:alert(1)", "https://out.example/?x=javascript:alert(1)"),
        ("https://away.com/?javascript:alert(1)", "https://away.com/?javascript:alert(1)"),
        ("https://away.com/?http://a@127.0.0.1/", "https://away.com/?http://a@127.0.0.1/"),
        ("https://away.com/?words", "https://away.com/?words"),
    ],
)
def test_wrapped_links(text: str, normal: str) -> None:
    """A link to a redirect page becomes its target, wrapped how often so ever, if that is an acceptable link;
    it is subject to all rules of a pasted one.
    """
    assert WRAPPING(text).text == normal
    assert WRAPPING(normal).text == normal


@pytest.mark.parametrize(
    ("text", "normal", "requested"),
    [
        ("https://a.example/app/#/item/7?x=1", None, "https://a.example/app/"),
        ("https://a.example/?b=1#!item/7", None, "https://a.example/?b=1"),
        ("https://a.example/b#:~:text=some%20words", None, "https://a.example/b"),
        (
            "https://a.example/b#part:~:text=some",
            "https://a.example/b#:~:text=some",
            "https://a.example/b",
        ),
        ("https://a.example/b.mp4#t=90", None, "https://a.example/b.mp4"),
        ("https://a.example/b#part", "https://a.example/b", "https://a.example/b"),
        ("https://a.example/b#", "https://a.example/b", "https://a.example/b"),
        (
            'https://a.example/#/\u00fc "',
            "https://a.example/#/%C3%BC%20%22",
            "https://a.example/",
        ),
    ],
)
def test_fragments(text: str, normal: str | None, requested: str) -> None:
    """One that decides what the reader sees is part of the link, and of no request; any other is removed."""
    url = normalise(text)
    assert url.text == (normal or text)
    assert url.without_fragment.text == requested
    assert "#" not in url.without_query


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "hello",
        "not a URL",
        "https://example.com/" + "a" * 4077,
        "https://example.com/" + "ü" * 1000,
        "http:example.com",
        "http:/127.0.0.1/",
        "http:///127.0.0.1/",
        "http://?x=1",
        "https://:443",
        "https://user@example.com/",
        "https://user:secret@example.com/",
        "http://[::1]@example.com/",
        "user@example.com",
        "http://127.0.0.1%23@example.com/",
        "http://%31%32%37.0.0.1/",
        "http://example.com%00/",
        "http://example.com\r\nHost: 127.0.0.1/",
        "http://127.0.0.1\t/",
        "http://127.0.0.1\x00.example.com/",
        "http://example.com/\ud800",
        "java\nscript:alert(1)",
        "\\\\example.com\\share",
        "https://example.com\\@127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://①②⑦.⓪.⓪.①/",
        "3.14",
        "http://[::1%25lo]/",
        "http://[::1]foo/",
        "http://[::1",
        "http://foo[::1]/",
        "http://[::1]:80:80/",
        "http://example.com:+80/",
        "http://example.com:99999/",
        "http://example.com../",
        "http://exa mple/",
        "http://a'b.example/",
        "http://" + "a" * 64 + ".example/",
        "http://" + "a." * 127 + "example/",
    ],
)
def test_not_a_url(text: str) -> None:
    """What parsers could read differently, or not at all, is refused with a sentence."""
    with pytest.raises(InvalidUrl, match=r"^[A-Z].*\.$"):
        normalise(text)


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "\u2028JavaScript:alert(1)",
        "file:///etc/passwd",
        "mailto:a@b.example",
        "ftp://a.example/",
        "jar:https://a.example!/",
    ],
)
def test_other_schemes(text: str) -> None:
    """Only http and https are links that can be fetched."""
    with pytest.raises(UnsupportedScheme):
        normalise(text)


def test_parts() -> None:
    """The host has no brackets; the port is always set."""
    url = normalise("http://[2606:4700::1111]/a?b=c#d")
    assert (url.scheme, url.host, url.port, url.path, url.query) == (
        "http",
        "2606:4700::1111",
        80,
        "/a",
        "b=c",
    )
    assert str(url) == url.text == "http://[2606:4700::1111]/a?b=c"


@pytest.mark.parametrize(
    ("reference", "target"),
    [
        ("../ok?x=1", "http://example.com/ok?x=1"),
        ("v2/#top", "http://example.com/a/v2/"),
        ("?c", "http://example.com/a/b?c"),
        ("", "http://example.com/a/b?q=1"),
        ("//example.org/x", "http://example.org/x"),
        ("https://m.youtube.com/watch?v=a&si=b%7e", "https://m.youtube.com/watch?v=a&si=b%7e"),
    ],
)
def test_references(reference: str, target: str) -> None:
    """A reference is resolved against its base; only the fragment is removed."""
    assert urls.join(reference, "http://example.com/a/b?q=1").text == target


@pytest.mark.parametrize(
    "reference",
    [
        "http://[::1",
        "http://exa mple/",
        "/\\example.org",
        "///example.org",
        "http:x",
        "a" * 5000,
        "/x\rSet-Cookie:a=b",
        "//u@example.org/",
    ],
)
def test_malformed_references(reference: str) -> None:
    """A Location is as hostile as a paste."""
    with pytest.raises(InvalidUrl):
        urls.join(reference, "http://example.com/a")


def test_references_of_other_schemes() -> None:
    """A reference may not leave the web."""
    with pytest.raises(UnsupportedScheme):
        urls.join("data:text/html,x", "http://example.com/a")


def test_site() -> None:
    """Hosts of one registrable domain are one site; addresses and bare names are their own."""
    assert (
        urls.registrable_domain("news.bbc.co.uk") == urls.registrable_domain("www.bbc.co.uk") == "bbc.co.uk"
    )
    assert urls.registrable_domain("alice.github.io") != urls.registrable_domain("bob.github.io")
    assert [urls.registrable_domain(host) for host in ("127.0.0.1", "localhost", "2606::1")] == [
        "127.0.0.1",
        "localhost",
        "2606::1",
    ]


PIECES = st.sampled_from(
    ["http", "https", "://", ":", "/", "//", "example.com", "x.com", "m.youtube.com", "www.google.com/url?q=", "www.google.com/amp/s/",
     "twitter.com/#!/", "127.0.0.1", "[::1]", "@", "%", "%2f", "%7E", "%25", "%3A%2F%2F", "\\", "?", "#", "&", "=", "+", ";", "..", ".", "utm_a=b",
     "s=1", "ü", "。", "\u200b", "[", "]", "|", " ", "\t", "xn--", "ｅ", "أ"]
)  # fmt: skip


@given(
    st.one_of(
        st.text(),
        st.lists(PIECES, max_size=14).map("".join),
        st.lists(PIECES, max_size=8).map("https://example.com/{}".format),
    )
)
def test_normalising_is_idempotent(text: str) -> None:
    """Any text has a normal form that is its own normal form and plain ASCII of RFC 3986, or is refused."""
    try:
        url = normalise(text)
    except Failure:
        return
    assert normalise(url.text) == url
    assert urls.join(url.text, "https://example.org/") == url.without_fragment
    assert url.text.isascii()
    assert not set(url.text) & set(' "<>\\^`{|}\t')
    assert url.text.count("#") == bool(url.fragment)


@given(st.text(), st.lists(PIECES, max_size=10).map("".join))
def test_references_never_crash(one: str, other: str) -> None:
    """Every reference is resolved to an http(s) URL or raises one of the two failures."""
    for reference in (one, other):
        try:
            target = urls.join(reference, "https://example.org/a/b").text
        except (InvalidUrl, UnsupportedScheme):
            continue
        assert target.startswith(("http://", "https://"))


@pytest.mark.corpus
def test_no_honest_link_is_refused() -> None:
    """Every link that may be dialled has a normal form, and its own normal form again."""
    rows = [json.loads(line) for line in corpus("security", "ssrf.jsonl").read_text().splitlines()]
    for row in rows:
        if row["verdict"] == "allow":
            url = normalise(row["url"])
            assert normalise(url.text) == url
