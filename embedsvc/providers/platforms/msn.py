"""MSN."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site

SITES = (
    Site(
        provider=Provider(name="MSN", url="https://www.msn.com/", key="msn"),
        hosts={"msn.com": None},
        tracking=(
            "cvid",
            "ocid",
            "ei",
        ),
        retention="full",
    ),
)
