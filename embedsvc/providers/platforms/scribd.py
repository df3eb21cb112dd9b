"""Scribd."""

from embedsvc.model import Provider
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site

SITES = (
    Site(
        provider=Provider(name="Scribd", url="https://www.scribd.com/", key="scribd"),
        hosts={"scribd.com": None},
        retention="full",
        permalinks=(
            Permalink(
                ("scribd.com",),
                r"/embeds/(?P<id>\d+)/content(?:[/?].*)?",
                "https://www.scribd.com/document/{id}",
                Example(
                    "https://www.scribd.com/embeds/123456/content?start_page=1",
                    "https://www.scribd.com/document/123456",
                ),
            ),
        ),
    ),
)
