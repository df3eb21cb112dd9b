"""Threads. Meta's terms for embeds forbid storing content or metadata beyond a view."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site

SITES = (
    Site(
        provider=Provider(name="Threads", url="https://www.threads.com/", key="threads"),
        hosts={"threads.com": None, "threads.net": None},
        aliases=dict.fromkeys(
            ("fixthreads.net", "www.fixthreads.net", "vxthreads.net", "vxthreads.com"), "www.threads.com"
        ),
        tracking=(
            "xmt",
            "slof",
            "igsh",
        ),
        retention="none",
    ),
)
