"""Settings: a wrong value stops the start with a sentence that names the variable."""

import pytest

from embedsvc.settings import Settings, WrongSettingError, load


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EMBEDSVC_DEADLINE", "soon"),
        ("EMBEDSVC_DEADLINE", "0"),
        ("EMBEDSVC_DEADLINE", "inf"),
        ("EMBEDSVC_MAX_BYTES", "1e6"),
        ("EMBEDSVC_MIN_TTL", "abc"),
        ("EMBEDSVC_MIN_TTL", "-1"),
        ("EMBEDSVC_ALLOW_NETWORKS", "127.0.0.1/33"),
        ("EMBEDSVC_ALLOW_PORTS", "99999"),
        ("EMBEDSVC_ALLOW_PORTS", "http"),
        ("EMBEDSVC_IMAGES", "maybe"),
        ("EMBEDSVC_PUBLIC_URL", "embed.example"),
        ("EMBEDSVC_PUBLIC_URL", "ftp://embed.example"),
        ("EMBEDSVC_PUBLIC_URL", "https://embed.example/?a=b"),
        ("EMBEDSVC_PUBLIC_URL", "https://embed.example/#a"),
        ("EMBEDSVC_PUBLIC_URL", "https://user:pass@embed.example/"),
        ("EMBEDSVC_PUBLIC_URL", "https://embed.example/a;b"),
        ("EMBEDSVC_MEDIA_SECRET", "short"),
        ("EMBEDSVC_MEDIA_SECRET", "long-enough-for-a-secret,short"),
        ("EMBEDSVC_MEDIA_SECRET", "ein-schlüssel-mit-umlaut"),
        ("EMBEDSVC_X_SYNDICATION", "no"),
        ("EMBEDSVC_META_TOKEN", "a token"),
        ("EMBEDSVC_CACHE_URL", "mysql://host"),
        ("EMBEDSVC_CONTACT", "http://日本.example/"),
        ("EMBEDSVC_CONTACT", "http://a.example/\nX: 1"),
        ("EMBEDSVC_CONTACT", "mailto:a@b.example"),
        ("EMBEDSVC_PROXY", "https://proxy.example:3128"),
        ("EMBEDSVC_CDX_URL", "off"),
        ("EMBEDSVC_RESTORE_DEADLINE", "0"),
        ("EMBEDSVC_PROXY", "http://proxy.example:99999"),
        ("EMBEDSVC_PROXY", "http://proxy.example:abc"),
        ("EMBEDSVC_CACHE_BYTES", "1"),
        ("EMBEDSVC_RESPONSE_BYTES", "65535"),
        ("EMBEDSVC_CACHE_FILE_BYTES", "4096"),
    ],
)
def test_a_wrong_value_is_named(name: str, value: str) -> None:
    """The sentence holds the variable and is ours, not the interpreter's."""
    with pytest.raises(WrongSettingError) as raised:
        load({name: value})
    assert name in str(raised.value)
    assert "invalid literal" not in str(raised.value)


def test_bounds_that_cross_are_refused() -> None:
    """A floor above its ceiling would leave no time at all."""
    with pytest.raises(WrongSettingError, match="EMBEDSVC_MIN_TTL"):
        load({"EMBEDSVC_MIN_TTL": "100", "EMBEDSVC_MAX_TTL": "10"})


def test_what_is_not_set_has_its_default() -> None:
    """Empty values and names that an orchestrator injects change nothing."""
    assert load({"EMBEDSVC_DEADLINE": " ", "EMBEDSVC_SERVICE_HOST": "10.0.0.1"}) == Settings()


def test_an_empty_index_of_web_archives_is_off() -> None:
    """Without the variable it is the Internet Archive's."""
    assert load({"EMBEDSVC_CDX_URL": " "}).cdx_url == ""
    assert load({}).cdx_url.startswith("https://web.archive.org/")
    assert load({"EMBEDSVC_CDX_URL": "https://cdx.example/q"}).cdx_url == "https://cdx.example/q"


def test_a_proxy_may_name_its_user() -> None:
    """An http proxy with credentials and a port is taken as it is."""
    assert load({"EMBEDSVC_PROXY": "http://user:word@proxy.example:3128"}).proxy is not None


@pytest.mark.parametrize("name", ["ARCHIVE_URL", "CACHE_URL", "PROXY", "CONTACT", "CDX_URL"])
@pytest.mark.parametrize(
    "url",
    [
        "postgres://user:pa55@host/db",
        "POSTGRES://USER:pa55@HOST/DB",
        "postgres://user:x@pa55@host:5432/db",
        "postgres://user:x/pa55@host/db",
        "postgres://user:x?pa55@host/db",
        "postgres://user:x#pa55@host/db",
        "postgres://user:1?pa55@host",
        "postgres://user:x pa55@host/db",
        "postgres://user:x\u2100pa55@host/db",
        "postgres://host/db?user=a&password=pa55",
        "postgres://host/db?password=x@pa55",
        "postgres://:pa55:5432/db",
        "postgres://[::1:pa55@host/db",
        "postgres:user:pa55@host/db",
        "user:pa55@host",
        "host=localhost password=pa55",
        "redis//:pa55@host",
        "http://user:x/pa55@host:99999",
        "https://user:pa55@host:port/",
        "//user:pa55@host",
    ],
)
def test_a_url_is_shown_without_its_secrets(name: str, url: str) -> None:
    """Whatever its shape, and whatever a parser would repeat of it."""
    with pytest.raises(WrongSettingError, match=f"EMBEDSVC_{name}") as raised:
        load({f"EMBEDSVC_{name}": url})
    assert "pa55" not in str(raised.value)


def test_the_rest_of_a_url_is_shown() -> None:
    """A mistyped scheme is found at once."""
    with pytest.raises(WrongSettingError, match=r"is postgres://db\.example:5432/archive: must"):
        load({"EMBEDSVC_ARCHIVE_URL": "postgres://user:pa55@db.example:5432/archive?sslmode=require"})


def test_a_secret_of_the_media_proxy_is_not_shown() -> None:
    with pytest.raises(WrongSettingError) as caught:
        load({"EMBEDSVC_MEDIA_SECRET": "tooshort"})
    assert "tooshort" not in str(caught.value)


def test_secrets_of_the_media_proxy_are_a_list() -> None:
    settings = load({"EMBEDSVC_MEDIA_SECRET": "the-new-secret-of-all, the-old-secret-of-all"})
    assert settings.media_secret == ("the-new-secret-of-all", "the-old-secret-of-all")


@pytest.mark.parametrize(
    ("given", "base"),
    [
        ("https://embed.example", "https://embed.example"),
        ("https://embed.example/", "https://embed.example"),
        ("http://127.0.0.1:8080/embed/", "http://127.0.0.1:8080/embed"),
    ],
)
def test_our_own_addresses_begin_with_the_public_url(given: str, base: str) -> None:
    """Whether it ends with a slash or not."""
    assert load({"EMBEDSVC_PUBLIC_URL": given}).public_url == base
