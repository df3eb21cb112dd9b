"""The headers that keep a browser from doing more with our answers than it must."""

import secrets

from flask import Response, render_template

from embedsvc.safe import Players

NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""The Content-Security-Policy (CSP 3) of all that is no page."""

HARDENING = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Content-Security-Policy", NOTHING),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)


def harden(response: Response) -> Response:
    """The usual headers, where a page has not set stricter or wider ones itself."""
    for name, value in HARDENING:
        response.headers.setdefault(name, value)
    return response


def render(template: str, players: Players, *, status: int = 200, **values: object) -> Response:
    """A page of ours: its style and script carry a nonce, so nothing that got into it could run."""
    nonce = secrets.token_urlsafe(16)
    response = Response(
        render_template(template, nonce=nonce, **values),
        status=status,
        content_type="text/html; charset=utf-8",
    )
    response.headers["Content-Security-Policy"] = "; ".join(
        (
            "default-src 'none'",
            f"script-src 'nonce-{nonce}'",
            f"style-src 'nonce-{nonce}'",
            "img-src 'self' https: http:",
            "connect-src 'self'",
            "frame-src " + (" ".join(f"https://{host}" for host in players.hosts) or "'none'"),
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )
    response.cache_control.no_store = True
    return response
