"""API keys, rate limits, trusted proxies and CORS."""

import base64
from collections.abc import Iterable
from ipaddress import ip_network
from typing import Any

import pytest
from werkzeug.test import Client

from embedsvc.safe import Signer
from embedsvc.settings import Rate, load
from embedsvc.web.middleware import access_log, api_keys, cors, proxies, rate_limit

SECRET = "a-secret-of-the-tests"
ADMIN = "another-secret-of-the-tests"
SIGNER = Signer(["the-secret-of-frames"])
KEYS = load({"EMBEDSVC_API_KEYS": f"cms:{SECRET}:read,ops:{ADMIN}:read+admin"}).api_keys


def hello(environ: Any, start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", [("Cache-Control", "public, max-age=60")])
    return [f"{environ.get('REMOTE_ADDR')} {environ['wsgi.url_scheme']} {environ['HTTP_HOST']}".encode()]


class TestKeys:
    guarded = Client(api_keys.layer(hello, KEYS, SIGNER))

    @pytest.mark.parametrize(
        "headers", [{"Authorization": f"Bearer {SECRET}"}, {"X-Api-Key": SECRET}], ids=["bearer", "own"]
    )
    def test_a_key_opens_what_its_scopes_cover(self, headers: dict[str, str]) -> None:
        """The answer is private: others may not have it."""
        answer = self.guarded.get("/v1/embed", headers=headers)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "private, max-age=60"
        assert self.guarded.post("/v1/admin/purge", headers=headers).status_code == 403

    def test_a_scope_opens_its_routes(self) -> None:
        """An operator's key purges."""
        answer = self.guarded.post("/v1/admin/purge", headers={"X-Api-Key": ADMIN})
        assert answer.status_code == 200

    @pytest.mark.parametrize(
        "headers",
        [
            {},
            {"Authorization": "Bearer wrong"},
            {"Authorization": "Bearer"},
            {"Authorization": f"Digest {SECRET}"},
            {"X-Api-Key": SECRET + "x"},
            {"X-Api-Key": "é"},
            {"Authorization": "Basic " + base64.b64encode(f"any:{SECRET}".encode()).decode()},
        ],
    )
    def test_without_a_key_requests_are_refused(self, headers: dict[str, str]) -> None:
        """401 with a challenge (RFC 9110 §11.6.1), and a code."""
        answer = self.guarded.get("/v1/embed", headers=headers)
        assert answer.status_code == 401
        assert (answer.get_json() or {})["code"] == "unauthorized"
        assert "Bearer" in answer.headers["WWW-Authenticate"]

    def test_the_paste_page_takes_the_key_as_a_password(self) -> None:
        """A browser prompts for it. Only this page sends a challenge for Basic."""
        credentials = "Basic " + base64.b64encode(f"any:{SECRET}".encode()).decode()
        assert self.guarded.get("/", headers={"Authorization": credentials}).status_code == 200
        challenges = self.guarded.get("/").headers.getlist("WWW-Authenticate")
        assert [challenge.split()[0] for challenge in challenges] == ["Bearer", "Basic"]
        assert self.guarded.get("/v1/embed").headers.getlist("WWW-Authenticate") == [
            'Bearer realm="embedsvc"'
        ]
        for broken in ("Basic", "Basic é", "Basic ====", "Basic " + base64.b64encode(b"no colon").decode()):
            assert self.guarded.get("/", headers={"Authorization": broken}).status_code == 401

    def test_a_challenge_names_the_error(self) -> None:
        """RFC 6750 §3.1: an unknown key, or one without the scope."""

        def challenge(path: str, key: str) -> str:
            return self.guarded.get(path, headers={"Authorization": f"Bearer {key}"}).headers[
                "WWW-Authenticate"
            ]

        assert 'error="invalid_token"' in challenge("/v1/embed", "wrong")
        assert 'error="insufficient_scope", scope="admin"' in challenge("/v1/admin/audit", SECRET)

    def test_a_refusal_has_the_headers_of_every_answer(self) -> None:
        """And is never stored; HEAD has no body."""
        answer = self.guarded.get("/v1/embed")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert self.guarded.head("/v1/embed").data == b""

    def test_a_secret_is_removed_from_the_environment(self) -> None:
        """Only the name of the key goes on, for the log."""
        seen: dict[str, Any] = {}

        def spy(environ: Any, start_response: Any) -> Iterable[bytes]:
            seen.update(environ)
            return hello(environ, start_response)

        Client(api_keys.layer(spy, KEYS, SIGNER)).get(
            "/v1/embed", headers={"Authorization": f"Bearer {SECRET}", "X-Api-Key": SECRET}
        )
        assert SECRET not in repr(seen)
        assert access_log.record_for(seen).key == "cms"

    @pytest.mark.parametrize("path", ["/healthz", "/readyz", "/problems", "/static/embed.css"])
    def test_health_and_static_files_are_public(self, path: str) -> None:
        """Monitors and pages have no key."""
        assert self.guarded.get(path).status_code == 200

    def test_a_signed_frame_is_public(self) -> None:
        """Readers of a page have no key; the width and the language are theirs to choose."""
        url = "https://x.com/bees/status/1?a=ü&b"
        signed = {"url": url, "signature": SIGNER.sign(f"/frame {url}"), "locale": "ar"}
        answer = self.guarded.get("/frame", query_string=signed)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "public, max-age=60")

    @pytest.mark.parametrize(
        ("path", "changes"),
        [
            ("/frame", {"url": "https://x.com/bees/status/2"}),
            ("/frame", {"signature": SIGNER.sign("https://x.com/bees/status/1")}),
            ("/frame", {"signature": Signer(["another-secret-of-frames"]).sign("/frame https://x.com/bees/status/1")}),
            ("/frame", {"signature": ""}),
            ("/frame", {"signature": "ü"}),
            ("/frame/", {}),
            ("/v1/embed", {}),
            ("/oembed", {}),
        ],
    )  # fmt: skip
    def test_a_signature_is_of_one_frame(self, path: str, changes: dict[str, str]) -> None:
        """And of nothing else."""
        url = "https://x.com/bees/status/1"
        signed = {"url": url, "signature": SIGNER.sign(f"/frame {url}")}
        assert self.guarded.get(path, query_string=signed | changes).status_code == 401

    def test_a_second_url_has_no_signature(self) -> None:
        """The first one is what the route shows."""
        url = "https://x.com/bees/status/1"
        query = f"url=https://x.com/bees/status/2&url={url}&signature={SIGNER.sign(f'/frame {url}')}"
        assert self.guarded.get(f"/frame?{query}").status_code == 401

    def test_without_secrets_no_frame_is_signed(self) -> None:
        """Nor by an empty one."""
        guarded = Client(api_keys.layer(hello, KEYS, Signer()))
        url = "https://x.com/bees/status/1"
        signed = {"url": url, "signature": Signer([""]).sign(f"/frame {url}")}
        assert guarded.get("/frame", query_string=signed).status_code == 401

    def test_without_keys_in_the_settings_everybody_may_read(self) -> None:
        """Off without a setting."""
        assert Client(api_keys.layer(hello, (), SIGNER)).get("/v1/embed").status_code == 200

    def test_secrets_are_not_stored(self) -> None:
        """Settings have their digests only."""
        assert SECRET not in repr(KEYS)
        assert all(key.digest != SECRET.encode() for key in KEYS)


