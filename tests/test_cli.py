"""The command line, as scripts see it."""

import json
import os
import pty
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.support import loopback_site
from tests.support.command import Run
from tests.support.environ import without_settings
from tests.support.program import CLOSED, Piped
from tests.support.sites import SITES
from tests.support.upstream import Upstream, answer
from tests.support.waiting import wait_until

EMBEDSVC = Path(sys.executable).with_name("embedsvc")
DEMO = Path(__file__).resolve().parents[1] / "embedsvc" / "web" / "demo" / "recording.warc.gz"
POST = "https://x.com/KremlinRussia_E/status/1354104000000000001"
ARTICLE = "https://akhbar.example/2021/01/26/putin-biden-call/"
GONE = "https://akhbar.example/2019/05/04/removed/"


class TestVerify:
    quotation = json.dumps({"text": "Telephone conversation with US President", "url": POST})

    def test_a_quotation_is_compared_with_its_source(self, run: Run) -> None:
        (result,) = (done := run("verify", "--replay", DEMO, stdin=self.quotation)).lines
        assert (done.code, done.err) == (0, "")
        assert (result["verdict"], result["compared"]["text"]["same"]) == ("elided", False)

    def test_a_page_has_results(self, run: Run, tmp_path: Path) -> None:
        """Out of a file."""
        block = run("resolve", POST, "--format", "html", "--replay", DEMO).out
        (tmp_path / "page.json").write_text(json.dumps({"html": block * 2}))
        done = run("verify", tmp_path / "page.json", "--replay", DEMO)
        assert [result["verdict"] for result in done.lines[0]["results"]] == ["exact", "exact"]

    def test_lines_go_on_after_a_bad_one(self, run: Run) -> None:
        """Each has the `id` of its line, an error too; the exit code is 1."""
        lines = [self.quotation, "no json", '{"id": 2, "text": ""}', '{"id": 3, "text": "Words."}', "[]"]
        done = run("verify", "--jsonl", "--replay", DEMO, stdin="\n".join(lines))
        assert done.code == 1
        assert [line.get("verdict") or line["error"]["code"] for line in done.lines] == [
            "elided",
            "invalid_request",
            "invalid_request",
            "unverifiable",
            "invalid_request",
        ]
        assert [line.get("id") for line in done.lines] == [None, None, 2, 3, None]

    def test_what_is_not_in_the_recording_is_unverifiable(self, run: Run) -> None:
        done = run("verify", "--replay", DEMO, stdin='{"text": "Words.", "url": "https://site.example/"}')
        assert (done.code, done.lines[0]["verdict"]) == (0, "unverifiable")
        assert done.lines[0]["tried"][0]["code"] == "upstream_unreachable"


class TestResolve:
    def test_links_from_standard_input_are_answered_in_order(self, run: Run) -> None:
        """One line each; for a failure an error line with a link block, and exit code 1."""
        done = run("resolve", "--replay", DEMO, stdin=f"{ARTICLE}\r\n\n{GONE}\n{POST}\n")
        assert done.code == 1
        article, gone, post = done.lines
        assert (article["url"], article["kind"], article["direction"]) == (ARTICLE, "article", "rtl")
        assert gone["error"]["code"] == "not_found"
        assert gone["html"].startswith("<figure")
        assert (post["url"], post["kind"], post["published"]) == (POST, "post", "2021-01-26T16:28:46Z")

    def test_all_that_succeed_is_exit_code_0(self, run: Run) -> None:
        """Nothing is written to standard error."""
        done = run("resolve", POST, ARTICLE, "--replay", DEMO)
        assert (done.code, done.err) == (0, "")

    def test_html_and_text_are_the_block_and_its_words(self, run: Run) -> None:
        """Errors are JSON lines in these formats too."""
        block = run("resolve", POST, "--format", "html", "--replay", DEMO)
        words = run("resolve", POST, GONE, "--format", "text", "--replay", DEMO)
        assert block.out.startswith("<figure")
        assert "President of Russia" in words.out
        assert POST in words.out
        assert json.loads(words.out.splitlines()[-1])["error"]["code"] == "not_found"

    def test_what_is_not_in_the_recording_is_unreachable(self, run: Run) -> None:
        """As with a network that is down; there may be several recordings, also as a comma-separated list."""
        done = run("resolve", "https://site.example/", POST, "--replay", f"{DEMO},{DEMO}", "--replay", DEMO)
        assert done.lines[0]["error"]["code"] == "upstream_unreachable"
        assert done.lines[1]["kind"] == "post"

    def test_bytes_that_are_not_utf_8_are_an_error_line(self, run: Run) -> None:
        """They become U+FFFD, and the other links are resolved."""
        done = run("resolve", "--replay", DEMO, stdin=b"https://site.example/\xff\xfe\n" + POST.encode())
        assert done.lines[0]["url"] == "https://site.example/\ufffd\ufffd"
        assert done.lines[1]["kind"] == "post"

    def test_a_terminal_shows_progress(self, run: Run) -> None:
        """Only a terminal, and on standard error, so that results can go through a pipe."""
        parent, child = pty.openpty()
        done = run.redirected("resolve", POST, ARTICLE, "--replay", DEMO, stderr=child)
        os.close(child)
        progress = os.read(parent, 65536).decode()
        os.close(parent)
        assert "100%" in progress
        assert (done.code, len(done.lines)) == (0, 2)


