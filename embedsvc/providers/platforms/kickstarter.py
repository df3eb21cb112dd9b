"""Kickstarter: projects by the oEmbed registry, with the video of their pitch."""

from embedsvc.model import Provider
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="Kickstarter", url="https://www.kickstarter.com/", key="kickstarter"),
        hosts={"kickstarter.com": None},
        retention="full",
        permalinks=(
            Permalink(
                ("kickstarter.com",),
                r"/projects/(?P<project>[\w-]+/[\w-]+)/widget/(?:video|card)\.html(?:\?.*)?",
                "https://www.kickstarter.com/projects/{project}",
                Example(
                    "https://www.kickstarter.com/projects/ann/bees/widget/video.html",
                    "https://www.kickstarter.com/projects/ann/bees",
                ),
            ),
        ),
        players=(PlayerHost("www.kickstarter.com", "/projects/*/*/widget/video.html", "video"),),
    ),
)
