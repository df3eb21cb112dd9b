import json
import time

import pytest

from embedsvc.read.markup.json_repair import repair
from tests.support.pages import JSON_LD_ARTICLE, json_ld, read_page


@pytest.mark.parametrize(
    "text",
    [
        "//<![CDATA[\n%s\n//]]>",
        "<!-- %s -->",
        "/*<![CDATA[*/ %s /*]]>*/",
        "// <![CDATA[\n%s\n// ]]&gt;",
        "<!--//--><![CDATA[//><!--\n%s\n//--><!]]>",
        "//<![CDATA[%s//]]>",
        "/* made by a plugin */ %s // the end",
        "<p>%s</p>",
        "window.data = %s;",
        "%s;",
        '%s{"@type":"WebSite","name":"Site"}',
        '{"@type":"WebSite","name":"Site"},\n%s',
        "[[%s]]",
        '{"@graph":[{"@type":"WebSite","name":"Site"},%s]}',
        '{"@type":"WebPage","mainEntity":%s}',
    ],
)
def test_wrapped_json_ld_is_parsed(text: str) -> None:
    """Comments, CDATA, lists, graphs and pages around the article are removed or searched."""
    assert read_page(json_ld(text % json.dumps(JSON_LD_ARTICLE))).title == "Talks resume in Vienna"


@pytest.mark.parametrize(
    "broken",
    [
        '{"@type":"Article","headline":"He said "no" again","datePublished":"2020-01-02"}',
        '{"@type":"Article","headline":"He said \\"no\\" again","datePublished":"2020-01-02",}',
        '{"@type":"Article","headline":"He said \\"no\\" again" "datePublished":"2020-01-02"',
        '{"@type":"Article",,"headline":"He said \\"no\\" again","datePublished":"2020-01-02"}}',
        '{"@type":"Article","headline":"He said\n\\"no\\" again","datePublished":"2020-01-02"}',
    ],
)
def test_malformed_json_ld_is_repaired(broken: str) -> None:
    """Unescaped quotation marks, stray or missing commas and brackets are repaired."""
    found = read_page(json_ld(broken))
    assert (found.title, found.published) == ('He said "no" again', "2020-01-02")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": 1,}', {"a": 1}),
        ('{"a": [1, 2}', {"a": [1, 2]}),
        ("{'a': true}", {"a": True}),
        ('{"a": "x" "b": "y"}', {"a": "x", "b": "y"}),
        ('[{"a": 1} {"b": 2}]]', [{"a": 1}, {"b": 2}]),
        ("{&quot;a&quot;: &quot;x&quot;}", {"a": "x"}),
        ("{&amp;#34;a&amp;#34;: 1}", {"a": 1}),
        (r"{\"a\": [\"x\", 1]}", {"a": ["x", 1]}),
        ('{"a": {{ page.title | json }}, "b": 1}', {"a": None, "b": 1}),
        ('{{% if a %}"a": 1{% endif %}}', {"a": 1}),
        ('{"a": 1, // b: {\n"c": 2 /* , "d": 3 */}', {"a": 1, "c": 2}),
        ('{"a": 1, <!-- "b": 2, --> # c\n"d": 3}', {"a": 1, "d": 3}),
        (
            '{"a": "https://x.example//y", /* */ "b": "/* // */"}',
            {"a": "https://x.example//y", "b": "/* // */"},
        ),
        (r"{'a': 'It\'s', b: 'She said \"no\"'}", {"a": "It's", "b": 'She said "no"'}),
        (r'{"a": "It\'s \x41\u{42}\u0043\q"}', {"a": "It's ABCq"}),
        ('{"a": "one \\\ntwo", "b": "C:\\u12"}', {"a": "one two", "b": r"C:\u12"}),
        ("{“a”: “x”}", {"a": "x"}),
        ('{<br />\n"a":\xa0"x",<br />\n"b": `y`}', {"a": "x", "b": "y"}),
        ('{"a": [{"b": 1}, "c": 2}', {"a": [{"b": 1}], "c": 2}),
        ('{"a": [{"b": 1}}], "c": 2}', {"a": [{"b": 1}], "c": 2}),
        ('{"a": , "b": undefined, "c": 012, "d":}', {"a": None, "b": "undefined", "c": "012", "d": None}),
        ('"a": "x", "b": "y"}', {"a": "x", "b": "y"}),
        ('{"a": "He said "yes", then left", "b": 1}', {"a": 'He said "yes", then left', "b": 1}),
        ('{"a": "<a href="/b">x</a>"}', {"a": '<a href="/b">x</a>'}),
        ('{"a": 1}{"b": 2};', [{"a": 1}, {"b": 2}]),
    ],
)
def test_repaired_text_is_json(text: str, value: object) -> None:
    """The standard library's parser takes it."""
    assert json.loads(repair(text)) == value


def test_json_that_is_encoded_twice_is_parsed() -> None:
    """Some templates print a string in place of the value."""
    assert read_page(json_ld(json.dumps(json.dumps(JSON_LD_ARTICLE)))).title == "Talks resume in Vienna"


@pytest.mark.parametrize(
    ("start", "repeated"),
    [
        ("", "["), ("{", "<!--"), ("", "<!--"), ("{", "/*"), ("", "// "), ("", "//\t<"), ("{", "{:"),
        ('{"a":"', '"x'), ('{"a":"', '", '), ('{"a":"', "\\"), ('{"a":[', '"b":['), ("", " /"), ("", "<a"),
    ],
)  # fmt: skip
def test_repairing_takes_linear_time(start: str, repeated: str) -> None:
    """Four times the text takes at most ten times as long."""

    def cost(size: int) -> float:
        text = start + repeated * (size // len(repeated))
        begun = time.process_time()
        repair(text)
        return time.process_time() - begun

    assert cost(2**16) <= 10 * min(cost(2**14) for _ in range(3)) + 0.05
