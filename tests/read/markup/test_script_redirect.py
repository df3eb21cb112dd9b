import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedsvc.read.html import document
from embedsvc.read.markup import script_redirect
from embedsvc.read.markup.script_redirect import ScriptRedirect
from tests.support.pages import page, snapshot

A = "https://a.example/b"


def found(code: str, body: str = "") -> ScriptRedirect | None:
    return script_redirect.find(document.parse(snapshot(page(f"<script>{code}</script>", body))))


@pytest.mark.parametrize(
    "code",
    [
        f'location.href="{A}"',
        f"window.location = '{A}';",
        f"self . location.href = `{A}`",
        f'top.location.replace( "{A}" )',
        f"document.location.assign('{A}')",
        f"location.href = '{A}' + window.location.hash;",
        f"location.replace('{A}' + location.hash)",
        f'window["location"] = "{A}"',
        f"window['location']['replace']('{A}')",
        f'window.open("{A}", "_self")',
        r'location.replace("https:\/\/a.example\/b")',
        r'location="\x68ttps:\u002f\u{2f}a\u002Eexample/\b"'.replace(r"\b", "b"),
        f"/* moved */ location = '{A}' // for good",
        f"<!--\nlocation = '{A}'\n//-->",
        f'var from = "a ? b : c; }}"; location = "{A}"',
        f"if (old) {{ warn() }}\nlocation = '{A}'",
        f"window.layer = window.layer || []; function tag() {{ layer.push(1) }} tag(); location = '{A}'",
        f"setTimeout(function () {{ window.location.href = '{A}'; }}, 3000);",
        f"setTimeout(() => location.replace('{A}'), 100)",
        f"setTimeout(\"location.href='{A}'\", 100)",
        f"window.onload = function () {{ location.href = '{A}' }}",
        f'window.addEventListener("load", function () {{ location.href = "{A}" }})',
        f"$(document).ready(function () {{ window.location.replace('{A}') }})",
        f"(function () {{ try {{ top.location.replace('{A}') }} catch (e) {{}} }})()",
        f"function go() {{ location.href = '{A}' }} setTimeout(go, 100)",
        f"const go = () => {{ location.href = '{A}' }}; go()",
        f"function go() {{ location.href = '{A}' }} setTimeout('go()', 100)",
        f"location.href = '#top'; location.href = '{A}'",
        f"var url = '{A}'; window.location.href = url;",
        f"const url = '{A}'\nlocation.replace(url)",
        f"let u = '{A}'; setTimeout(() => {{ location.assign(u) }}, 100)",
    ],
)
def test_a_literal_address(code: str) -> None:
    """Code that runs when the page loads leads to it, however it is written."""
    assert found(code) == ScriptRedirect(frozenset({A}), is_unconditional=True)


@pytest.mark.parametrize(
    "code",
    [
        "location.href = target",
        f"var url = '{A}'; if (phone) url = '/m'; location.href = url",
        f"var url = '{A}'; url += location.search; location.href = url",
        f"var url = '{A}' + location.search; location.href = url",
        f"var url = '{A}'; location.href = url + '?x'",
        f"var site = {{ url: '{A}' }}; location.href = site.url",
        f"location.href = '{A}' + location.search",
        f"location.href = '{A}'.concat(x)",
        "location.replace(`https://a.example/${name}`)",
        "location.replace('https://a.example/' + location.hash + name)",
        "location.replace('https://a.example/' + location.pathname)",
        "location.replace(atob('aHR0cHM6Ly9hLmV4YW1wbGUv'))",
        "location.protocol = 'https:'",
        "document.cookie = 'seen=1'; location.reload()",
        "document.forms[0].submit()",
    ],
)
def test_a_computed_address(code: str) -> None:
    """It leads somewhere, but nobody knows where without running it."""
    assert found(code) == ScriptRedirect(frozenset(), is_unconditional=True)


@pytest.mark.parametrize(
    "code",
    [
        f"if (mobile) location.href = '{A}'",
        f"if (mobile) {{ location.href = '{A}' }}",
        f"if (mobile) stay(); else location.href = '{A}'",
        f"if (mobile) {{ setTimeout(function () {{ location.href = '{A}' }}, 10) }}",
        f"mobile && location.replace('{A}')",
        f"mobile ? location.replace('{A}') : 0",
        f"try {{ app() }} catch (e) {{ location.href = '{A}' }}",
        f"button.onclick = function () {{ location.href = '{A}' }}",
        f"button.addEventListener('click', function () {{ location.href = '{A}' }})",
        f"$('a').click(function () {{ location.href = '{A}' }})",
        f"fetch('/x').then(function () {{ location.href = '{A}' }})",
        f"function logout() {{ location.href = '{A}' }}",
        "function logout() { location.href = '/logout' }",
        f"const logout = () => {{ location.href = '{A}' }}",
        f"var menu = {{ open: function () {{ location.href = '{A}' }} }}",
    ],
)
def test_code_that_may_not_run(code: str) -> None:
    """A condition, the listener of another event, a function that nothing calls."""
    assert found(code) == ScriptRedirect(frozenset(), is_unconditional=False)


@pytest.mark.parametrize(
    "code",
    [
        "",
        f"// location.href = '{A}'",
        f"/* location.href = '{A}'",
        f"var location = '{A}'",
        f"settings.location = '{A}'",
        f"my_location = '{A}'",
        "var here = location.href",
        "if (location == there) stay()",
        "location.hash = 'top'",
        "location.href = '#top'",
        f"history.replaceState(null, '', '{A}')",
        f"location.href = '{A}'" + " " * 20_000,
    ],
)
def test_code_that_stays(code: str) -> None:
    """A comment, a variable of that name, a part of the same page; and more code than a redirect has."""
    assert found(code) is None


def test_which_scripts_count() -> None:
    """Inline ones in JavaScript, and what the body does on load."""
    code = f"location.href = '{A}'"
    for kind in ("text/javascript", "module", "Application/JavaScript"):
        assert found(f"</script><script type='{kind}'>{code}")
    for kind in ("application/json", "text/template", "application/ld+json"):
        assert found(f"</script><script type='{kind}'>{code}") is None
    assert found(f"</script><script src='/a.js'>{code}") is None
    assert found("", f'<body onload="{code}">Moved') == ScriptRedirect(frozenset({A}), is_unconditional=True)


def test_several_addresses() -> None:
    """All are found: one may be of an app."""
    code = f"location.href = 'app://b'; setTimeout(function () {{ location.href = '{A}' }}, 500)"
    assert found(code) == ScriptRedirect(frozenset({"app://b", A}), is_unconditional=True)


@given(st.text("location.href=\"'`\\/*(){};u0041$ \n", max_size=80))
def test_any_code(code: str) -> None:
    """Whatever it is, reading it ends."""
    found(code)


@pytest.mark.parametrize(
    "part",
    [
        "{",
        "function a",
        "location=",
        "window.",
        "location ",
        "'",
        '"\\',
        "/*",
        "`",
        "a=",
        "(",
        "location='a';{",
        "a=(b)=>",
    ],
)
def test_long_code(part: str) -> None:
    """Code takes time in proportion to its length."""
    started = time.process_time()
    found((part * 20_000)[:19_900] + "location='/a'")
    assert time.process_time() - started < 0.5
