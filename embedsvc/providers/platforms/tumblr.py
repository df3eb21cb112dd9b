"""Tumblr."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.urls import redirect_parameter

SITES = (
    Site(
        provider=Provider(name="Tumblr", url="https://www.tumblr.com/", key="tumblr"),
        hosts={"tumblr.com": None},
        wrappers={"t.umblr.com": redirect_parameter("/redirect", "z")},
        retention="full",
    ),
)