class TestExtract:
    def test_a_saved_page_becomes_metadata(self, run: Run, tmp_path: Path) -> None:
        """The fields, the rule that each one came from, and links that are absolute by the URL of the page."""
        page = tmp_path / "page.html"
        page.write_bytes(loopback_site.PAGE.replace(b"</head>", b'<link rel="canonical" href="/a"></head>'))
        done = run("extract", page, "--url", "https://site.example/b")
        assert done.code == 0
        (line,) = done.lines
        assert (line["url"], line["title"], line["published"]) == (
            "https://site.example/b",
            "A story",
            "2021-01-26",
        )
        assert line["authors"] == [{"name": "Jo Doe", "handle": None, "url": None, "avatar": None}]
        assert line["canonical_url"] == "https://site.example/a"
        assert set(line["sources"]) >= {"title", "authors", "published"}

    @pytest.mark.parametrize("media_type", ["application/xml", "text/xml", "application/rss+xml"])
    def test_xml_is_read_as_a_page(self, run: Run, tmp_path: Path, media_type: str) -> None:
        """XHTML is served under the names of XML too."""
        page = tmp_path / "page.xml"
        page.write_text('<?xml version="1.0"?><html><head><title>A story</title></head><body/></html>')
        (line,) = run("extract", page, "--content-type", media_type).lines
        assert line["title"] == "A story"

    def test_the_charset_of_the_header_is_used(self, run: Run, tmp_path: Path) -> None:
        """As it would over HTTP."""
        page = tmp_path / "page.html"
        page.write_bytes("<title>Привет, мир</title>".encode("windows-1251"))
        done = run("extract", page, "--content-type", "text/html; charset=windows-1251")
        assert done.lines[0]["title"] == "Привет, мир"

    def test_a_page_that_cannot_be_read_is_an_error_line(self, run: Run, tmp_path: Path) -> None:
        """The other pages are read, and the exit code is 1."""
        good, bad = tmp_path / "good.html", tmp_path / "bad.pdf"
        good.write_bytes(loopback_site.PAGE)
        bad.write_bytes(b"%PDF-1.7")
        done = run("extract", bad, "--content-type", "application/pdf")
        assert (done.code, done.lines[0]["error"]["code"]) == (1, "unsupported_media_type")
        assert [line["title"] for line in run("extract", good, good).lines] == ["A story", "A story"]

    def test_a_recording_gives_a_line_for_each_response(self, run: Run, tmp_path: Path) -> None:
        """With the URL of the record, also where it has several; what is not a page, or was not found, is an
        error line.
        """
        twice = tmp_path / "twice.warc.gz"
        twice.write_bytes(DEMO.read_bytes() * 2)
        done = run("extract", "--warc", twice)
        assert done.code == 1
        assert len(done.lines) == 10
        assert done.lines[:5] == done.lines[5:]
        by_url = {line["url"]: line for line in done.lines}
        assert by_url[ARTICLE]["language"] == "ar"
        assert by_url[GONE]["error"]["code"] == "not_found"

    def test_it_needs_pages_or_a_recording(self, run: Run) -> None:
        """Neither and both are usage errors."""
        assert run("extract").code == 2
        assert run("extract", "--warc", DEMO, DEMO).code == 2


