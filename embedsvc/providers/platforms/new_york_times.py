"""The New York Times."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site

SITES = (
    Site(
        provider=Provider(name="The New York Times", url="https://www.nytimes.com/", key="new-york-times"),
        hosts={"nytimes.com": None},
        aliases={"mobile.nytimes.com": "www.nytimes.com"},
        tracking=(
            "smid",
            "smtyp",
            "referringsource",
        ),
        retention="full",
    ),
)
