"""The Washington Post."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site

SITES = (
    Site(
        provider=Provider(
            name="The Washington Post", url="https://www.washingtonpost.com/", key="washington-post"
        ),
        hosts={"washingtonpost.com": None},
        tracking=(
            "itid",
            "wpisrc",
            "wpmk",
        ),
        retention="full",
    ),
)
