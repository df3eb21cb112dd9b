"""A verifier over a small web in memory."""

from embedsvc.parse_slots import ParseSlots
from embedsvc.resolve import Resolve
from embedsvc.store.recent import Recent
from embedsvc.verify import Paragraphs, Verifier
from tests.support.recorded import Web, resolver
from tests.support.sites import SITES


def verifier(resolve: Resolve, web: Web | None = None) -> Verifier:
    return Verifier(
        resolve=resolve,
        fetch=(web or Web({})).fetch,
        parse_slots=ParseSlots(),
        normalise=SITES.normalise,
        map=map,
        recent=Recent[Paragraphs](lambda: 0.0).get_or_fetch,
        monotonic=lambda: 0.0,
        timeout=1.0,
        deadline=10.0,
    )


def over(web: Web) -> Verifier:
    """With all of embedsvc behind it."""
    return verifier(resolver(web), web)
