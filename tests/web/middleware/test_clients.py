"""Who may ask, how much, from where: keys, quotas, proxies, origins."""

import base64
from collections.abc import Iterable
from ipaddress import ip_network
from typing import Any

import pytest
from werkzeug.test import Client

from embedsvc.settings import Rate, load
from embedsvc.web.middleware import access_log, api_keys, cors, proxies, rate_limit

SECRET = "a-secret-of-the-tests"
ADMIN = "another-secret-of-the-tests"
KEYS = load({"EMBEDSVC_API_KEYS": f"cms:{SECRET}:read,ops:{ADMIN}:read+admin"}).api_keys


def hello(environ: Any, start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", [("Cache-Control", "public, max-age=60"), *cors.READABLE])
    return [f"{environ.get('REMOTE_ADDR')} {environ['wsgi.url_scheme']} {environ['HTTP_HOST']}".encode()]


class TestKeys:
    guarded = Client(api_keys.layer(hello, KEYS))

    @pytest.mark.parametrize(
        "headers", [{"Authorization": f"Bearer {SECRET}"}, {"X-Api-Key": SECRET}], ids=["bearer", "own"]
    )
    def test_a_key_opens_what_its_scopes_cover(self, headers: dict[str, str]) -> None:
        """The answer is private: it hangs on who asks whether it is given."""
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
    def test_without_a_key_nothing_is_given(self, headers: dict[str, str]) -> None:
        """401 with a challenge (RFC 9110 §11.6.1), and a code."""
        answer = self.guarded.get("/v1/embed", headers=headers)
        assert answer.status_code == 401
        assert (answer.get_json() or {})["code"] == "unauthorized"
        assert "Bearer" in answer.headers["WWW-Authenticate"]

    def test_the_paste_page_takes_the_key_as_a_password(self) -> None:
        """A browser asks a person for it; a challenge for Basic stands there alone."""
        given = "Basic " + base64.b64encode(f"any:{SECRET}".encode()).decode()
        assert self.guarded.get("/", headers={"Authorization": given}).status_code == 200
        challenges = self.guarded.get("/").headers.getlist("WWW-Authenticate")
        assert [challenge.split()[0] for challenge in challenges] == ["Bearer", "Basic"]
        assert self.guarded.get("/v1/embed").headers.getlist("WWW-Authenticate") == [
            'Bearer realm="embedsvc"'
        ]
        for broken in ("Basic", "Basic é", "Basic ====", "Basic " + base64.b64encode(b"no colon").decode()):
            assert self.guarded.get("/", headers={"Authorization": broken}).status_code == 401

    def test_a_challenge_says_what_was_wrong(self) -> None:
        """RFC 6750 §3.1: nothing, an unknown key, or one that may not do that."""

        def challenge(path: str, key: str) -> str:
            return self.guarded.get(path, headers={"Authorization": f"Bearer {key}"}).headers[
                "WWW-Authenticate"
            ]

        assert 'error="invalid_token"' in challenge("/v1/embed", "wrong")
        assert 'error="insufficient_scope", scope="admin"' in challenge("/v1/admin/audit", SECRET)

    def test_a_refusal_can_be_read_by_pages_and_holds_nothing_else(self) -> None:
        """HEAD has no body; the headers are those of every answer; the secret is gone from what stands behind."""
        answer = self.guarded.get("/v1/embed")
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert self.guarded.head("/v1/embed").data == b""
        seen: dict[str, Any] = {}

        def remember(environ: Any, start_response: Any) -> Iterable[bytes]:
            seen.update(environ)
            return hello(environ, start_response)

        Client(api_keys.layer(remember, KEYS)).get(
            "/v1/embed", headers={"Authorization": f"Bearer {SECRET}", "X-Api-Key": SECRET}
        )
        assert SECRET not in repr(seen)
        assert access_log.of(seen).key == "cms"

    @pytest.mark.parametrize("path", ["/healthz", "/readyz", "/problems", "/static/embed.css"])
    def test_health_and_looks_stay_open(self, path: str) -> None:
        """Monitors and pages have no key."""
        assert self.guarded.get(path).status_code == 200

    def test_without_keys_everybody_may_read(self) -> None:
        """Off without a setting."""
        assert Client(api_keys.layer(hello, ())).get("/v1/embed").status_code == 200

    def test_secrets_are_not_kept(self) -> None:
        """What is in memory does not tell the secret."""
        assert SECRET not in repr(KEYS)
        assert all(key.digest != SECRET.encode() for key in KEYS)


class TestQuota:
    def test_a_client_is_refused_over_its_quota_until_the_window_ends(self) -> None:
        """Each answer says what is left, as the draft has it; the refusal says when to come back."""
        now = [0.0]
        limited = Client(rate_limit.layer(hello, Rate(2, 60), rate_limit.Alone(60, lambda: now[0])))
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

    def test_clients_are_told_apart_by_address(self) -> None:
        """Of an IPv6 address the first 64 bits count: a subscriber has the rest to choose from."""
        limited = Client(rate_limit.layer(hello, Rate(1, 60), rate_limit.Alone(60, lambda: 0.0)))

        def ask(address: str) -> int:
            return limited.get("/v1/embed", environ_base={"REMOTE_ADDR": address}).status_code

        assert [ask("192.0.2.1"), ask("192.0.2.1"), ask("192.0.2.2")] == [200, 429, 200]
        assert [ask("2001:db8::1"), ask("2001:db8::2"), ask("2001:db8:0:1::1")] == [200, 429, 200]

    def test_health_checks_are_never_refused(self) -> None:
        """They are not counted either."""
        limited = Client(rate_limit.layer(hello, Rate(1, 60), rate_limit.Alone(60, lambda: 0.0)))
        assert [limited.get("/healthz").status_code for _ in range(5)] == [200] * 5

    def test_a_key_is_a_client_wherever_it_is_used(self) -> None:
        """And two keys behind one address are two."""
        limited = Client(
            api_keys.layer(rate_limit.layer(hello, Rate(1, 60), rate_limit.Alone(60, lambda: 0.0)), KEYS)
        )

        def ask(key: str, address: str) -> int:
            headers = {"X-Api-Key": key}
            return limited.get(
                "/v1/embed", headers=headers, environ_base={"REMOTE_ADDR": address}
            ).status_code

        assert [ask(SECRET, "192.0.2.1"), ask(ADMIN, "192.0.2.1"), ask(SECRET, "192.0.2.2")] == [
            200,
            200,
            429,
        ]

    def test_memory_of_clients_is_bounded(self) -> None:
        """Who asked longest ago is forgotten first."""
        windows = rate_limit.Alone(60, lambda: 0.0)
        for number in range(rate_limit.MOST_CLIENTS + 1):
            windows.hit(str(number))
        assert windows.hit("0")[0] == 1
        assert windows.hit(str(rate_limit.MOST_CLIENTS))[0] == 2


class TestProxies:
    trusting = Client(proxies.layer(hello, [ip_network("10.0.0.0/8")]))

    def ask(self, peer: str, **headers: str) -> str:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.trusting.get("/", headers=named, environ_base={"REMOTE_ADDR": peer}).text

    def test_a_trusted_proxy_is_believed(self) -> None:
        """The right-most address that is no trusted proxy asks; what stands left of it may be made up."""
        told = self.ask(
            "10.0.0.1",
            X_Forwarded_For="203.0.113.9, 198.51.100.7, 10.0.0.2",
            X_Forwarded_Proto="https",
            X_Forwarded_Host="embeds.example",
        )
        assert told == "198.51.100.7 https embeds.example"

    def test_anybody_else_is_not(self) -> None:
        """A client that sends the headers itself stays who it is."""
        assert self.ask("192.0.2.1", X_Forwarded_For="203.0.113.9", X_Forwarded_Proto="https").startswith(
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
        """With ports, in brackets, as IPv4 inside IPv6; where all are proxies it is the first of them."""
        assert self.ask("10.0.0.1", X_Forwarded_For=forwarded).split()[0] == client

    def test_nonsense_changes_nothing(self) -> None:
        """What is no address is not taken for one."""
        assert self.ask("10.0.0.1", X_Forwarded_For="<script>", X_Forwarded_Host="a b").startswith("10.0.0.1")


class TestOrigins:
    def test_every_origin_may_read_by_default(self) -> None:
        """And its preflight is answered without a key."""
        opened = Client(cors.layer(api_keys.layer(hello, KEYS), ("*",)))
        answer = opened.options(
            "/v1/embed",
            headers={"Origin": "https://cms.example", "Access-Control-Request-Method": "GET"},
        )
        assert answer.status_code in {200, 204}
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]
        assert "X-Requested-With" in answer.headers["Access-Control-Allow-Headers"]

    def test_named_origins_alone_may_read(self) -> None:
        """Others get the answer without leave to read it."""
        narrowed = Client(cors.layer(hello, ("https://cms.example",)))
        allowed = narrowed.get("/", headers={"Origin": "https://cms.example"}).headers
        assert allowed["Access-Control-Allow-Origin"] == "https://cms.example"
        refused = narrowed.get("/", headers={"Origin": "https://other.example"}).headers
        assert "Access-Control-Allow-Origin" not in refused
