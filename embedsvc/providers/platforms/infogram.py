"""Infogram: charts."""

from embedsvc.model import Provider
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site

SITES = (
    Site(
        provider=Provider(name="Infogram", url="https://infogram.com/", key="infogram"),
        hosts={"infogram.com": None},
        retention="full",
        permalinks=(
            Permalink(
                ("e.infogram.com",),
                r"/(?P<id>[\w-]{6,200})(?:[/?].*)?",
                "https://infogram.com/{id}",
                Example(
                    "https://e.infogram.com/0a1b2c3d-bees?src=embed", "https://infogram.com/0a1b2c3d-bees"
                ),
            ),
        ),
    ),
)
