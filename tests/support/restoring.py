"""Articles restored from themselves alone."""

from collections.abc import Sequence
from functools import partial

from embedsvc.model import Provider
from embedsvc.restore.answers import Offline, Platform
from embedsvc.restore.articles.reading import Markup
from embedsvc.restore.find import Find
from embedsvc.restore.markup.targets import recognise
from embedsvc.restore.restorer import Restore
from embedsvc.restore.scan import scan
from tests.support.sites import OPTIONS, SITES


def platform(key: str | None) -> Platform:
    site = SITES.by_key(key or "")
    if site is None:
        return Platform(provider=Provider(name="Post", url=None, key="post"))
    return Platform(provider=site.provider, profile=site.profile)


OFFLINE = Offline(platform=platform, options=OPTIONS, clock=lambda: 0.0)


def finds(source: str, markup: Markup = "html") -> Sequence[Find]:
    return scan(source, markup, partial(recognise, SITES))


restore = Restore(recognise=partial(recognise, SITES), answer=OFFLINE)
