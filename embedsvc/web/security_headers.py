"""Headers that restrict what a browser does with our responses."""

from flask import Response

from embedsvc.formats.options import RenderOptions
from embedsvc.safe import MEDIA_PATH

_NO_PAGE = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""The Content-Security-Policy (CSP 3) of every response that is not a page."""

HARDENING = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Content-Security-Policy", _NO_PAGE),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)


def harden(response: Response) -> Response:
    """Adds the headers that a response has not set itself."""
    own = {name.lower() for name, _ in response.headers}
    response.headers.extend([header for header in HARDENING if header[0].lower() not in own])
    return response


def page_policy(nonce: str, options: RenderOptions) -> str:
    """The Content-Security-Policy of a page of ours: only its own style and script run, by their nonce."""
    return _policy(
        f"script-src 'nonce-{nonce}'",
        f"style-src 'nonce-{nonce}'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        options=options,
    )


def frame_policy(options: RenderOptions) -> str:
    """That of the page that everything may frame, apps and files too, which `frame-ancestors *` would not
    allow (CSP 3 §6.7.2): it has no form, and connects to nothing.
    """
    return _policy("script-src 'self'", "style-src 'self'", "form-action 'none'", options=options)


def _policy(*directives: str, options: RenderOptions) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            *directives,
            "img-src " + _pictures(options),
            "frame-src " + (" ".join(f"https://{host}" for host in options.players.hosts) or "'none'"),
            "base-uri 'none'",
        )
    )


def _pictures(options: RenderOptions) -> str:
    """Those of the media proxy, or of any site where the settings show pictures from there."""
    if options.media.is_on:
        return f"'self' {options.media.base}{MEDIA_PATH}" if options.media.base else "'self'"
    return "'self' https: http:" if options.images == "direct" else "'self'"
