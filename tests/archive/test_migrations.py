"""An archive of version 1 has all its Editions after the migration. On both databases."""

import json
from contextlib import closing
from dataclasses import replace
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from embedsvc import archive as package
from embedsvc.archive import archive_from_url
from embedsvc.archive.fingerprint import Content, digest
from embedsvc.model import Author, Embed, Finding, Media, Metadata, Provider, Quote, Run

POST = "https://social.example/status/1"
DELETED = "https://social.example/status/2"
WITHHELD = "https://social.example/status/3"

RECORDED = {
    "kind": "post",
    "markup": None,
    "media": [
        {
            "alt": "A telephone",
            "height": None,
            "poster": None,
            "type": "photo",
            "url": "https://cdn.social.example/1.jpg?sig=a",
            "width": None,
        }
    ],
    "metadata": {
        "authors": [
            {
                "avatar": None,
                "handle": "kremlin",
                "name": "الكرملين",
                "type": None,
                "url": "https://social.example/k",
            }
        ],
        "based_on": None,
        "canonical_url": None,
        "description": None,
        "direction": "rtl",
        "doi": None,
        "favicon": None,
        "feeds": [],
        "free": None,
        "image": None,
        "keywords": [],
        "language": "ar",
        "license": None,
        "modified": None,
        "published": "2021-01-26",
        "publisher": None,
        "sources": {"published": "oembed"},
        "title": None,
        "type": None,
    },
    "method": "oembed",
    "player": None,
    "provider": {"key": "social", "name": "Social", "url": "https://social.example/"},
    "quote": {
        "direction": None,
        "language": "ar",
        "runs": [
            {"text": "محادثة هاتفية ", "type": "text", "url": None},
            {"text": "t.co/1", "type": "link", "url": "https://a.example/"},
        ],
    },
    "ttl": 60,
}
"""A Finding as version 1 wrote it."""

RECORDED_HASH = "5fae0ded439bc72838eab332696c8c329e730a4b6594c3024e649070d71a1ec3"
"""What version 1 computed for it."""

FINDING = Finding(
    kind="post",
    method="oembed",
    provider=Provider(name="Social", url="https://social.example/", key="social"),
    metadata=Metadata(
        authors=(Author(name="الكرملين", handle="kremlin", url="https://social.example/k"),),
        published="2021-01-26",
        language="ar",
        direction="rtl",
        sources={"published": "oembed"},
    ),
    quote=Quote(
        runs=(
            Run(type="text", text="محادثة هاتفية "),
            Run(type="link", text="t.co/1", url="https://a.example/"),
        ),
        language="ar",
    ),
    media=(Media(type="photo", url="https://cdn.social.example/1.jpg?sig=a", alt="A telephone"),),
    ttl=60,
)


def v1_edition(
    url: str, edition_id: str, number: int = 1, *, words: str | None = None, empty: bool = False
) -> dict[str, Any]:
    recorded: dict[str, Any] = json.loads(json.dumps(RECORDED))
    if words:
        recorded["quote"]["runs"][0]["text"] = words
    facts = json.dumps(recorded, ensure_ascii=False, separators=(",", ":")).encode()
    place = sha256(url.encode()).digest()
    seal = blake2b(facts, key=place + edition_id.encode(), digest_size=16).digest()
    return {
        "id": edition_id,
        "place": place,
        "number": number,
        "url": url,
        "provider": "social",
        "captured_at": 1_700_000_000.0 + number,
        "hash": None if empty else RECORDED_HASH,
        "schema": 1,
        "facts": None if empty else facts,
        "seal": None if empty else seal,
    }


def v1_event(url: str, number: int, what: str, *, by: str | None, why: str) -> dict[str, Any]:
    place = sha256(url.encode()).digest()
    return {
        "place": place,
        "number": number,
        "url": url,
        "at": 1_700_000_100.0,
        "what": what,
        "by": by,
        "why": why,
    }


@pytest.fixture
def v1_address(address: str, tmp_path: Path) -> str:
    """The URL of an archive that version 1 has filled."""
    (tmp_path / "deep").mkdir()
    engine = sa.create_engine(sa.make_url(address.replace("postgresql:", "postgresql+psycopg:")))
    with engine.begin() as db:
        if address.startswith("sqlite"):
            db.exec_driver_sql("PRAGMA application_id = 0x656D6261")
        config = Config(attributes={"connection": db})
        config.set_main_option("script_location", str(Path(package.__file__).parent / "migrations"))
        command.upgrade(config, "1")
        tables = sa.MetaData()
        tables.reflect(db)
        db.execute(
            sa.insert(tables.tables["editions"]),
            [
                v1_edition(POST, "aaaaaaaaaaaaaaaa", words="Earlier words "),
                v1_edition(POST, "bbbbbbbbbbbbbbbb", 2),
                v1_edition(DELETED, "cccccccccccccccc"),
                v1_edition(WITHHELD, "dddddddddddddddd", empty=True),
            ],
        )
        db.execute(
            sa.insert(tables.tables["events"]),
            [
                v1_event(DELETED, 1, "gone", by=None, why="not_found"),
                v1_event(WITHHELD, 1, "withheld", by="legal@news.example", why="court order 7"),
            ],
        )
    engine.dispose()
    return address


def test_every_edition_survives(v1_address: str) -> None:
    """By URL and by id, with its content, state, time and hash; takedowns too."""
    with closing(archive_from_url(v1_address)) as archive:
        first, second = archive.history(POST)
        assert (first.id, first.number, first.state, first.captured_at) == (
            "aaaaaaaaaaaaaaaa",
            1,
            "edited",
            1_700_000_001.0,
        )
        assert first.finding is not None
        assert first.finding.quote is not None
        assert first.finding.quote.text == "Earlier words t.co/1"
        assert (second.id, second.state, second.finding) == ("bbbbbbbbbbbbbbbb", "live", FINDING)
        assert archive.get("bbbbbbbbbbbbbbbb") == archive.newest(POST) == second

        deleted = archive.newest(DELETED)
        assert deleted is not None
        assert (deleted.state, deleted.finding) == ("gone", FINDING)

        (withheld,) = archive.history(WITHHELD)
        assert (withheld.state, withheld.finding, withheld.hash) == ("withheld", None, None)
        (takedown,) = archive.takedowns()
        assert (takedown.key, takedown.number, takedown.by, takedown.why) == (
            WITHHELD,
            1,
            "legal@news.example",
            "court order 7",
        )
        assert not archive.errors


def test_the_history_goes_on(v1_address: str) -> None:
    """The same content is no new Edition, other content is the next one, and a takedown stays in force."""
    with closing(archive_from_url(v1_address)) as archive:
        newest = archive.newest(POST)
        assert archive.store(answer(POST, FINDING)) == newest
        changed = archive.store(answer(POST, replace(FINDING, quote=None)))
        assert changed is not None
        assert changed.number == 3
        back = archive.store(answer(DELETED, FINDING))
        assert back is not None
        assert (back.id, back.state) == ("cccccccccccccccc", "live")
        assert archive.store(answer(WITHHELD, FINDING)) is None


def test_content_has_the_hash_of_version_1() -> None:
    """So Editions of both versions with the same content have the same hash."""
    assert digest(Content.from_finding(FINDING)) == RECORDED_HASH


def answer(url: str, finding: Finding) -> Embed:
    return Embed(url=url, finding=finding, fetched_at=1_700_000_500.0, expires_at=1_700_000_560.0)
