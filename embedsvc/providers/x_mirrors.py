"""Hosts that people paste in place of X's, because chats preview them better: the status stands at X."""

from embedsvc.model import Flow, Moved, Url
from embedsvc.providers.site import Site
from embedsvc.providers.x import STATUS


def flow(url: Url) -> Flow:
    yield from ()
    return Moved(f"https://x.com{url.path}")


HOSTS = ("fxtwitter.com", "vxtwitter.com", "fixupx.com", "fixvx.com", "twittpr.com", "xcancel.com")

SITE = Site(
    hosts=dict.fromkeys(HOSTS, STATUS),
    flow=flow,
    examples=("https://fxtwitter.com/KremlinRussia_E/status/1354104000000000001",),
)
