import json

import pytest

from embedsvc.read.markup.json_repair import repair
from tests.support.pages import JSON_LD_ARTICLE, json_ld, read_page


@pytest.mark.parametrize(
    "text",
    [
        "//<![CDATA[\n%s\n//]]>",
        "<!-- %s -->",
        "/*<![CDATA[*/ %s /*]]>*/",
        "%s;",
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
    ],
)
def test_repaired_text_is_json(text: str, value: object) -> None:
    """The standard library's parser takes it."""
    assert json.loads(repair(text)) == value
