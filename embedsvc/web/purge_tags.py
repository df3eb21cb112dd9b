"""Tags of responses, by which a CDN purges its copies of a link, of a provider or of everything.

`Cache-Tag` is Cloudflare's header (https://developers.cloudflare.com/cache/how-to/purge-cache/purge-by-tags/),
`Surrogate-Key` Fastly's (https://www.fastly.com/documentation/reference/http/http-headers/Surrogate-Key/).
"""

from hashlib import sha256

from flask import Response

from embedsvc.model import Embed, Failed
from embedsvc.settings import PurgeHeader

ALL = "embedsvc"
_SEPARATORS: dict[PurgeHeader, str] = {"Cache-Tag": ",", "Surrogate-Key": " "}
_DIGITS = 16


def for_link(key: str) -> str:
    """`key`: the normal form of the link."""
    return f"{ALL}-link-{sha256(key.encode()).hexdigest()[:_DIGITS]}"


def for_provider(key: str) -> str:
    return f"{ALL}-provider-{key}"


def add(response: Response, header: PurgeHeader | None, value: Embed | Failed) -> None:
    """Names the tags of a response in the header that the operator's CDN reads, if any."""
    if header is None or not value.key:
        return
    tags = [ALL, for_link(value.key)]
    if isinstance(value, Embed):
        tags.append(for_provider(value.provider.key))
    response.headers[header] = _SEPARATORS[header].join(tags)
