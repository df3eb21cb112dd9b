"""Datawrapper: charts. A chart has no page but its player."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site

SITES = (
    Site(
        provider=Provider(name="Datawrapper", url="https://www.datawrapper.de/", key="datawrapper"),
        hosts={"datawrapper.de": None, "datawrapper.dwcdn.net": None},
        retention="full",
    ),
)
