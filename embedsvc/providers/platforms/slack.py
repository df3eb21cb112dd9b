"""Slack: links in messages go through its redirect page."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.urls import redirect_parameter

SITES = (
    Site(
        provider=Provider(name="Slack", url="https://slack.com/", key="slack"),
        hosts={"slack-redir.net": None},
        wrappers={"slack-redir.net": redirect_parameter("/link", "url")},
        retention="full",
    ),
)