class TestRateLimit:
    def test_a_client_is_refused_over_its_quota_until_the_window_ends(self) -> None:
        """Each answer states what is left, as in the draft; the refusal states when to retry."""
        now = [0.0]
        limited = Client(rate_limit.layer(hello, Rate(2, 60), rate_limit.WorkerWindows(60, lambda: now[0])))
        first, second, third = (limited.get("/v1/embed") for _ in range(3))
        assert first.headers["RateLimit-Policy"] == '"default";q=2;w=60'
        assert (first.headers["RateLimit"], second.headers["RateLimit"]) == (
            '"default";r=1;t=60',
            '"default";r=0;t=60',
        )
        assert third.status_code == 429
        assert (third.get_json() or {})["code"] == "too_many_requests"
        assert third.headers["Retry-After"] == "60"
        now[0] = 60.0
        assert limited.get("/v1/embed").status_code == 200

    def test_an_address_is_a_client(self) -> None:
        """Of an IPv6 address the first 64 bits count: a subscriber may choose the rest."""
        limited = Client(rate_limit.layer(hello, Rate(1, 60), rate_limit.WorkerWindows(60, lambda: 0.0)))

        def status(address: str) -> int:
            return limited.get("/v1/embed", environ_base={"REMOTE_ADDR": address}).status_code

        assert [status("192.0.2.1"), status("192.0.2.1"), status("192.0.2.2")] == [200, 429, 200]
        assert [status("2001:db8::1"), status("2001:db8::2"), status("2001:db8:0:1::1")] == [200, 429, 200]

    def test_health_checks_are_never_refused(self) -> None:
        """They are not counted either."""
        limited = Client(rate_limit.layer(hello, Rate(1, 60), rate_limit.WorkerWindows(60, lambda: 0.0)))
        assert [limited.get("/healthz").status_code for _ in range(5)] == [200] * 5

    def test_a_key_is_a_client_from_every_address(self) -> None:
        """And two keys behind one address are two."""
        limited = Client(
            api_keys.layer(
                rate_limit.layer(hello, Rate(1, 60), rate_limit.WorkerWindows(60, lambda: 0.0)), KEYS, SIGNER
            )
        )

        def status(key: str, address: str) -> int:
            headers = {"X-Api-Key": key}
            return limited.get(
                "/v1/embed", headers=headers, environ_base={"REMOTE_ADDR": address}
            ).status_code

        assert [status(SECRET, "192.0.2.1"), status(ADMIN, "192.0.2.1"), status(SECRET, "192.0.2.2")] == [
            200,
            200,
            429,
        ]

    def test_windows_are_bounded(self) -> None:
        """The least recent client is evicted first."""
        windows = rate_limit.WorkerWindows(60, lambda: 0.0)
        for number in range(rate_limit.MAX_CLIENTS + 1):
            windows.count(str(number))
        assert windows.count("0")[0] == 1
        assert windows.count(str(rate_limit.MAX_CLIENTS))[0] == 2