class TestSanitize:
    HOSTILE = '<p onclick="x()">Words <a href="javascript:x()">link</a><script>x()</script></p>'

    def test_html_in_html_out(self, run: Run, tmp_path: Path) -> None:
        """From a file or from standard input."""
        page = tmp_path / "page.html"
        page.write_text(self.HOSTILE)
        from_file, from_input = run("sanitize", page), run("sanitize", "-", stdin=self.HOSTILE)
        assert from_file.out == from_input.out
        assert "Words" in from_file.out
        assert "script" not in from_file.out
        assert "onclick" not in from_file.out

    def test_lines_in_lines_out(self, run: Run) -> None:
        """Each with its id; an invalid line is an error line, the others are sanitised."""
        lines = [
            json.dumps({"id": "a", "html": self.HOSTILE}),
            "no json",
            '{"id": 7, "html": "\\ud800<b>x</b>"}',
        ]
        done = run("sanitize", "--jsonl", stdin="\n".join(lines))
        first, wrong, last = done.lines
        assert (first["id"], last["id"], done.code) == ("a", 7, 1)
        assert wrong["error"]["code"] == "invalid_request"
        assert "<b>x</b>" in last["html"]


class TestCheckUrl:
    def test_addresses_are_checked_without_a_network(self, run: Run) -> None:
        """Exit code 0 whatever the verdict is; `why` is a sentence."""
        done = run(
            "check-url",
            "http://127.0.0.1/",
            "https://93.184.216.34/",
            "javascript:x",
            "https://a.example:22/",
        )
        assert done.code == 0
        assert [line["verdict"] for line in done.lines] == ["block", "allow", "block", "block"]
        assert [line["code"] for line in done.lines] == [
            "blocked_address",
            None,
            "unsupported_scheme",
            "blocked_address",
        ]
        assert all(line["why"] for line in done.lines)

    def test_given_addresses_replace_dns(self, run: Run) -> None:
        """A redirect is checked too; one line for each line of the input, in order."""
        cases = [
            {"url": "https://a.example/", "resolves_to": ["93.184.216.34"], "redirects_to": None},
            {"url": "https://a.example/", "resolves_to": ["93.184.216.34", "10.0.0.1"]},
            {"url": "https://a.example/", "resolves_to": ["93.184.216.34"], "redirects_to": "http://[::1]/"},
            "no case",
        ]
        done = run("check-url", "--jsonl", stdin="\n".join(map(json.dumps, cases)))
        assert [line["verdict"] for line in done.lines] == ["allow", "block", "block", "block"]
        assert done.lines[-1]["code"] == "invalid_request"


class TestRecord:
    def test_a_recording_can_be_resolved_later(self, run: Run, tmp_path: Path) -> None:
        """Without the site that it was recorded from."""
        recording = tmp_path / "recording.warc.gz"
        with loopback_site.serve() as site:
            url = site.url("/story")
            allowed = {
                "EMBEDSVC_ALLOW_NETWORKS": f"{site.host}/32",
                "EMBEDSVC_ALLOW_PORTS": str(site.port),
            }
            done = run("record", url, "-o", recording, **allowed)
            assert (done.code, done.out) == (0, "")
        again = run("resolve", url, "--replay", recording)
        assert (again.code, again.lines[0]["title"]) == (0, "A story")


class TestProviders:
    def test_every_platform_is_a_row(self, run: Run) -> None:
        """With its key, what it gives, retention and first example, in aligned columns."""
        done = run("providers")
        heading, *rows = done.out.splitlines()
        assert (done.code, len(rows)) == (0, len(SITES.sites))
        column = heading.index("retention")
        assert {row[column:].split()[0] for row in rows} <= {"full", "attribution-only", "none"}
        youtube = next(row for row in rows if row.startswith("youtube "))
        assert "video (oembed)" in youtube
        assert youtube.endswith("https://www.youtube.com/watch?v=jNQXAC9IVRw")

    def test_json_is_a_line_for_each(self, run: Run) -> None:
        lines = {line["key"]: line for line in run("providers", "--format", "json").lines}
        assert list(lines) == [site.provider.key for site in SITES.sites]
        assert lines["youtube"]["gives"] == {"video": "oembed"}
        assert lines["youtube"]["players"] == ["video"]
        assert lines["instagram"]["retention"] == "none"
        assert lines["imdb"]["example"] is None


