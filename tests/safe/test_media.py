"""Addresses of the media proxy."""

import hmac
from base64 import urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embedsvc.safe import MediaProxy, Signer

OLD, NEW = "the-old-secret-of-all", "the-new-secret-of-all"
BASE = "https://embed.example"
PROXY = MediaProxy(Signer([NEW, OLD]), BASE)
URL = "https://pictures.example/1.jpg?size=large&token=a%2Bb"


def parts(address: str | None) -> tuple[str, str]:
    assert address
    signature, file = address.removeprefix(f"{BASE}/media/").split("/")
    return signature, file


def test_an_address_is_the_signed_url() -> None:
    """HMAC-SHA256 over the file in base64url, by the first secret."""
    signature, file = parts(PROXY.address(URL))
    assert file == urlsafe_b64encode(URL.encode()).decode().rstrip("=")
    digest = hmac.new(NEW.encode(), file.encode(), "sha256").digest()
    assert signature == urlsafe_b64encode(digest).decode().rstrip("=")
    assert PROXY.url(signature, file) == URL


def test_all_secrets_verify() -> None:
    signed_before = parts(MediaProxy(Signer([OLD]), BASE).address(URL))
    assert PROXY.url(*signed_before) == URL
    assert MediaProxy(Signer([NEW])).url(*signed_before) is None


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:image/png;base64,AA", "/1.jpg", "", "https://["]
)
def test_what_is_no_web_url_has_no_address(url: str) -> None:
    assert PROXY.address(url) is None


def test_a_url_that_would_not_fit_into_a_request_has_no_address() -> None:
    """The request line may have 8,190 bytes."""
    longest = URL.ljust(4096, "a")
    address = PROXY.address(longest)
    assert address
    assert len(address) < 8000
    assert PROXY.address(longest + "a") is None
    assert PROXY.address("https://pictures.example/" + "ж" * 4000) is None


@pytest.mark.parametrize(
    "proxy", [MediaProxy(Signer()), MediaProxy(Signer([NEW])), MediaProxy(Signer(), BASE)]
)
def test_without_a_secret_or_a_base_there_are_no_addresses(proxy: MediaProxy) -> None:
    assert proxy.address(URL) is None
    assert not proxy.is_ours(f"{BASE}/media/x/y")


def test_the_base_of_the_settings_precedes_that_of_a_request() -> None:
    assert PROXY.at("http://127.0.0.1:8080").address(URL) == PROXY.address(URL)
    address = MediaProxy(Signer([NEW])).at("http://127.0.0.1:8080").address(URL)
    assert address
    assert address.startswith("http://127.0.0.1:8080/media/")


@pytest.mark.parametrize(
    "base",
    ['http://a"onload=', "http://a;script-src *", "http://a,b", "http://a b", "javascript:", "http://"],
)
def test_a_forged_host_gives_no_addresses(base: str) -> None:
    assert MediaProxy(Signer([NEW])).at(base).address(URL) is None


@given(st.text(), st.text())
def test_no_text_is_a_signature(signature: str, file: str) -> None:
    assert PROXY.url(signature, file) is None
    assert not PROXY.is_ours(f"{BASE}/media/{signature}/{file}")


def test_an_address_of_our_own_is_not_signed_again() -> None:
    """A block in a block would lead through the proxy twice."""
    address = PROXY.address(URL)
    assert address
    assert PROXY.address(address) == address
