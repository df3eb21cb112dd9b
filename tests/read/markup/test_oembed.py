import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedsvc.errors import UpstreamError
from embedsvc.read.html import document
from embedsvc.read.markup import oembed
from tests.support.pages import page, snapshot

VIDEO = {
    "version": "1.0",
    "type": "video",
    "title": "A &amp; B",
    "author_name": "Jane Doe",
    "author_url": "/jane",
    "provider_name": "Tube",
    "cache_age": "3153600000",
    "html": "<iframe src='https://tube.example/1'></iframe>",
    "width": "480px",
    "height": 270.0,
    "thumbnail_width": "100%",
    "thumbnail_url": "javascript:alert(1)",
}


def test_numbers_may_be_texts() -> None:
    """Providers send sizes and ages as texts; percentages and other schemes than http(s) are dropped."""
    answer = oembed.parse(snapshot(json.dumps(VIDEO), url="https://tube.example/oembed"))
    assert (answer.type, answer.title, answer.width, answer.height) == ("video", "A & B", 480, 270)
    assert answer.cache_age == 3153600000
    assert answer.author_url == "https://tube.example/jane"
    assert (answer.thumbnail_width, answer.thumbnail_url) == (None, None)


def test_xml_is_parsed() -> None:
    """It has the same fields as JSON."""
    body = '<?xml version="1.0" encoding="utf-8"?><oembed><type>photo</type><title>عنوان</title><url>https://a.example/p.jpg</url><width>10</width></oembed>'
    answer = oembed.parse(snapshot(body))
    assert (answer.type, answer.title, answer.url, answer.width) == (
        "photo",
        "عنوان",
        "https://a.example/p.jpg",
        10,
    )


@pytest.mark.parametrize(
    "body",
    [
        '<!DOCTYPE oembed [<!ENTITY a "b">]><oembed><type>link</type><title>&a;</title></oembed>',
        '<?xml version="1.0"?><!DOCTYPE oembed SYSTEM "file:///etc/passwd"><oembed><title>x</title></oembed>',
        "<oembed><title>",
        "<html><body>Not found</body></html>",
        "not json",
        "[]",
        "{}",
        '"text"',
        '{"error": "Not found"}',
        '{"title": {"a": 1}, "html": ["x"], "author_name": true}',
    ],
)
def test_anything_but_a_response_is_an_upstream_error(body: str) -> None:
    """Entities, document types, HTML, errors and fields of wrong types are refused."""
    with pytest.raises(UpstreamError):
        oembed.parse(snapshot(body))


PHP_NOTICE = (
    "<br />\n<b>Notice</b>:  Undefined index: [id] in <b>/srv/oembed.php</b> on line <b>12</b><br />\n"
)
XML = "<oembed><type>link</type><title>A ferry</title></oembed>"


@pytest.mark.parametrize(
    "body",
    [
        "show({});",
        "/**/ typeof show === 'function' && show({});",
        "window.players['a1']({})",
        ")]}',\n{}",
        f"{PHP_NOTICE}{PHP_NOTICE}{{}}",
        "PHP Warning:  Undefined array key {id} in /srv/oembed.php on line 3\n{}",
        f"{{}}{PHP_NOTICE}",
        "{}<!-- cached, 0.1 s -->",
        "[{}]",
    ],
)
def test_what_servers_write_around_json_is_ignored(body: str) -> None:
    """JSONP, a guard against hijacking, PHP's messages and comments surround the same answer."""
    answer = oembed.parse(snapshot(body.replace("{}", '{"type": "link", "title": "A ferry"}')))
    assert answer.title == "A ferry"


@pytest.mark.parametrize("before", [PHP_NOTICE, "<!-- cached -->\n"])
def test_what_servers_write_in_front_of_xml_is_ignored(before: str) -> None:
    """The document follows."""
    assert oembed.parse(snapshot(f'{before}<?xml version="1.0"?>{XML}')).title == "A ferry"


@pytest.mark.parametrize(
    "body",
    [
        "<script>var video = {}</script>",
        "var video = {};",
        "Hello {}",
        "<p>Hello</p>{}",
        "{}{}",
        "{} and more",
        "[{}, {}]",
        "show({",
    ],
)
def test_json_inside_of_other_text_is_refused(body: str) -> None:
    """A page with JSON in it is no answer of an endpoint, and of several answers none is the right one."""
    with pytest.raises(UpstreamError):
        oembed.parse(snapshot(body.replace("{}", '{"type": "link", "title": "A ferry"}')))


