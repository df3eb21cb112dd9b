"""A verifier over a small web in memory."""

from embedsvc.parse_slots import ParseSlots
from embedsvc.resolve import Resolve
from embedsvc.verify import Verifier
from tests.support.recorded import Web, resolver
from tests.support.sites import SITES


def verifier(resolve: Resolve, web: Web | None = None) -> Verifier:
    return Verifier(
        resolve=resolve,
        fetch=(web or Web({})).fetch,
        parse_slots=ParseSlots(),
        normalise=SITES.normalise,
        map=map,
        monotonic=lambda: 0.0,
        timeout=1.0,
        deadline=10.0,
    )


def over(web: Web) -> Verifier:
    """With all of embedsvc behind it."""
    return verifier(resolver(web), web)