class TestCanary:
    def test_an_example_that_is_answered_has_no_code(self, run: Run) -> None:
        done = run("canary", "--provider", "youtube", "--replay", DEMO)
        (line,) = done.lines
        assert line.pop("milliseconds") >= 0
        assert line == {
            "provider": "youtube",
            "url": "https://www.youtube.com/watch?v=jNQXAC9IVRw",
            "code": None,
            "method": "oembed",
        }
        assert (done.code, done.err) == (0, "1 of 1 examples answered.\n")

    def test_an_example_that_is_not_is_exit_code_1(self, run: Run) -> None:
        """All examples of one platform. A player without the title that YouTube gives with it counts as a
        failure, although an editor gets a block.
        """
        done = run("canary", "--all", "--provider", "youtube", "--replay", DEMO)
        lines = {line["url"]: line for line in done.lines}
        assert len(lines) == len(
            next(site for site in SITES.sites if site.provider.key == "youtube").examples
        )
        short = lines["https://www.youtube.com/shorts/jNQXAC9IVRw"]
        list_ = lines["https://www.youtube.com/playlist?list=PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf"]
        assert (short["code"], short["method"]) == (None, "oembed")
        assert (list_["code"], list_["method"]) == ("upstream_unreachable", "link")
        assert done.code == 1
        assert done.err.endswith("examples answered.\n")

    def test_the_first_example_of_each_platform_is_the_default(self, run: Run) -> None:
        done = run("canary", "--replay", DEMO)
        assert [line["url"] for line in done.lines] == [
            site.examples[0] for site in SITES.sites if site.examples
        ]

    def test_the_cache_answers_none(self, run: Run, tmp_path: Path) -> None:
        """A canary reports what the platform responds now."""
        cache = f"sqlite:///{tmp_path}/cache.sqlite"
        run("resolve", POST, "--replay", DEMO, EMBEDSVC_CACHE_URL=cache)
        nothing = tmp_path / "nothing.warc"
        nothing.write_bytes(b"")
        done = run("canary", "--provider", "x", "--replay", nothing, EMBEDSVC_CACHE_URL=cache)
        assert done.lines[0]["code"] == "upstream_unreachable"

    def test_a_platform_that_does_not_exist_is_refused(self, run: Run) -> None:
        """So is one without examples: nothing would be checked."""
        for name in ("nobody", "imdb"):
            done = run("canary", "--provider", name, "--replay", DEMO)
            assert (done.code, done.out) == (2, "")
            assert name in done.err


def test_a_wrong_setting_is_named(run: Run) -> None:
    """In an error message, before anything is resolved."""
    done = run("resolve", POST, EMBEDSVC_MAX_BYTES="many")
    assert (done.code, done.out) == (2, "")
    assert "EMBEDSVC_MAX_BYTES" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("arguments", [("--help",), ("resolve", "--help"), ("serve", "-h"), ("--version",)])
def test_each_command_has_help(run: Run, arguments: tuple[str, ...]) -> None:
    """And exits with code 0."""
    assert run(*arguments).code == 0


def test_a_recording_that_cannot_be_read_is_named(run: Run) -> None:
    """No traceback, exit code 2."""
    done = run("resolve", POST, "--replay", "/no/such/file.warc.gz")
    assert done.code == 2
    assert "/no/such/file.warc.gz" in done.err
    assert "Traceback" not in done.err