class TestProxies:
    trusting = Client(proxies.layer(hello, [ip_network("10.0.0.0/8")]))

    def seen(self, peer: str, **headers: str) -> str:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.trusting.get("/", headers=named, environ_base={"REMOTE_ADDR": peer}).text

    def test_headers_of_a_trusted_proxy_count(self) -> None:
        """The client is the right-most address that is not a trusted proxy; what is left of it may be forged."""
        client = self.seen(
            "10.0.0.1",
            X_Forwarded_For="203.0.113.9, 198.51.100.7, 10.0.0.2",
            X_Forwarded_Proto="https",
            X_Forwarded_Host="embeds.example",
        )
        assert client == "198.51.100.7 https embeds.example"

    def test_headers_of_others_are_ignored(self) -> None:
        """A client may send the headers itself."""
        assert self.seen("192.0.2.1", X_Forwarded_For="203.0.113.9", X_Forwarded_Proto="https").startswith(
            "192.0.2.1 http "
        )

    @pytest.mark.parametrize(
        ("forwarded", "client"),
        [
            ("203.0.113.9:4711", "203.0.113.9"),
            ("[2001:db8::1]:4711", "2001:db8::1"),
            ("::ffff:203.0.113.9", "203.0.113.9"),
            ("10.0.0.3, 10.0.0.2", "10.0.0.3"),
            ("203.0.113.9, unknown", "10.0.0.1"),
            ("", "10.0.0.1"),
        ],
    )
    def test_addresses_come_in_many_forms(self, forwarded: str, client: str) -> None:
        """With ports, in brackets, as IPv4 inside IPv6; where all are proxies the first of them counts."""
        assert self.seen("10.0.0.1", X_Forwarded_For=forwarded).split()[0] == client

    def test_invalid_headers_are_ignored(self) -> None:
        assert self.seen("10.0.0.1", X_Forwarded_For="<script>", X_Forwarded_Host="a b").startswith(
            "10.0.0.1"
        )


class TestCors:
    def test_every_origin_may_read_by_default(self) -> None:
        """Also the refusals of other layers; preflight requests are answered without a key."""
        front = Client(cors.layer(api_keys.layer(hello, KEYS, SIGNER), ("*",)))
        refused = front.get("/v1/embed")
        assert (refused.status_code, refused.headers["Access-Control-Allow-Origin"]) == (401, "*")
        assert "Retry-After" in refused.headers["Access-Control-Expose-Headers"]
        answer = front.options(
            "/v1/embed",
            headers={"Origin": "https://cms.example", "Access-Control-Request-Method": "GET"},
        )
        assert answer.status_code == 204
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]
        assert "X-Requested-With" in answer.headers["Access-Control-Allow-Headers"]

    @pytest.mark.parametrize("path", ["/v1/embed", "/v1/embed.html", "/v1/history", "/oembed"])
    def test_listed_origins_alone_may_read(self, path: str) -> None:
        """Others get the answer without the header by which a browser would let a page read it."""
        front = Client(cors.layer(hello, ("https://cms.example",)))
        allowed = front.get(path, headers={"Origin": "https://cms.example"}).headers
        assert allowed["Access-Control-Allow-Origin"] == "https://cms.example"
        for headers in ({"Origin": "https://other.example"}, {}):
            assert "Access-Control-Allow-Origin" not in front.get(path, headers=headers).headers

    @pytest.mark.parametrize("path", ["/", "/metrics", "/healthz", "/v1/admin/audit", "/e/abc"])
    def test_only_the_api_may_be_read(self, path: str) -> None:
        """Pages of other sites have no use for pages and operations."""
        answer = Client(cors.layer(hello, ("*",))).get(path, headers={"Origin": "https://cms.example"})
        assert "Access-Control-Allow-Origin" not in answer.headers
