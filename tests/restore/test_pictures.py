"""Blocks that show pictures through the media proxy: restoring an article that has them changes nothing."""

from dataclasses import replace
from typing import Any

import pytest

from embedsvc.formats import block
from embedsvc.model import Author, Embed, Image, Media
from embedsvc.restore.articles.reading import Markup
from embedsvc.safe import MediaProxy, Signer
from tests.support.formats.samples import ARTICLE, AUDIO, PHOTO, POST, VIDEO, known
from tests.support.media import SECRET
from tests.support.restoring import restore
from tests.support.sites import OPTIONS

SHOWN = replace(OPTIONS, media=MediaProxy(Signer([SECRET]), "https://embed.example"))
PICTURE = Image(
    url="https://pbs.twimg.com/media/a.jpg", width=1600, height=900, alt="A dog (@dog) May 2, 2020"
)
MEDIA = (
    Media(type="photo", url="https://pbs.twimg.com/media/a.jpg", alt="A dog"),
    Media(type="photo", url="https://pbs.twimg.com/media/b.jpg", width=20, height=10),
    Media(type="video", url="https://video.twimg.com/1.mp4", poster="https://pbs.twimg.com/media/c.jpg"),
    Media(type="video", url="https://video.twimg.com/2.mp4"),
)
FACE = Author(name="President of Russia", handle="KremlinRussia_E", avatar="https://pbs.twimg.com/f.jpg")


def post(*media: Media, **changes: Any) -> Embed:
    pictured = replace(POST, finding=replace(POST.finding, media=media, **changes))
    return known(pictured, authors=(FACE,))


EMBEDS = {
    "one photo": post(MEDIA[0]),
    "a gallery": post(*MEDIA),
    "a film": post(MEDIA[2]),
    "a warning": post(*MEDIA, content_warning="Blood"),
    "a quoted post": post(MEDIA[0], quoted=post(*MEDIA).finding),
    "a card": known(ARTICLE, image=PICTURE),
    "a photo": PHOTO,
    "a video": known(VIDEO, image=PICTURE),
    "a sound": known(AUDIO, image=PICTURE),
}


@pytest.mark.parametrize("markup", ["html", "markdown"])
@pytest.mark.parametrize("embed", EMBEDS.values(), ids=EMBEDS)
def test_a_block_with_pictures_stays_as_it_is(embed: Embed, markup: Markup) -> None:
    article = f"<p>Before.</p>\n\n{block.render(embed, SHOWN)}\n\n<p>After.</p>\n"
    assert "<img " in article or embed.finding.content_warning
    restored = restore(article, markup)
    assert restored.output == article
    assert [result for result in restored.results if result.html is not None] == []
