"""Editions: when there is a new one, what is read of them, and how they are taken down. On both databases."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from embedsvc.archive import Archive, archive_from_url
from embedsvc.archive.archive import MAX_EDITIONS
from tests.support.archive.samples import KEY, NOON, embed, embed_of, finding, quoted_words

LONG = "https://social.example/" + "%D8%A7" * 2_000


def states(archive: Archive, key: str = KEY) -> list[str]:
    return [edition.state for edition in archive.history(key)]


class TestOpening:
    def test_makes_the_tables(self, address: str) -> None:
        """Before anything is stored; another archive finds them there."""
        with closing(archive_from_url(address)) as one, closing(archive_from_url(address)) as other:
            one.open()
            assert one.ready()
            other.open()
            assert one.store(embed()) == other.newest(KEY)

    def test_can_be_used_after_close(self, address: str) -> None:
        """Its next use opens it again."""
        with closing(archive_from_url(address)) as archive:
            archive.open()
            archive.close()
            assert archive.store(embed()) is not None

    def test_a_failure_to_open_is_logged_once(self, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
        """It raises nothing, so the service starts without its archive."""
        (tmp_path / "file").write_text("not a folder")
        with closing(archive_from_url(f"sqlite:///{tmp_path}/file/archive.sqlite")) as archive:
            archive.open()
            archive.open()
            assert not archive.ready()
            assert archive.errors.total() == 1
        assert len(caplog.records) == 1


class TestStore:
    def test_stores_all_that_was_found(self, archive: Archive) -> None:
        """What is read, by key, id or history, is what was stored."""
        stored = archive.store(embed())
        assert stored is not None
        assert stored.finding == finding()
        assert (stored.key, stored.number, stored.provider, stored.captured_at) == (KEY, 1, "social", NOON)
        assert stored.state == "live"
        assert archive.newest(KEY) == archive.get(stored.id) == stored
        assert archive.history(KEY) == (stored,)

    def test_other_keys_have_none(self, archive: Archive) -> None:
        """An unknown key or id has no Edition, though others have."""
        archive.store(embed())
        for key in (KEY + "/", KEY.upper(), "", "' OR 1=1 --"):
            assert archive.newest(key) is None
            assert archive.history(key) == ()
            assert archive.get(key) is None

    def test_is_idempotent(self, archive: Archive) -> None:
        """The same content again, at another time, is the same Edition."""
        first = archive.store(embed())
        again = archive.store(embed_of(replace(finding(), ttl=5), at=NOON + 100))
        assert again == first
        assert len(archive.history(KEY)) == 1

    def test_a_change_is_a_new_edition(self, archive: Archive) -> None:
        """Each change adds one, even a change back; older ones are edited, the newest is live."""
        for number, text in enumerate(("one", "two", "one")):
            archive.store(embed(text, at=NOON + number))
        history = archive.history(KEY)
        assert [quoted_words(edition.finding) for edition in history] == ["one", "two", "one"]
        assert [edition.number for edition in history] == [1, 2, 3]
        assert states(archive) == ["edited", "edited", "live"]
        assert history[0].hash == history[2].hash != history[1].hash
        assert len({edition.id for edition in history}) == 3

    @pytest.mark.parametrize("method", ["link", "paste", "archive"])
    def test_what_is_not_from_the_url_is_not_stored(self, archive: Archive, method: str) -> None:
        """A page without content, and our own answer from the archive, never become an Edition."""
        archive.store(embed())
        assert archive.store(embed("Sign in to see this", method=method)) is None  # type: ignore[arg-type]
        assert states(archive) == ["live"]

    def test_a_link_that_is_not_new_after_all(self, archive: Archive) -> None:
        """Whoever expects no Edition gets the same as everybody: the cache may have been emptied."""
        first = archive.store(embed(), likely_new=True)
        assert first is not None
        assert archive.store(embed(at=NOON + 1), likely_new=True) == first
        changed = archive.store(embed("Other words", at=NOON + 2), likely_new=True)
        assert changed is not None
        assert (changed.number, states(archive)) == (2, ["edited", "live"])
        archive.mark_gone(KEY, "gone", NOON + 3)
        back = archive.store(embed("Other words", at=NOON + 4), likely_new=True)
        assert back == changed
        archive.take_down(KEY, by="me", why="a request", at=NOON + 5)
        assert archive.store(embed(), likely_new=True) is None

    def test_what_was_never_fetched_is_not_stored(self, archive: Archive) -> None:
        """An Embed without a key is of no URL. The key counts, not what the caller wrote."""
        assert archive.store(replace(embed(), key=None)) is None
        stored = archive.store(replace(embed(), url="social.example/status/1"))
        assert stored == archive.newest(KEY)

    def test_concurrent_writers_make_one(self, address: str) -> None:
        """Threads of two archives that store the same Embeds of several URLs at once make one Edition of each,
        whether or not they expect to be the first.
        """
        with closing(archive_from_url(address)) as one, closing(archive_from_url(address)) as other:
            urls = [f"{KEY}/{number}" for number in range(5)]

            def write(number: int) -> set[str]:
                archive = (one, other)[number % 2]
                stored = [archive.store(embed(url=url), likely_new=number % 3 > 0) for url in urls]
                return {edition.id for edition in stored if edition}

            with ThreadPoolExecutor(16) as pool:
                ids = set[str]().union(*pool.map(write, range(16)))
            assert len(ids) == 5
            assert [states(one, url) for url in urls] == [["live"]] * 5
            assert not one.errors
            assert not other.errors

    def test_a_url_longer_than_an_index_takes(self, archive: Archive) -> None:
        """A long URL is a key like any other."""
        archive.store(embed(url=LONG))
        assert archive.newest(LONG) is not None
        assert archive.newest(LONG[:-1]) is None

    def test_what_has_no_json_is_not_stored(self, archive: Archive) -> None:
        """A lone surrogate, or a megabyte of words, is neither an Edition nor an error."""
        assert archive.store(embed("\udcff")) is None
        assert archive.store(embed("word " * 300_000)) is None
        assert archive.store(embed("\0 \N{PILE OF POO}")) is not None

    def test_a_history_is_bounded(self, archive: Archive) -> None:
        """It has the newest Editions of a URL."""
        for number in range(MAX_EDITIONS + 3):
            archive.store(embed(str(number)))
        history = archive.history(KEY)
        assert len(history) == MAX_EDITIONS
        assert [quoted_words(edition.finding) for edition in (history[0], history[-1])] == ["3", "202"]


class TestGone:
    def test_the_newest_edition_stays(self, archive: Archive) -> None:
        """Its content stays, its state is gone; older ones stay edited."""
        archive.store(embed("one"))
        archive.store(embed("two"))
        gone = archive.mark_gone(KEY, "not_found", NOON + 10)
        assert gone is not None
        assert gone.state == "gone"
        assert quoted_words(gone.finding) == "two"
        assert archive.newest(KEY) == gone == archive.mark_gone(KEY, "gone", NOON + 20)
        assert states(archive) == ["edited", "gone"]

    def test_comes_back(self, archive: Archive) -> None:
        """With the same content it is the same Edition, live again; with other content, a new one."""
        first = archive.store(embed("one"))
        for at in (10, 30):
            archive.mark_gone(KEY, "gone", NOON + at)
            assert archive.store(embed("one", at=NOON + at + 10)) == first
        archive.mark_gone(KEY, "gone", NOON + 50)
        archive.store(embed("two", at=NOON + 60))
        assert states(archive) == ["edited", "live"]

    def test_without_an_edition(self, archive: Archive) -> None:
        """A failure alone stores nothing."""
        assert archive.mark_gone(KEY, "gone", NOON) is None
        assert archive.history(KEY) == ()

    def test_answers_as_an_embed(self, archive: Archive) -> None:
        """The Edition as an answer: the pasted link, its content, the time of its capture, by method archive."""
        archive.store(embed("one"))
        gone = archive.mark_gone(KEY, "gone", NOON + 10)
        assert gone is not None
        answer = gone.embed(url="pasted", expires_at=NOON + 610)
        assert (answer.url, answer.state, answer.finding.method) == ("pasted", "gone", "archive")
        assert (answer.fetched_at, answer.expires_at) == (NOON, NOON + 610)
        assert quoted_words(answer.finding) == "one"


class TestTakedown:
    def test_erases_the_content_and_is_recorded(self, archive: Archive) -> None:
        """All Editions are still listed, without content; who requested it, and why, is recorded."""
        archive.store(embed("one"))
        archive.store(embed("two"))
        archive.store(embed("other", url=KEY + "/other"))
        assert archive.take_down(KEY, by="legal@news.example", why="court order 7", at=NOON + 10) == 2
        assert archive.newest(KEY) is None
        assert states(archive) == ["withheld", "withheld"]
        assert [(edition.finding, edition.hash) for edition in archive.history(KEY)] == [(None, None)] * 2
        (event,) = archive.takedowns()
        assert (event.key, event.number, event.at) == (KEY, 2, NOON + 10)
        assert (event.what, event.by, event.why) == ("withheld", "legal@news.example", "court order 7")
        assert archive.newest(KEY + "/other") is not None
        with pytest.raises(ValueError, match="has no content"):
            archive.history(KEY)[0].embed(url=KEY, expires_at=NOON)

    def test_is_permanent(self, archive: Archive) -> None:
        """A URL that was taken down, known or not, gets no new Edition, and cannot be marked gone."""
        archive.store(embed("one"))
        for key in (KEY, KEY + "/unknown"):
            archive.take_down(key, by="legal", why="a request", at=NOON)
            assert archive.store(embed("two", url=key)) is None
            assert archive.mark_gone(key, "gone", NOON) is None
            assert archive.newest(key) is None
        assert [event.number for event in archive.takedowns()] == [1, 0]

    def test_erases_the_content_from_the_disk(self, tmp_path: Path) -> None:
        """After a takedown the words are in none of SQLite's files."""
        secret = "a-word-that-nobody-may-read"
        with closing(archive_from_url(f"sqlite:///{tmp_path}/a.sqlite")) as archive:

            def found() -> list[str]:
                return [part.name for part in tmp_path.iterdir() if secret.encode() in part.read_bytes()]

            for number in range(20):
                archive.store(embed(f"{secret} {number} " * 200))
            assert found()
            archive.take_down(KEY, by="legal", why="a request", at=NOON)
            assert found() == []


class TestRetention:
    def test_none_is_no_edition(self, address: str) -> None:
        """What a platform's terms forbid to store is not stored."""
        with closing(archive_from_url(address, {"social": "none"})) as archive:
            assert archive.store(embed()) is None
            assert archive.history(KEY) == ()

    def test_a_new_policy_applies_to_stored_editions(self, address: str) -> None:
        """At once, and in both directions."""
        with closing(archive_from_url(address)) as archive:
            archive.store(embed("one"))
        with closing(archive_from_url(address, {"social": "attribution-only"})) as archive:
            newest = archive.newest(KEY)
            assert newest is not None
            assert newest.finding is not None
            assert newest.finding.quote is None
            assert newest.finding.metadata.authors == finding().metadata.authors
        with closing(archive_from_url(address, {"social": "none"})) as archive:
            assert archive.newest(KEY) is None
            assert archive.mark_gone(KEY, "gone", NOON) is None
        with closing(archive_from_url(address)) as archive:
            newest = archive.newest(KEY)
            assert newest is not None
            assert quoted_words(newest.finding) == "one"
