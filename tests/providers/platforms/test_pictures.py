"""Pictures of Getty Images and Imgur. The answers are invented, in the shapes that the platforms' files name."""

from urllib.parse import urlencode

import pytest

from embedsvc.formats import block
from tests.support.recorded import Answer, embed, failed, oembed, page
from tests.support.sites import OPTIONS, SITES

GETTY = "https://www.gettyimages.com/detail/740917285"
ASKED = "https://embed.gettyimages.com/oembed?" + urlencode({"url": "http://gty.im/740917285"})
IFRAME = '<iframe src="//embed.gettyimages.com/embed/740917285?et=Sy31&amp;sig=kTSM=" width="400" height="671"></iframe>'
SCRIPT = (
    "<a id='Sy31' class='gie-single' href='http://www.gettyimages.com/detail/740917285'>Embed from Getty Images</a>"
    "<script>gie(function(){gie.widgets.load({id:'Sy31',sig:'kTSM=',w:'594px',h:'396px',items:'740917285',"
    "caption: true ,tld:'com',is360: false })});</script>"
)


def answer(html: str) -> Answer:
    return oembed(
        type="rich",
        title="Bees",
        caption="Bees in their hive (Photo by Ann Doe/Getty Images)",
        photographer="Ann Doe",
        html=html,
        width=395,
        height=671,
    )


@pytest.mark.parametrize(
    ("html", "player", "ratio"),
    [
        (IFRAME, "https://embed.gettyimages.com/embed/740917285?et=Sy31&sig=kTSM=", 0.5961),
        (
            SCRIPT,
            "https://embed.gettyimages.com/embed/740917285?et=Sy31&tld=com&sig=kTSM%3D&caption=true&ver=1",
            1.5,
        ),
    ],
)
@pytest.mark.parametrize(
    "link",
    [
        "https://www.gettyimages.com/detail/news-photo/bees-in-their-hive-news-photo/740917285?adppopup=true",
        "https://www.gettyimages.co.uk/detail/news-photo/bees/740917285",
        "http://gty.im/740917285",
        "https://embed.gettyimages.com/embed/740917285?et=old&sig=old=",
    ],
)
def test_a_picture_of_getty_is_in_its_frame(link: str, html: str, player: str, ratio: float) -> None:
    """With caption and photographer; no picture file is shown beside it."""
    value = embed(link, {ASKED: answer(html)})
    found = value.finding
    assert (found.kind, found.metadata.title, found.metadata.image) == ("rich", "Bees", None)
    assert (found.metadata.description or "").startswith("Bees in their hive")
    assert (found.metadata.authors[0].name, found.metadata.canonical_url) == ("Ann Doe", GETTY)
    assert found.player
    assert (found.player.url, found.player.aspect_ratio) == (player, ratio)
    assert "data-player=" in block.render(value, OPTIONS)
    assert "<script" not in block.render(value, OPTIONS)


@pytest.mark.parametrize("html", ["", '<iframe src="https://evil.example/embed/740917285?et=a"></iframe>'])
def test_without_its_frame_a_picture_of_getty_is_a_card(html: str) -> None:
    """Of its page."""
    head = '<meta property="og:title" content="Bees">'
    value = embed(GETTY, {ASKED: answer(html), GETTY: page(head)})
    assert (value.finding.method, value.finding.player) == ("metadata", None)


def test_a_picture_of_getty_is_not_archived() -> None:
    """Its terms allow no copy."""
    site = SITES.by_key("getty")
    assert site
    assert site.retention == "attribution-only"


IMGUR = "https://imgur.com/aBc12De"


def preview(image: str) -> Answer:
    return page(
        f'<meta property="og:title" content="Bees"><meta property="og:image" content="{image}">'
        '<meta property="og:image:width" content="640"><meta property="og:image:height" content="480">'
    )


def test_a_picture_of_imgur_is_a_photo() -> None:
    """Without the parameter by which Imgur counts visits."""
    found = embed(
        "https://m.imgur.com/aBc12De", {IMGUR: preview("https://i.imgur.com/aBc12De.jpg?fb")}
    ).finding
    assert (found.kind, found.metadata.title, found.provider.key) == ("photo", "Bees", "imgur")
    assert (found.media[0].url, found.media[0].width) == ("https://i.imgur.com/aBc12De.jpg", 640)


def test_a_page_of_imgur_without_a_picture_is_a_page() -> None:
    """It shows Imgur's own logo."""
    value = embed(IMGUR, {IMGUR: preview("https://s.imgur.com/images/logo-1200-630.jpg")})
    assert (value.finding.kind, value.finding.media) == ("link", ())
    assert failed(IMGUR, {IMGUR: Answer(status=404)}).code == "not_found"


@pytest.mark.parametrize("path", ["/user/Ann12", "/upload", "/privacy", "/search?q=Bees1"])
def test_other_pages_of_imgur_are_pages(path: str) -> None:
    assert not SITES.claims(SITES.normalise("https://imgur.com" + path))
