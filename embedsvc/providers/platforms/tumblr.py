"""Tumblr."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site

SITES = (
    Site(
        provider=Provider(name="Tumblr", url="https://www.tumblr.com/", key="tumblr"),
        hosts={"tumblr.com": None},
        retention="full",
    ),
)
