"""Flickr: photos with their licence by the oEmbed registry."""

from embedsvc.model import Provider
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site

SITES = (
    Site(
        provider=Provider(name="Flickr", url="https://www.flickr.com/", key="flickr"),
        hosts={"flickr.com": None, "flic.kr": None},
        aliases={"m.flickr.com": "www.flickr.com"},
        retention="full",
        permalinks=(
            Permalink(
                ("flickr.com",),
                r"/photos/(?P<photo>[\w@-]{1,64}/\d{5,15})/(?:in/[^?]*/)?player/?(?:[/?].*)?",
                "https://www.flickr.com/photos/{photo}/",
                Example(
                    "https://www.flickr.com/photos/ann/123456789/in/dateposted/player/0a1b2c",
                    "https://www.flickr.com/photos/ann/123456789/",
                ),
            ),
        ),
    ),
)
