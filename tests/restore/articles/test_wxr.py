"""Fields of WordPress exports."""

import pytest
from lxml import etree

from embedsvc.restore.articles import wxr

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
<link>https://blog.example</link>"""
END = "</channel></rss>"


def export(*items: str) -> str:
    return HEAD + "".join(f"<item>\n{item}\n</item>" for item in items) + END


def item(content: str, excerpt: str = "<![CDATA[]]>", number: int = 7) -> str:
    return (
        f"<title>T</title><link>https://blog.example/?p={number}</link>"
        f"<content:encoded>{content}</content:encoded>\n<excerpt:encoded>{excerpt}</excerpt:encoded>"
        f"<wp:post_id>{number}</wp:post_id><wp:post_type><![CDATA[post]]></wp:post_type>"
    )


def test_each_item_has_its_content_and_excerpt() -> None:
    """Empty ones are left out. Each has the page and the id of its item."""
    source = export(item("<![CDATA[<p>One</p>]]>", "<![CDATA[Two]]>"), item("<![CDATA[Three]]>", number=8))
    assert [(field.name, field.text, field.url, field.post_id) for field in wxr.fields(source)] == [
        ("content", "<p>One</p>", "https://blog.example/?p=7", "7"),
        ("excerpt", "Two", "https://blog.example/?p=7", "7"),
        ("content", "Three", "https://blog.example/?p=8", "8"),
    ]


@pytest.mark.parametrize(
    ("encoded", "text"),
    [
        ("<![CDATA[a ]]]]><![CDATA[> b]]>", "a ]]> b"),
        ("<![CDATA[<code></content:encoded></code>]]>", "<code></content:encoded></code>"),
        ("&lt;p&gt;a &amp;amp; b&lt;/p&gt;", "<p>a &amp; b</p>"),
        ("<![CDATA[a &amp; b]]>", "a &amp; b"),
    ],
)
def test_a_field_is_what_an_xml_parser_reads(encoded: str, text: str) -> None:
    """And a replaced one is too, while everything else stays byte for byte."""
    source = export(item(encoded), item("<![CDATA[Other]]>"))
    field = next(wxr.fields(source))
    assert field.text == text
    changed = wxr.replace(source, [(field, f"<b>{text}</b> ]]> & done")])
    assert changed.startswith(source[: field.start])
    assert changed.endswith(source[field.end :])
    parsed = etree.fromstring(changed.encode()).findtext(".//{*}encoded")
    assert parsed == f"<b>{text}</b> ]]> & done"


def test_an_export_is_recognised_by_its_namespace() -> None:
    assert wxr.is_export(HEAD)
    assert not wxr.is_export('<?xml version="1.0"?><urlset></urlset>')


def test_a_broken_export_has_no_fields_after_the_break() -> None:
    assert list(wxr.fields(export("<content:encoded><![CDATA[a"))) == []
