import pytest

from tests.support.pages import HEADLINE, read_article

STORY = "The ferry between the two towns sails again after eleven months in the dock."
NOTICE = "Partners keep information on your device, such as cookies, and process personal data for adverts."


@pytest.mark.parametrize(
    "around",
    [
        "<noscript>%s</noscript>",
        "<video controls>%s</video>",
        "<object>%s</object>",
        "<dialog open>%s</dialog>",
        "<div role=alertdialog>%s</div>",
        "<section aria-modal=true>%s</section>",
        "<div id=some-consent-layer><div>%s</div></div>",
        "<cookie-bar>%s</cookie-bar>",
        "<div class='gdpr-info'>%s</div>",
        "<div class=no-js>%s</div>",
        "<div hidden>%s</div>",
        "<div data-nosnippet>%s</div>",
        "<div style='position: fixed; bottom: 0'>%s</div>",
        "<div class=visually-hidden>%s</div>",
        "<div><div>%s</div><button>Agree</button></div>",
    ],
)
def test_a_notice_is_no_description(around: str) -> None:
    """By its tag, role, class, name, style or buttons, wherever on the page it is."""
    notice = around % f"<p>{NOTICE}</p>"
    assert read_article(f"{notice}{HEADLINE}<p>{STORY}</p>").description == STORY
    assert read_article(f"{HEADLINE}{notice}<p>{STORY}</p>").description == STORY


def test_what_comes_before_the_headline_is_the_last_choice() -> None:
    """A banner without any mark is seldom inside of the article."""
    body = f"<div><p>{NOTICE}</p></div><main>{HEADLINE}<p>{STORY}</p></main>"
    assert read_article(body).description == STORY


@pytest.mark.parametrize(
    "body",
    [
        f"<body class='cookie-consent modal-open'>{HEADLINE}<p>{STORY}</p>",
        f"<article class='cookie'>{HEADLINE}<p>{STORY}</p></article>",
        f"<div class='post tag-cookies category-gdpr'>{HEADLINE}<p>{STORY}</p></div>",
    ],
)
def test_the_article_itself_is_no_notice(body: str) -> None:
    """Classes of the whole page describe its state, those of a taxonomy its subject."""
    found = read_article(body)
    assert (found.title, found.description) == ("The ferry sails again", STORY)


@pytest.mark.parametrize(
    "around", ["<aside>%s</aside>", "<div class='social-share'>%s</div>", "<div class=caption>%s</div>"]
)
def test_what_is_beside_the_article_is_no_description(around: str) -> None:
    """An aside, a caption or a box for subscribers, also between the headline and the text."""
    beside = around % "<p>What the ferry means to the people of both towns, in pictures by our readers.</p>"
    assert read_article(f"<article>{HEADLINE}{beside}<p>{STORY}</p></article>").description == STORY
