"""CodePen: pens by the oEmbed registry, in its player; its pages show programs a wall."""

from embedsvc.model import Provider
from embedsvc.providers.permalink import Example, Permalink
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="CodePen", url="https://codepen.io/", key="codepen"),
        hosts={"codepen.io": None},
        retention="full",
        permalinks=(
            Permalink(
                ("codepen.io",),
                r"/(?P<who>[\w-]+)/embed/(?:preview/)?(?P<pen>\w{4,40})(?:[/?].*)?",
                "https://codepen.io/{who}/pen/{pen}",
                Example(
                    "https://codepen.io/bees/embed/abCDef?default-tab=result",
                    "https://codepen.io/bees/pen/abCDef",
                ),
            ),
        ),
        players=(PlayerHost("codepen.io", "/*/embed/", "rich"),),
    ),
)
