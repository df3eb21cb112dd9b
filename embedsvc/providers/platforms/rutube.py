"""RUTUBE."""

from embedsvc.model import Provider
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="RUTUBE", url="https://rutube.ru/", key="rutube"),
        hosts={"rutube.ru": None},
        retention="full",
        permalinks=(
            Permalink(
                ("rutube.ru",),
                r"/(?:play|video)/embed/(?P<video>\w{5,40})(?:[/?].*)?",
                "https://rutube.ru/video/{video}/",
                Example(
                    "https://rutube.ru/play/embed/0123456789abcdef",
                    "https://rutube.ru/video/0123456789abcdef/",
                ),
            ),
        ),
        players=(PlayerHost("rutube.ru", "/play/embed/", "video"),),
    ),
)
