"""Sketchfab: models by the oEmbed registry, in its player."""

from embedsvc.model import Provider
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Sketchfab", url="https://sketchfab.com/", key="sketchfab"),
        hosts={"sketchfab.com": None},
        retention="full",
        permalinks=(
            Permalink(
                ("sketchfab.com",),
                r"/models/(?P<model>\w{10,64})/embed(?:[/?].*)?",
                "https://sketchfab.com/models/{model}",
                Example(
                    "https://sketchfab.com/models/0a1b2c3d4e5f6071/embed?autostart=1",
                    "https://sketchfab.com/models/0a1b2c3d4e5f6071",
                ),
            ),
        ),
        players=(PlayerHost("sketchfab.com", "/models/*/embed", "rich"),),
    ),
)
