"""Articles of Wikipedia and files of Commons. The answers are invented, in the shape of
https://en.wikipedia.org/api/rest_v1/ (page/summary) and https://www.mediawiki.org/wiki/API:Imageinfo.
"""

import json

import pytest

from embedsvc.formats import block
from tests.support.recorded import JSON, Answer, embed, failed, page
from tests.support.sites import OPTIONS

ARABIC = "https://ar.wikipedia.org/wiki/%D8%B9%D9%8A%D9%86%D8%A9"
SUMMARY = {
    "type": "standard",
    "title": "عينة",
    "lang": "ar",
    "dir": "rtl",
    "timestamp": "2021-04-03T10:00:00Z",
    "extract": "العينة جزء صغير.",
    "extract_html": "<p>العينة جزء صغير.</p>",
    "thumbnail": {"source": "https://upload.wikimedia.org/1-320px.jpg", "width": 320, "height": 200},
    "originalimage": {"source": "https://upload.wikimedia.org/1.jpg", "width": 3200, "height": 2000},
}
FILE = "https://commons.wikimedia.org/wiki/File:A_sample.jpg"
INFO = (
    "https://commons.wikimedia.org/w/api.php?action=query&format=json&formatversion=2&prop=imageinfo"
    "&iiprop=url%7Csize%7Cmime%7Cextmetadata&iiurlwidth=1280&titles=File%3AA_sample.jpg"
)
IMAGE = {
    "url": "https://upload.wikimedia.org/A_sample.jpg",
    "thumburl": "https://upload.wikimedia.org/1280px-A_sample.jpg",
    "thumbwidth": 1280,
    "thumbheight": 800,
    "width": 3200,
    "height": 2000,
    "mime": "image/jpeg",
    "extmetadata": {
        "ImageDescription": {"value": "A <b>sample</b> on a table"},
        "Artist": {"value": '<a href="//commons.wikimedia.org/wiki/User:Ann">Ann Doe</a>'},
        "LicenseUrl": {"value": "https://creativecommons.org/licenses/by/4.0"},
        "LicenseShortName": {"value": "CC BY 4.0"},
    },
}


def file(**fields: object) -> Answer:
    pages = [{"title": "File:A sample.jpg", "imageinfo": [IMAGE | fields]}]
    return Answer(json.dumps({"query": {"pages": pages}}), JSON)


@pytest.mark.parametrize(
    "pasted", [ARABIC, ARABIC.replace("ar.", "ar.m."), "https://ar.wikipedia.org/wiki/عينة"]
)
def test_an_article(pasted: str) -> None:
    """In its language and direction, with its licence, on mobile hosts too."""
    asked = ARABIC.replace("/wiki/", "/api/rest_v1/page/summary/")
    value = embed(pasted, {asked: Answer(json.dumps(SUMMARY), JSON)})
    found = value.finding.metadata
    assert (value.finding.kind, value.finding.method, found.publisher) == ("article", "api", "Wikipedia")
    assert (found.language, found.direction, found.description) == ("ar", "rtl", "العينة جزء صغير.")
    assert (found.modified, found.canonical_url) == ("2021-04-03T10:00:00Z", ARABIC)
    assert found.license == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert found.image is not None
    assert found.image.width == 3200
    assert '<figure class="embed embed-article embed-wikimedia" lang="ar" dir="rtl">' in block.render(
        value, OPTIONS
    )


def test_a_title_with_a_slash() -> None:
    """It is one part of the API's path."""
    asked = "https://en.wikipedia.org/api/rest_v1/page/summary/AC%2FDC"
    answer = Answer(json.dumps(SUMMARY | {"title": "AC/DC", "lang": "en", "dir": "ltr"}), JSON)
    assert embed("https://en.wikipedia.org/wiki/AC/DC", {asked: answer}).finding.metadata.title == "AC/DC"


def test_without_a_summary_the_page_is_read() -> None:
    """Special pages have none; an article that does not exist has no page either."""
    link = "https://en.wikipedia.org/wiki/Sample"
    assert embed(link, {link: page("<title>Sample - Wikipedia</title>")}).finding.method == "metadata"
    assert failed(link, {link: Answer(status=404)}).code == "not_found"


@pytest.mark.parametrize("tail", ["#:~:text=a%20mistake", "?oldid=1#:~:text=a%20mistake"])
def test_a_passage_is_read_from_the_page(tail: str) -> None:
    """The summary has only the first paragraph; an old revision only its page."""
    link = "https://en.wikipedia.org/wiki/Sample"
    answers = {link + tail.partition("#")[0]: page("<title>Sample</title>", "<p>It was a mistake.</p>")}
    assert embed(link + tail, answers).finding.passage == "a mistake"


def test_a_photo_of_commons() -> None:
    """With author, licence and a picture of a size for pages."""
    found = embed(FILE, {INFO: file()}).finding
    assert (found.kind, found.metadata.publisher) == ("photo", "Wikimedia Commons")
    assert found.metadata.authors[0].name == "Ann Doe"
    assert found.metadata.license == "https://creativecommons.org/licenses/by/4.0"
    assert found.metadata.title == "A sample"
    (photo,) = found.media
    assert (photo.url, photo.width, photo.alt) == (IMAGE["thumburl"], 1280, "A sample on a table")


def test_a_file_that_is_no_picture() -> None:
    """A recording is a link with its preview."""
    found = embed(FILE, {INFO: file(mime="audio/ogg", thumburl=None)}).finding
    assert (found.kind, found.media) == ("link", ())
