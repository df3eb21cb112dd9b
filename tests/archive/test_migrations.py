"""An archive of version 1 has all its Editions after the migrations. On both databases."""

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
from embedsvc.archive import Archive, Edition, archive_from_url
from embedsvc.archive.fingerprint import Content, digest
from embedsvc.model import Author, Embed, Finding, Media, Metadata, Provider, Quote, Run
from embedsvc.urls import Normaliser, Rules

POST = "https://social.example/status/1"
DELETED = "https://social.example/status/2"
WITHHELD = "https://social.example/status/3"
MIRROR = "https://mirror.example/status/1"
REFUSED = "https://user@mirror.example/status/1"

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
    url: str,
    edition_id: str,
    number: int = 1,
    *,
    words: str | None = None,
    empty: bool = False,
    captured_at: float | None = None,
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
        "captured_at": captured_at or 1_700_000_000.0 + number,
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


def engine_of(address: str) -> sa.Engine:
    return sa.create_engine(sa.make_url(address.replace("postgresql:", "postgresql+psycopg:")))


def configuration(db: sa.Connection) -> Config:
    config = Config(attributes={"connection": db})
    config.set_main_option("script_location", str(Path(package.__file__).parent / "migrations"))
    return config


def fill_v1(address: str, editions: list[dict[str, Any]], events: list[dict[str, Any]]) -> None:
    """Makes an archive as version 1 made it, with these rows."""
    if address.startswith("sqlite"):
        Path(address.removeprefix("sqlite:///")).parent.mkdir()
    engine = engine_of(address)
    with engine.begin() as db:
        if address.startswith("sqlite"):
            db.exec_driver_sql("PRAGMA application_id = 0x656D6261")
        command.upgrade(configuration(db), "1")
        tables = sa.MetaData()
        tables.reflect(db)
        db.execute(sa.insert(tables.tables["editions"]), editions)
        if events:
            db.execute(sa.insert(tables.tables["events"]), events)
    engine.dispose()


@pytest.fixture
def v1_address(address: str) -> str:
    """The URL of an archive that version 1 has filled."""
    fill_v1(
        address,
        [
            v1_edition(POST, "aaaaaaaaaaaaaaaa", words="Earlier words "),
            v1_edition(POST, "bbbbbbbbbbbbbbbb", 2),
            v1_edition(DELETED, "cccccccccccccccc"),
            v1_edition(WITHHELD, "dddddddddddddddd", empty=True),
        ],
        [
            v1_event(DELETED, 1, "gone", by=None, why="not_found"),
            v1_event(WITHHELD, 1, "withheld", by="legal@news.example", why="court order 7"),
        ],
    )
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


