"""Weibo."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site

SITES = (
    Site(
        provider=Provider(name="Weibo", url="https://weibo.com/", key="weibo"),
        hosts={"weibo.com": None},
        aliases={"m.weibo.com": "weibo.com"},
        retention="full",
    ),
)
