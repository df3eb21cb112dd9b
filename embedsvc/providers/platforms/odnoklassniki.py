"""Odnoklassniki."""

from embedsvc.model import Provider
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site

SITES = (
    Site(
        provider=Provider(name="OK.ru", url="https://ok.ru/", key="odnoklassniki"),
        hosts={"ok.ru": None},
        aliases={"m.ok.ru": "ok.ru"},
        retention="full",
        permalinks=(
            Permalink(
                ("ok.ru",),
                r"/videoembed/(?P<video>\d+)(?:\?.*)?",
                "https://ok.ru/video/{video}",
                Example("https://ok.ru/videoembed/123456?nochat=1", "https://ok.ru/video/123456"),
            ),
        ),
    ),
)