class TestNormalForms:
    """mirror.example was a host of its own for version 1, and is an alias of social.example now."""

    def test_editions_of_both_keys_are_one_history(self, address: str) -> None:
        """In the order of their time, though it crosses; what happened to an Edition stays with it."""
        fill_v1(
            address,
            [
                v1_edition(MIRROR, "aaaaaaaaaaaaaaaa", 1, captured_at=1_000.0, words="First words "),
                v1_edition(POST, "bbbbbbbbbbbbbbbb", 1, captured_at=2_000.0, words="Second words "),
                v1_edition(POST, "cccccccccccccccc", 2, captured_at=3_000.0, words="Third words "),
                v1_edition(MIRROR, "dddddddddddddddd", 2, captured_at=4_000.0),
                v1_edition(DELETED, "eeeeeeeeeeeeeeee"),
            ],
            [v1_event(MIRROR, 2, "gone", by=None, why="not_found")],
        )
        with opened(address) as archive:
            history = archive.history(POST)
            assert [
                (edition.id[0], edition.number, edition.state, words(edition)) for edition in history
            ] == [
                ("a", 1, "edited", "First words t.co/1"),
                ("b", 2, "edited", "Second words t.co/1"),
                ("c", 3, "edited", "Third words t.co/1"),
                ("d", 4, "gone", "محادثة هاتفية t.co/1"),
            ]
            assert {edition.key for edition in history} == {POST}
            assert archive.newest(POST) == archive.get("dddddddddddddddd") == history[-1]
            assert archive.history(MIRROR) == ()
            assert [edition.id[0] for edition in archive.history(DELETED)] == ["e"]
            back = archive.store(answer(POST, FINDING))
            assert back is not None
            assert (back.number, back.state) == (4, "live")
            changed = archive.store(answer(POST, replace(FINDING, quote=None)))
            assert changed is not None
            assert changed.number == 5
            assert not archive.errors

    def test_editions_of_one_key_stay_in_their_order(self, address: str) -> None:
        """Even where the clock was set back between them."""
        fill_v1(
            address,
            [
                v1_edition(MIRROR, "aaaaaaaaaaaaaaaa", 1, captured_at=2_000.0),
                v1_edition(MIRROR, "bbbbbbbbbbbbbbbb", 2, captured_at=1_000.0),
            ],
            [],
        )
        with opened(address) as archive:
            assert [(edition.id[0], edition.number) for edition in archive.history(POST)] == [
                ("a", 1),
                ("b", 2),
            ]

    @pytest.mark.parametrize(("taken_down", "other"), [(MIRROR, POST), (POST, MIRROR)])
    def test_a_takedown_of_one_key_empties_both(self, address: str, taken_down: str, other: str) -> None:
        """And nothing is stored under either; SQLite's files have no trace of the content."""
        fill_v1(
            address,
            [
                v1_edition(taken_down, "aaaaaaaaaaaaaaaa", captured_at=1_000.0, empty=True),
                v1_edition(other, "bbbbbbbbbbbbbbbb", captured_at=2_000.0, words="Words of the other key "),
            ],
            [v1_event(taken_down, 1, "withheld", by="legal@news.example", why="court order 7")],
        )
        with opened(address) as archive:
            history = archive.history(POST)
            assert [(edition.id[0], edition.state, edition.finding, edition.hash) for edition in history] == [
                ("a", "withheld", None, None),
                ("b", "withheld", None, None),
            ]
            assert archive.newest(POST) is None
            assert archive.store(answer(POST, FINDING)) is None
            assert [(event.key, event.number, event.why) for event in archive.takedowns()] == [
                (POST, 1, "court order 7")
            ]
            if address.startswith("sqlite"):
                for file in Path(address.removeprefix("sqlite:///")).parent.iterdir():
                    assert b"Words of the other key" not in file.read_bytes()
            assert not archive.errors

    def test_a_takedown_of_a_key_without_editions_moves_too(self, address: str) -> None:
        """It was recorded before anything was stored under the mirror."""
        fill_v1(
            address,
            [v1_edition(POST, "aaaaaaaaaaaaaaaa")],
            [v1_event(MIRROR, 0, "withheld", by="legal@news.example", why="court order 7")],
        )
        with opened(address) as archive:
            assert [edition.state for edition in archive.history(POST)] == ["withheld"]
            assert archive.store(answer(POST, FINDING)) is None

    def test_a_damaged_finding_stays_damaged(self, address: str) -> None:
        """It gets no checksum that would make it readable."""
        damaged = v1_edition(MIRROR, "aaaaaaaaaaaaaaaa")
        damaged["facts"] = damaged["facts"].replace(b"A telephone", b"A telepXone")
        fill_v1(address, [damaged], [])
        with opened(address) as archive:
            (edition,) = archive.history(POST)
            assert edition.finding is None
            assert archive.errors == {"DAMAGED": 1}

    def test_a_url_that_is_refused_now_stays_as_it_is(self, address: str) -> None:
        fill_v1(
            address,
            [v1_edition(REFUSED, "aaaaaaaaaaaaaaaa"), v1_edition(MIRROR, "bbbbbbbbbbbbbbbb")],
            [],
        )
        with opened(address) as archive:
            assert [edition.finding for edition in archive.history(REFUSED)] == [FINDING]
            assert [edition.finding for edition in archive.history(POST)] == [FINDING]

    def test_what_became_known_after_version_3_moves_too(self, address: str) -> None:
        """A mirror that the normal form of version 3 did not know."""
        fill_v1(address, [v1_edition(MIRROR, "aaaaaaaaaaaaaaaa")], [])
        engine = engine_of(address)
        with engine.begin() as db:
            command.upgrade(configuration(db), "3")
        engine.dispose()
        with opened(address) as archive:
            assert [edition.finding for edition in archive.history(POST)] == [FINDING]
            assert archive.history(MIRROR) == ()

    def test_without_a_normaliser_nothing_moves(self, address: str) -> None:
        fill_v1(address, [v1_edition(MIRROR, "aaaaaaaaaaaaaaaa")], [])
        with closing(archive_from_url(address)) as archive:
            assert [edition.finding for edition in archive.history(MIRROR)] == [FINDING]
            assert archive.history(POST) == ()


def opened(address: str) -> closing[Archive]:
    normalise = Normaliser(Rules(aliases={"mirror.example": "social.example"}))
    return closing(archive_from_url(address, normalise=normalise))


def words(edition: Edition) -> str | None:
    return edition.finding.quote.text if edition.finding and edition.finding.quote else None


def answer(url: str, finding: Finding) -> Embed:
    return Embed(url=url, key=url, finding=finding, fetched_at=1_700_000_500.0, expires_at=1_700_000_560.0)
