"""Odnoklassniki."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site

SITES = (
    Site(
        provider=Provider(name="OK.ru", url="https://ok.ru/", key="odnoklassniki"),
        hosts={"ok.ru": None},
        aliases={"m.ok.ru": "ok.ru"},
        retention="full",
    ),
)
