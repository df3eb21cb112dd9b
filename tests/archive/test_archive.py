"""Editions: when there is a new one, what is told of them, and how they are taken down. On both databases."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from embedsvc.archive import Archive, archive_of
from embedsvc.archive.archive import MOST_EDITIONS
from tests.support.archive.samples import KEY, NOON, embed, finding, of, words

LONG = "https://social.example/" + "%D8%A7" * 2_000


def states(archive: Archive, key: str = KEY) -> list[str]:
    return [edition.state for edition in archive.history(key)]


class TestOpening:
    def test_makes_the_tables(self, address: str) -> None:
        """Before anything is kept; who comes later finds them there."""
        with closing(archive_of(address)) as one, closing(archive_of(address)) as other:
            one.open()
            assert one.ready()
            other.open()
            assert one.store(embed()) == other.newest(KEY)

    def test_survives_its_own_closing(self, address: str) -> None:
        """What was opened and closed, before workers were forked, can be used."""
        with closing(archive_of(address)) as archive:
            archive.open()
            archive.close()
            assert archive.store(embed()) is not None

    def test_what_cannot_be_opened_is_said_once(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        """A service starts without its archive, and answers with what is not durable."""
        (tmp_path / "file").write_text("not a folder")
        with closing(archive_of(f"sqlite:///{tmp_path}/file/archive.sqlite")) as archive:
            archive.open()
            archive.open()
            assert not archive.ready()
            assert archive.errors.total() == 1
        assert len(caplog.records) == 1


class TestKeeping:
    def test_holds_all_that_was_found(self, archive: Archive) -> None:
        """What is read back, by key, id or history, is what was kept."""
        kept = archive.store(embed())
        assert kept is not None
        assert kept.finding == finding()
        assert (kept.key, kept.number, kept.provider, kept.captured_at) == (KEY, 1, "social", NOON)
        assert kept.state == "live"
        assert archive.newest(KEY) == archive.get(kept.id) == kept
        assert archive.history(KEY) == (kept,)

    def test_knows_nothing_of_others(self, archive: Archive) -> None:
        """A key or an id that nobody kept has no Edition, though others have."""
        archive.store(embed())
        for key in (KEY + "/", KEY.upper(), "", "' OR 1=1 --"):
            assert archive.newest(key) is None
            assert archive.history(key) == ()
            assert archive.get(key) is None

    def test_is_idempotent(self, archive: Archive) -> None:
        """The same words again, at another time, are the Edition that is there."""
        first = archive.store(embed())
        again = archive.store(of(replace(finding(), ttl=5), at=NOON + 100))
        assert again == first
        assert len(archive.history(KEY)) == 1

    def test_a_change_is_a_new_edition(self, archive: Archive) -> None:
        """Each change adds one, also the change back; older ones are edited, the newest is live."""
        for number, said in enumerate(("one", "two", "one")):
            archive.store(embed(said, at=NOON + number))
        history = archive.history(KEY)
        assert [words(edition.finding) for edition in history] == ["one", "two", "one"]
        assert [edition.number for edition in history] == [1, 2, 3]
        assert states(archive) == ["edited", "edited", "live"]
        assert history[0].hash == history[2].hash != history[1].hash
        assert len({edition.id for edition in history}) == 3

    @pytest.mark.parametrize("method", ["link", "paste", "archive"])
    def test_what_the_url_did_not_say_is_not_kept(self, archive: Archive, method: str) -> None:
        """A page that says nothing, and our own answer from the archive, never become an Edition."""
        archive.store(embed())
        assert archive.store(embed("Sign in to see this", method=method)) is None  # type: ignore[arg-type]
        assert states(archive) == ["live"]

    def test_concurrent_keepers_make_one(self, address: str) -> None:
        """Threads of two archives that keep the same news of several URLs at once make one Edition of each."""
        with closing(archive_of(address)) as one, closing(archive_of(address)) as other:
            urls = [f"{KEY}/{number}" for number in range(5)]

            def keep(number: int) -> set[str]:
                archive = (one, other)[number % 2]
                kept = [archive.store(embed(url=url)) for url in urls]
                return {edition.id for edition in kept if edition}

            with ThreadPoolExecutor(16) as pool:
                ids = set[str]().union(*pool.map(keep, range(16)))
            assert len(ids) == 5
            assert [states(one, url) for url in urls] == [["live"]] * 5
            assert not one.errors
            assert not other.errors

    def test_a_url_longer_than_an_index_takes(self, archive: Archive) -> None:
        """A long URL is a key like any other."""
        archive.store(embed(url=LONG))
        assert archive.newest(LONG) is not None
        assert archive.newest(LONG[:-1]) is None

    def test_what_has_no_json_is_not_kept(self, archive: Archive) -> None:
        """A lone surrogate and a megabyte of words are no Edition, and no error."""
        assert archive.store(embed("\udcff")) is None
        assert archive.store(embed("word " * 300_000)) is None
        assert archive.store(embed("\0 \N{PILE OF POO}")) is not None

    def test_a_history_is_bounded(self, archive: Archive) -> None:
        """Of more Editions than are told, the newest are."""
        for number in range(MOST_EDITIONS + 3):
            archive.store(embed(str(number)))
        history = archive.history(KEY)
        assert len(history) == MOST_EDITIONS
        assert [words(edition.finding) for edition in (history[0], history[-1])] == ["3", "202"]


class TestGone:
    def test_the_newest_edition_stays(self, archive: Archive) -> None:
        """A post that is gone has its newest Edition, with its words, now gone; older ones stay edited."""
        archive.store(embed("one"))
        archive.store(embed("two"))
        gone = archive.mark_gone(KEY, "not_found", NOON + 10)
        assert gone is not None
        assert gone.state == "gone"
        assert words(gone.finding) == "two"
        assert archive.newest(KEY) == gone == archive.mark_gone(KEY, "gone", NOON + 20)
        assert states(archive) == ["edited", "gone"]

    def test_comes_back(self, archive: Archive) -> None:
        """Found again with the same words it is the same Edition, live; with others, a new one."""
        first = archive.store(embed("one"))
        for at in (10, 30):
            archive.mark_gone(KEY, "gone", NOON + at)
            assert archive.store(embed("one", at=NOON + at + 10)) == first
        archive.mark_gone(KEY, "gone", NOON + 50)
        archive.store(embed("two", at=NOON + 60))
        assert states(archive) == ["edited", "live"]

    def test_nothing_was_kept(self, archive: Archive) -> None:
        """A failure alone leaves nothing behind."""
        assert archive.mark_gone(KEY, "gone", NOON) is None
        assert archive.history(KEY) == ()

    def test_answers_as_an_embed(self, archive: Archive) -> None:
        """The Edition as an answer: the pasted link, the words, the day of its capture, by the archive."""
        archive.store(embed("one"))
        gone = archive.mark_gone(KEY, "gone", NOON + 10)
        assert gone is not None
        answer = gone.embed(url="pasted", expires_at=NOON + 610)
        assert (answer.url, answer.state, answer.finding.method) == ("pasted", "gone", "archive")
        assert (answer.fetched_at, answer.expires_at) == (NOON, NOON + 610)
        assert words(answer.finding) == "one"


class TestTakedown:
    def test_removes_the_content_and_leaves_a_line(self, archive: Archive) -> None:
        """All Editions are there, empty; who asked and why is in the audit."""
        archive.store(embed("one"))
        archive.store(embed("two"))
        archive.store(embed("other", url=KEY + "/other"))
        assert archive.withhold(KEY, by="legal@news.example", why="court order 7", at=NOON + 10) == 2
        assert archive.newest(KEY) is None
        assert states(archive) == ["withheld", "withheld"]
        assert [(edition.finding, edition.hash) for edition in archive.history(KEY)] == [(None, None)] * 2
        (line,) = archive.audit()
        assert (line.key, line.number, line.at) == (KEY, 2, NOON + 10)
        assert (line.what, line.by, line.why) == ("withheld", "legal@news.example", "court order 7")
        assert archive.newest(KEY + "/other") is not None
        with pytest.raises(ValueError, match="nothing is left"):
            archive.history(KEY)[0].embed(url=KEY, expires_at=NOON)

    def test_holds_for_what_comes_later(self, archive: Archive) -> None:
        """A URL that was taken down, known or not, is kept no more and is not gone either."""
        archive.store(embed("one"))
        for key in (KEY, KEY + "/unknown"):
            archive.withhold(key, by="legal", why="a request", at=NOON)
            assert archive.store(embed("two", url=key)) is None
            assert archive.mark_gone(key, "gone", NOON) is None
            assert archive.newest(key) is None
        assert [line.number for line in archive.audit()] == [1, 0]

    def test_leaves_no_trace_on_the_disk(self, tmp_path: Path) -> None:
        """After a takedown none of SQLite's files holds the words."""
        secret = "a-word-that-nobody-may-read"
        with closing(archive_of(f"sqlite:///{tmp_path}/a.sqlite")) as archive:

            def found() -> list[str]:
                return [part.name for part in tmp_path.iterdir() if secret.encode() in part.read_bytes()]

            for number in range(20):
                archive.store(embed(f"{secret} {number} " * 200))
            assert found()
            archive.withhold(KEY, by="legal", why="a request", at=NOON)
            assert found() == []


class TestRetention:
    def test_none_is_no_edition(self, address: str) -> None:
        """What a platform's terms forbid to keep is answered, not kept."""
        with closing(archive_of(address, {"social": "none"})) as archive:
            assert archive.store(embed()) is None
            assert archive.history(KEY) == ()

    def test_a_stricter_policy_holds_for_what_is_there(self, address: str) -> None:
        """A new policy holds at once, for old Editions too, and in both directions."""
        with closing(archive_of(address)) as archive:
            archive.store(embed("one"))
        with closing(archive_of(address, {"social": "attribution-only"})) as archive:
            newest = archive.newest(KEY)
            assert newest is not None
            assert newest.finding is not None
            assert newest.finding.quote is None
            assert newest.finding.metadata.authors == finding().metadata.authors
        with closing(archive_of(address, {"social": "none"})) as archive:
            assert archive.newest(KEY) is None
            assert archive.mark_gone(KEY, "gone", NOON) is None
        with closing(archive_of(address)) as archive:
            newest = archive.newest(KEY)
            assert newest is not None
            assert words(newest.finding) == "one"