@pytest.mark.parametrize(
    ("stated", "names"),
    [
        (["Jane Doe", "John Roe"], ("Jane Doe", "John Roe")),
        ({"name": "Jane Doe", "id": 7}, ("Jane Doe",)),
        ([{"name": "Jane Doe"}, None, 7], ("Jane Doe",)),
        ("undefined", ()),
        ("<a href='/jane'>Jane Doe</a>", ("Jane Doe",)),
    ],
)
def test_authors_may_be_a_list_or_objects(stated: object, names: tuple[str, ...]) -> None:
    """Their names count; a number is an id, and a placeholder names nobody."""
    assert oembed.parse(snapshot(json.dumps({"title": "A", "author_name": stated}))).author_names == names


@pytest.mark.parametrize(
    ("stated", "html"),
    [
        (
            "&lt;iframe src=&quot;https://a.example/&quot;&gt;&lt;/iframe&gt;",
            '<iframe src="https://a.example/"></iframe>',
        ),
        ("<p>Write &lt;b&gt;</p>", "<p>Write &lt;b&gt;</p>"),
        ("5 &lt; 6", "5 &lt; 6"),
    ],
)
def test_markup_that_was_escaped_as_a_whole_is_markup(stated: str, html: str) -> None:
    """Some endpoints escape it for XML, and once more."""
    assert oembed.parse(snapshot(json.dumps({"html": stated}))).html == html


def test_texts_and_addresses_are_read_as_those_of_pages() -> None:
    """Markup, invisible characters, placeholders and double escapes do not reach a reader."""
    fields = {
        "title": "The <b>fer\u00adry</b> &amp;amp; the bridge",
        "description": "{{description}}",
        "thumbnail_url": "https://tube.example/t.jpg?w=1&amp;h=2",
        "author_url": "undefined",
        "author_name": "Jane Doe",
    }
    answer = oembed.parse(snapshot(json.dumps(fields)))
    assert (answer.title, answer.description) == ("The ferry & the bridge", None)
    assert (answer.thumbnail_url, answer.author_url) == ("https://tube.example/t.jpg?w=1&h=2", None)


@given(
    st.dictionaries(
        st.sampled_from(list(VIDEO)),
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.integers()),
    )
)
def test_fields_of_wrong_types_are_dropped(fields: dict[str, object]) -> None:
    """Whatever types a provider sends, those of the result are right."""
    try:
        answer = oembed.parse(snapshot(json.dumps(fields)))
    except UpstreamError:
        return
    assert answer.width is None or answer.width > 0
    assert answer.title is None or isinstance(answer.title, str)


def test_links_of_the_header_come_after_those_of_the_page() -> None:
    """The `Link` header may name the response, too (oEmbed §4)."""
    element = '<link rel="alternate" type="application/json+oembed" href="/page.json">'
    line = '</h.xml>; rel=alternate; type="text/xml+oembed", </h.json>; rel="alternate"; type="application/json+oembed"'
    headers = (("link", line),)
    assert oembed.links(document.parse(snapshot(page(), headers=headers))) == (
        "https://news.example/h.json",
        "https://news.example/h.xml",
    )
    assert oembed.links(document.parse(snapshot(page(element), headers=headers))) == (
        "https://news.example/page.json",
        "https://news.example/h.json",
        "https://news.example/h.xml",
    )


@pytest.mark.parametrize(
    ("media_type", "is_link"),
    [
        ("application/json+oembed", True),
        ("Text/XML+oEmbed; charset=utf-8", True),
        ("application/oembed+json", True),
        ("application/json", False),
        ("text/html", False),
        ("", False),
    ],
)
def test_the_type_of_a_link_names_oembed(media_type: str, *, is_link: bool) -> None:
    """`application/json` alone may be any API: WordPress links to its own so."""
    element = f'<link rel="alternate" type="{media_type}" href="/o">'
    assert oembed.links(document.parse(snapshot(page(element)))) == (
        ("https://news.example/o",) if is_link else ()
    )


def test_links_are_json_first_and_at_most_five() -> None:
    """`alternate` and the misspelt `alternative` are both accepted."""
    links = '<link rel="alternate" type="text/xml+oembed" href="/x.xml"><link rel="ALTERNATIVE" type="application/json+oembed" href="/x.json">'
    more = "".join(f'<link rel="alternate" type="application/json+oembed" href="/{i}">' for i in range(9))
    read = document.parse(snapshot(page(links)))
    assert oembed.links(read) == ("https://news.example/x.json", "https://news.example/x.xml")
    assert len(oembed.links(document.parse(snapshot(page(links + more))))) == oembed.MAX_LINKS
