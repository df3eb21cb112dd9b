"""GIPHY."""

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
        ),
    ),
)
