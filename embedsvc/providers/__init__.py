"""Many sites in: one site, one file. A file that holds a `SITE` is found by itself.

A flow is a pure generator: it yields an Ask, gets back what the Ask's `read` made of the answer or has
the Failure thrown in, and returns a Finding, or Moved when the link stands for another one.
"""

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache

from embedsvc.model import Flow, Url
from embedsvc.providers.site import Site


@cache
def sites() -> tuple[Site, ...]:
    """Every site with a file of its own, in the order of the file names."""
    modules = (importlib.import_module(f"{__name__}.{item.name}") for item in pkgutil.iter_modules(__path__))
    return tuple(module.SITE for module in modules if isinstance(getattr(module, "SITE", None), Site))


def choose(url: Url) -> Callable[[Url], Flow]:
    """The flow for a URL: the site's own, else the oEmbed registry's, else that of any web page."""
    from embedsvc.providers import oembed, oembed_registry, webpage  # noqa: PLC0415  (they are files of this folder themselves)

    for site in sites():
        if site.match(url):
            return site.flow
    return oembed.flow if oembed_registry.endpoint_of(url) else webpage.flow
