"""Where content comes from: flows, and one file in `platforms` for each platform.

A flow is a pure generator. It yields an Ask and receives what the Ask's `read` returned, or the Failure is
raised at the yield. It returns a Finding, or Moved if the URL only stands for another one.
"""

from embedsvc.providers.site import Site, SiteFlow
from embedsvc.providers.sites import Sites, load

__all__ = ["Site", "SiteFlow", "Sites", "load"]