class TestInvalidInput:
    def test_a_file_that_cannot_be_read_is_an_error_line(self, run: Run, tmp_path: Path) -> None:
        """A missing file and a folder are error lines; the page between them is read."""
        page = tmp_path / "page.html"
        page.write_text("<title>Words of the page</title>")
        done = run("extract", tmp_path / "missing.html", page, tmp_path)
        assert done.code == 1
        missing, read, folder = done.lines
        assert missing["error"]["code"] == folder["error"]["code"] == "invalid_request"
        assert read["title"] == "Words of the page"

    def test_every_line_in_is_a_line_out(self, run: Run) -> None:
        """A blank line gives one too, so that results match their inputs by line number."""
        good = '{"url": "http://8.8.8.8/"}\n'
        done = run("check-url", "--jsonl", stdin=good + "\n" + good)
        assert [line["verdict"] for line in done.lines] == ["allow", "block", "allow"]

    def test_a_line_without_html_has_its_id(self, run: Run) -> None:
        """The caller can match the error to its input."""
        done = run("sanitize", "--jsonl", stdin='{"id": "a", "html": 5}\n{"id": "b", "html": "<p>x</p>"}\n')
        assert done.code == 1
        assert (done.lines[0]["id"], done.lines[0]["error"]["code"]) == ("a", "invalid_request")
        assert done.lines[1] == {"id": "b", "html": "<p>x</p>"}


class TestCache:
    def test_a_purge_deletes_stored_answers(self, run: Run, tmp_path: Path) -> None:
        """One link, one provider or everything, in the cache of the settings; the next run fetches again."""
        with Upstream(answer()) as upstream:
            environ = {
                "XDG_DATA_HOME": str(tmp_path),
                "EMBEDSVC_CACHE_URL": f"sqlite:///{tmp_path}/cache.sqlite",
                "EMBEDSVC_ALLOW_NETWORKS": "127.0.0.0/8",
                "EMBEDSVC_ALLOW_PORTS": str(upstream.port),
            }
            url = upstream.url()

            def fetches() -> int:
                upstream.requests.clear()
                assert run("resolve", url, **environ).lines[0]["title"] == "Good title"
                return len(upstream.requests)

            assert [fetches(), fetches()] == [1, 0]
            for what in (("--url", url), ("--provider", "webpage"), ("--all",)):
                done = run("cache", "purge", *what, **environ)
                assert (done.code, done.err) == (
                    0,
                    f"embedsvc: purged in sqlite:///{tmp_path}/cache.sqlite\n",
                )
                assert fetches() == 1

    def test_what_only_the_service_can_purge_is_refused(self, run: Run) -> None:
        done = run("cache", "purge", "--all", EMBEDSVC_CACHE_URL="memory://")
        assert done.code == 2
        assert "/v1/admin/purge" in done.err

    @pytest.mark.parametrize("what", [(), ("--all", "--provider", "x"), ("--url", "no link")])
    def test_a_purge_needs_exactly_one_target(self, run: Run, what: tuple[str, ...], tmp_path: Path) -> None:
        """Otherwise it is a usage error."""
        done = run("cache", "purge", *what, XDG_DATA_HOME=str(tmp_path))
        assert done.code == 2
        assert done.err


@pytest.mark.parametrize("command", [["--help"], ["sanitize"], ["extract", "--content-type", "text/html"]])
def test_small_commands_import_no_server_and_no_database(command: list[str], tmp_path: Path) -> None:
    """They start in a tenth of a second because they do not import Flask, gunicorn or SQLAlchemy."""
    page = tmp_path / "page.html"
    page.write_text("<title>A page</title>")
    program = (
        "import sys\nfrom embedsvc.cli import main\n"
        "try: main()\nexcept SystemExit as end: assert not end.code, end.code\n"
        "print(sorted({'flask', 'gunicorn', 'sqlalchemy'} & set(sys.modules)))"
    )
    arguments = command if command == ["--help"] else [*command, str(page)]
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


