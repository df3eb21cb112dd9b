"""WhatsApp: channels and their posts, whose pages are read like any other."""

from embedsvc.model import Provider
from embedsvc.providers.site import Site

SITES = (
    Site(
        provider=Provider(name="WhatsApp", url="https://www.whatsapp.com/", key="whatsapp"),
        hosts={"whatsapp.com": None, "wa.me": None},
        retention="full",
    ),
)
