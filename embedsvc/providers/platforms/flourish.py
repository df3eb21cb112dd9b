"""Flourish: charts."""

from embedsvc.model import Provider
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site

SITES = (
    Site(
        provider=Provider(name="Flourish", url="https://flourish.studio/", key="flourish"),
        hosts={"flourish.studio": None, "flo.uri.sh": None},
        retention="full",
        permalinks=(
            Permalink(
                ("flo.uri.sh",),
                r"/(?P<kind>visualisation|story)/(?P<id>\d+)/embed(?:[/?].*)?",
                "https://public.flourish.studio/{kind}/{id}/",
                Example(
                    "https://flo.uri.sh/visualisation/1234567/embed?auto=1",
                    "https://public.flourish.studio/visualisation/1234567/",
                ),
            ),
        ),
    ),
)
