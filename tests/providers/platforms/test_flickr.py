"""Photos of Flickr, by the oEmbed registry. The answer is invented, in the shape of Flickr's."""

from urllib.parse import urlencode

from tests.support.recorded import embed, oembed

PHOTO = "https://www.flickr.com/photos/ann/123456789/"


def test_a_photo_has_a_licence() -> None:
    """Flickr's oEmbed answers have two fields for it."""
    asked = "https://www.flickr.com/services/oembed/?" + urlencode({"url": PHOTO, "format": "json"})
    answer = oembed(
        type="photo",
        title="A sample",
        author_name="Ann Doe",
        url="https://live.staticflickr.com/1/2_b.jpg",
        width="1024",
        height="768",
        license="Attribution License",
        license_url="https://creativecommons.org/licenses/by/2.0/",
    )
    found = embed(PHOTO, {asked: answer}).finding
    assert (found.kind, found.metadata.license) == ("photo", "https://creativecommons.org/licenses/by/2.0/")
    assert found.media[0].width == 1024
