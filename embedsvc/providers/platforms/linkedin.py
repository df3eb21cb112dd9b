"""LinkedIn."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site

SITES = (
    Site(
        provider=Provider(name="LinkedIn", url="https://www.linkedin.com/", key="linkedin"),
        hosts={"linkedin.com": None},
        tracking=(
            "lipi",
            "rcm",
            "refid",
            "trackingid",
            "trk",
            "trkinfo",
            "trkemail",
            "original_referer",
        ),
        retention="full",
    ),
)
