import pytest

from embedsvc.read.html import document
from embedsvc.read.markup import redirect
from embedsvc.read.markup.redirect import Redirect
from tests.support.pages import page, snapshot

URL = "https://go.example/x"
A = "https://a.example/b"
NOTICE = "<h1>Redirecting…</h1><p>If nothing happens, <a href='/'>click here</a>.</p>"
WORDS = "<p>" + "Words of an article. " * 40 + "</p>"
TAG = f'<meta http-equiv="refresh" content="%d;url={A}">'
SCRIPT = f"<script>location.href = '{A}'</script>"
COMPUTED = "<script>location.href = target</script>"
CONDITIONAL = "<script>if (mobile) location.href = '/m'</script>"


def found(head: str, body: str = NOTICE, *headers: str) -> Redirect | None:
    lines = tuple(("refresh", line) for line in headers)
    return redirect.find(document.parse(snapshot(page(head, body), url=URL, headers=lines)))


def to(url: str | None, *, notice: bool = True, certain: bool = True) -> Redirect:
    return Redirect(url=url, is_only_notice=notice, is_certain=certain)


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        (SCRIPT, NOTICE, to(A)),
        (SCRIPT, "", to(A)),
        (SCRIPT, WORDS, None),
        (TAG % 0, NOTICE, to(A)),
        (TAG % 30, NOTICE, to(A)),
        (TAG % 300, NOTICE, None),
        (TAG % 30, NOTICE + "<img src=a.jpg>", None),
        (TAG % 5, WORDS, to(A, notice=False, certain=False)),
        (TAG % 30, WORDS, None),
        (f"<noscript>{TAG % 0}</noscript>", NOTICE, to(A, certain=False)),
        (COMPUTED, NOTICE, to(None, certain=False)),
        (COMPUTED, WORDS, None),
        (COMPUTED + TAG % 0, NOTICE, to(A)),
        (f"{COMPUTED}<noscript>{TAG % 0}</noscript>", NOTICE, to(A, certain=False)),
        (CONDITIONAL, "Please wait", to(None, certain=False)),
        (CONDITIONAL, "Please wait" + "." * 80, None),
        (CONDITIONAL, "<div id=app></div><script src=/app.js></script>", None),
        (CONDITIONAL, "<button>Go</button>", None),
        (CONDITIONAL + TAG % 0, NOTICE, to(A)),
        (f"<script>location = 'app://b'; later(function () {{ location = '{A}' }})</script>", NOTICE, to(A)),
        (f"<script>location = '/1'; later(function () {{ location = '{A}' }})</script>", NOTICE, to(None, certain=False)),
        ("<title>Words</title>", NOTICE, None),
    ],
)  # fmt: skip
def test_where_a_page_leads(head: str, body: str, expected: Redirect | None) -> None:
    """Scripts count only on a page that shows nothing else; an immediate refresh counts on any."""
    assert found(head, body) == expected


def test_the_header_leads_as_well() -> None:
    """`Refresh` is older than the tag."""
    assert found("", NOTICE, f"0;url={A}") == to(A)


@pytest.mark.parametrize(
    ("reference", "url"),
    [
        ("/b", "https://go.example/b"),
        ("//a.example/b?c=d", "https://a.example/b?c=d"),
        (f"{A}#part", A),
        ("https://app.example/#/story/1", "https://app.example/#/story/1"),
        ("https://app.example/#!story", "https://app.example/#!story"),
        ("#/story", f"{URL}#/story"),
        (URL, None),
        (f"{URL}#part", None),
        ("javascript:alert(1)", None),
        ("app://story", None),
    ],
)
def test_addresses(reference: str, url: str | None) -> None:
    """Another page on the web, with a fragment that names a page of an application."""
    refreshed = found(f'<meta http-equiv="refresh" content="0;url={reference}">')
    assert (refreshed.url if refreshed else None) == url


def test_a_base_element_counts() -> None:
    """It does for scripts and refreshes as for links (HTML §2.4.1)."""
    base = '<base href="https://a.example/">'
    assert found(base + "<script>location = 'b'</script>") == to(A)
    assert found(base + '<meta http-equiv="refresh" content="0;url=b">') == to(A)


def test_a_page_of_many_elements_is_no_notice() -> None:
    """Scripts of a page that is built up from hundreds of elements are not read."""
    assert found(SCRIPT, "<i></i>" * 200) is None
