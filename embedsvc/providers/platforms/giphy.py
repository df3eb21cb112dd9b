"""GIPHY: pictures by the oEmbed registry, whose answers have the file with its sizes."""

from embedsvc.model import Provider
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site

SITES = (
    Site(
        provider=Provider(name="GIPHY", url="https://giphy.com/", key="giphy"),
        hosts={"giphy.com": None},
        retention="full",
        permalinks=(
            Permalink(
                ("giphy.com",),
                r"/embed/(?P<id>\w{6,40})(?:[/?].*)?",
                "https://giphy.com/gifs/{id}",
                Example(
                    "https://giphy.com/embed/l0MYt5jPR6QX5pnqM", "https://giphy.com/gifs/l0MYt5jPR6QX5pnqM"
                ),
            ),
            Permalink(
                ("giphy.com",),
                r"/media/(?:v1\.[\w.-]{1,200}/)?(?P<id>\w{6,40})/[\w-]{1,40}\.(?:gif|webp|mp4)(?:\?.*)?",
                "https://giphy.com/gifs/{id}",
                Example(
                    "https://media1.giphy.com/media/v1.Y2lkPTc5/l0MYt5jPR6QX5pnqM/giphy.gif?ep=v1",
                    "https://giphy.com/gifs/l0MYt5jPR6QX5pnqM",
                ),
            ),
        ),
    ),
)
