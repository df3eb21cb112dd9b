"""The platforms, loaded once for all tests."""

from embedsvc import providers
from embedsvc.formats.options import RenderOptions

SITES = providers.load()
OPTIONS = RenderOptions(players=SITES.players)

normalise = SITES.normalise
