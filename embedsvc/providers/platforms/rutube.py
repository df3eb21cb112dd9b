"""RUTUBE."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site
from embedsvc.safe import PlayerHost

SITES = (
    Site(
        provider=Provider(name="RUTUBE", url="https://rutube.ru/", key="rutube"),
        hosts={"rutube.ru": None},
        retention="full",
        players=(PlayerHost("rutube.ru", "/play/embed/", "video"),),
    ),
)
