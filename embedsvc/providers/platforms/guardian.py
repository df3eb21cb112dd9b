"""The Guardian."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site

SITES = (
    Site(
        provider=Provider(name="The Guardian", url="https://www.theguardian.com/", key="guardian"),
        hosts={"theguardian.com": None},
        tracking=(
            "cmp",
            "fb_ref",
        ),
        retention="full",
    ),
)