class TestOutput:
    """Results that nobody can read are no success."""

    COMMANDS = (
        ["resolve", POST, "--replay", str(DEMO)],
        ["check-url", POST],
        ["extract", "--warc", str(DEMO)],
        ["sanitize", __file__],
        ["--help"],
        ["--version"],
        ["resolve", "--help"],
    )

    @pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
    def test_output_that_cannot_be_written(self, run: Run, arguments: list[str]) -> None:
        """A sentence, an exit code, and no traceback."""
        with Path("/dev/full").open("wb") as full:
            for stdout in (full.fileno(), CLOSED):
                done = run.redirected(*arguments, stdout=stdout)
                assert done.code == 2
                (sentence,) = done.err.splitlines()
                assert sentence.startswith("embedsvc: ")

    @pytest.mark.parametrize("redirection", [">/dev/full", ">&-"])
    def test_output_of_the_installed_command(self, redirection: str) -> None:
        """Where the interpreter itself finds standard output closed."""
        done = subprocess.run(
            ["sh", "-c", f'exec "$@" {redirection}', "sh", EMBEDSVC, "sanitize", __file__],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 2
        (sentence,) = done.stderr.splitlines()
        assert sentence.startswith("embedsvc: ")

    def test_a_pipe_that_nobody_reads(self) -> None:
        """Ends like other programs: by the signal, silently, and without resolving the rest."""
        with started("resolve", "--replay", DEMO) as process:
            process.stdout.close()
            send(process, *[POST] * 500)
            assert process.wait(60) == -signal.SIGPIPE
            assert process.stderr.read() == b""

    def test_a_file_that_cannot_be_written(self, run: Run) -> None:
        """A recording for which the disk has no room."""
        done = run("record", "http://127.0.0.1:1/", "-o", "/dev/full")
        assert done.code != 0
        assert "Traceback" not in done.err


class TestInput:
    def test_each_link_is_answered_as_it_comes(self) -> None:
        """A producer that waits for each answer gets it, in order."""
        with started("resolve", "--replay", DEMO) as process:
            for link in (POST, GONE, "no link", ARTICLE):
                send(process, link)
                assert json.loads(process.stdout.readline())["url"] == link
            process.stdin.close()
            assert process.wait(60) == 1

    @pytest.mark.parametrize(
        ("command", "line"),
        [
            (["resolve"], "no link"),
            (["check-url"], "http://127.0.0.1/"),
            (["check-url", "--jsonl"], '{"url": "http://127.0.0.1/"}'),
            (["sanitize", "--jsonl"], '{"id": 1, "html": "<p>Words"}'),
        ],
    )
    def test_an_interrupt_ends_at_once(self, command: list[str], line: str) -> None:
        """By the exit code of shells, without a traceback, while it waits for more input."""
        with started(*command) as process:
            send(process, line)
            assert process.stdout.readline()
            process.send_signal(signal.SIGINT)
            assert process.wait(5) == 130
            assert process.stderr.read() == b""

    def test_an_interrupt_does_not_wait_for_a_site(self) -> None:
        """What was printed stays printed."""
        ended = threading.Event()
        with Upstream(lambda _: ended.wait(8)) as upstream:
            environ = {"EMBEDSVC_ALLOW_NETWORKS": "127.0.0.1/32", "EMBEDSVC_ALLOW_PORTS": str(upstream.port)}
            with started("resolve", "no link", upstream.url(), **environ) as process:
                assert b"invalid_url" in process.stdout.readline()
                wait_until(lambda: upstream.connections)
                process.send_signal(signal.SIGINT)
                assert process.wait(5) == 130
            ended.set()

    @pytest.mark.parametrize(
        ("arguments", "code", "sentence"),
        [
            ("resolve", 2, "standard input is closed"),
            ("check-url --jsonl", 2, "standard input is closed"),
            ("restore --offline", 1, "The article is empty"),
            ("verify", 1, "invalid_request"),
            ("sanitize", 0, ""),
        ],
    )
    def test_a_closed_input_is_a_sentence(self, run: Run, arguments: str, code: int, sentence: str) -> None:
        done = run.redirected(*arguments.split(), stdin=CLOSED)
        assert done.code == code
        assert sentence in done.out + done.err
        assert "Traceback" not in done.err

    def test_a_closed_input_of_the_installed_command(self) -> None:
        """Where the interpreter itself finds standard input closed."""
        command = 'exec "$0" check-url <&-'
        done = subprocess.run(
            ["sh", "-c", command, EMBEDSVC], capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 2
        assert "standard input is closed" in done.stderr
        assert "Traceback" not in done.stderr


@contextmanager
def started(*arguments: str | Path, **environ: str) -> Iterator[Piped]:
    process = Piped(arguments, {**without_settings(), "EMBEDSVC_CACHE_URL": "memory://", **environ})
    try:
        yield process
    finally:
        process.end()


def send(process: Piped, *links: str) -> None:
    with suppress(BrokenPipeError):
        process.stdin.write("".join(f"{link}\n" for link in links).encode())
        process.stdin.flush()
