"""The address of a frame. With a secret it is signed: readers have no API key, and a frame that an editor
published must show them its block.
"""

from typing import TYPE_CHECKING

from werkzeug.wrappers import Request

from embedsvc.safe import Signer
from embedsvc.web import own_addresses
from embedsvc.web.service import Service

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

PATH = "/frame"


def address(service: Service, url: str, locale: str | None) -> str:
    """The address of the frame of a URL."""
    signature = service.signer.sign(_text(url)) if service.signer.is_on else None
    return own_addresses.external(service, "frame.show", url=url, locale=locale, signature=signature)


def is_signed(environ: "WSGIEnvironment", signer: Signer) -> bool:
    """Whether a request is for a frame whose address this service has given."""
    query = Request(environ).args
    return signer.is_signed(_text(query.get("url", "")), query.get("signature", ""))


def _text(url: str) -> str:
    """Of no other address: that of a file has no slash."""
    return f"{PATH} {url}"
