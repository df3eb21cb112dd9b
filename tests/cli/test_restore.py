"""`embedsvc restore`: an article, lines of articles, folders of them."""

import csv
import json
import os
import pty
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.restore.articles.test_wxr import export, item
from tests.support.command import Run
from tests.support.environ import without_settings
from tests.support.serving import EMBEDSVC, POST
from tests.test_cli import DEMO

DECAYED = (
    "<p>The bridge opens on Monday at noon https://t.co/AbCdEf1234</p>\r\n"
    "<p>&mdash; Harbour Office (@HarbourOffice) March 5, 2021</p>"
)
MARKDOWN = "# News\n\nThe bridge opens on Monday at noon\n\n— Harbour Office (@HarbourOffice) March 5, 2021\n\nEnd.\n"


class TestArticle:
    def test_everything_else_stays_byte_for_byte(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "a.html").write_bytes(f"\ufeff<h1>Ä</h1>\r\n{DECAYED}\r\n<p>End".encode())
        output = run("restore", tmp_path / "a.html", "--offline").out
        before, _, rest = output.partition("<figure")
        assert before == "\ufeff<h1>Ä</h1>\r\n"
        assert rest.endswith("</figure>\r\n<p>End")

    def test_restoring_again_changes_nothing(self, run: Run) -> None:
        once = run("restore", "--offline", stdin=DECAYED).out
        assert run("restore", "--offline", stdin=once).out == once

    def test_the_whole_article_is_sanitised_where_asked(self, run: Run, tmp_path: Path) -> None:
        """In each form of input; Markdown, which cannot be, is an error."""
        hostile = f"<p onclick='x()'>Words.</p>\n{DECAYED}<script>x()</script>"
        lines = "\n".join(
            json.dumps({"id": form, "input": hostile, "format": form}) for form in ("html", "markdown")
        )
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "a.html").write_text(hostile)
        one = run("restore", "--offline", "--sanitize", stdin=hostile).out
        several = run("restore", "--offline", "--sanitize", "--jsonl", stdin=lines)
        run("restore", "--offline", "--sanitize", "--in", tmp_path / "in", "--out", tmp_path / "out")
        assert one.startswith("<p>Words.</p>\n<figure")
        assert "x()" not in one
        assert several.lines[0]["output"] == one == (tmp_path / "out" / "a.html").read_text()
        assert (several.code, several.lines[1]["error"]["code"]) == (1, "invalid_request")

    def test_json_has_the_finds(self, run: Run) -> None:
        (restored,) = run(
            "restore", "--offline", "--format", "json", "--input", "markdown", stdin=MARKDOWN
        ).lines
        (find,) = restored["finds"]
        assert (restored["format"], find["kind"], find["status"]) == ("markdown", "post", "unidentified")

    def test_a_recording_answers_in_the_place_of_the_network(self, run: Run) -> None:
        done = run("restore", "--replay", DEMO, stdin=f"<p>{POST}</p>")
        assert (done.code, done.err) == (0, "")
        assert "Telephone conversation" in done.out

    def test_a_recording_that_misses_leaves_what_the_article_has(self, run: Run) -> None:
        done = run("restore", "--replay", DEMO, "--format", "json", stdin="<p>https://site.example/story</p>")
        (find,) = done.lines[0]["finds"]
        assert done.code == 0
        assert "upstream_unreachable" in [attempt["code"] for attempt in find["tried"]]

    @pytest.mark.parametrize(
        ("data", "code", "detail"),
        [
            (b"", "invalid_request", "empty"),
            (b" \n\t", "invalid_request", "empty"),
            (b"\x89PNG\r\n\x1a\n\0\0", "invalid_request", "binary"),
            ("Ünicode".encode("utf-16"), "invalid_request", "binary"),
            (b"caf\xe9", "invalid_request", "byte 3"),
            (b"a" * (10 * 2**20), "request_too_large", "2 MiB"),
        ],
        ids=["empty", "blank", "binary", "utf-16", "latin-1", "10 MiB"],
    )
    def test_what_is_no_article_is_an_error_line(self, run: Run, data: bytes, code: str, detail: str) -> None:
        """In every format, with a sentence; the exit code is 1."""
        for form in ("html", "json"):
            done = run("restore", "--offline", "--format", form, "--url", "https://a.example/", stdin=data)
            (line,) = done.lines
            assert (done.code, line["url"], line["error"]["code"]) == (1, "https://a.example/", code)
            assert detail in line["error"]["detail"]

    def test_broken_html_is_restored(self, run: Run) -> None:
        broken = f"<div <p>\n</table>{DECAYED}<b><!-- no end"
        done = run("restore", "--offline", stdin=broken)
        assert done.code == 0
        assert done.out.endswith("<b><!-- no end")

    def test_a_recording_that_cannot_be_read_is_refused(self, run: Run) -> None:
        done = run("restore", "--replay", "/nonexistent.warc", stdin=DECAYED)
        assert (done.code, done.out) == (2, "")
        assert "EMBEDSVC_REPLAY" in done.err


def test_lines_go_on_after_a_bad_one(run: Run) -> None:
    """One line for each, in order, with its `id`; the exit code is 1."""
    lines = [
        json.dumps({"id": 1, "input": DECAYED}).encode(),
        b"no json",
        b'{"id": 2, "input": ""}',
        b'{"id": "three", "input": "a", "format": "pdf"}',
        b'{"id": 4, "input": "\xff"}',
        b'{"id": 5, "input": "a", "url": 5}',
        b"[]",
        b'{"id": {"six": 6}, "input": "Words.", "format": "text", "url": null}',
        json.dumps({"id": 7, "input": MARKDOWN, "format": "markdown"}).encode(),
    ]
    done = run("restore", "--jsonl", "--offline", stdin=b"\n".join(lines))
    assert done.code == 1
    assert [line["id"] for line in done.lines] == [1, None, 2, "three", None, 5, None, {"six": 6}, 7]
    errors = [line.get("error", {}).get("code") for line in done.lines]
    assert errors == [None, *["invalid_request"] * 6, None, None]
    assert set(done.lines[0]) == {"id", "output", "finds"}
    assert "<figure" in done.lines[8]["output"]


class TestFolder:
    @pytest.fixture
    def source(self, tmp_path: Path) -> Path:
        folder = tmp_path / "in"
        (folder / "2021" / "März").mkdir(parents=True)
        (folder / "a.html").write_bytes(DECAYED.encode())
        (folder / "2021" / "März" / "b.md").write_text(MARKDOWN)
        (folder / "c.TXT").write_text("Words alone.\n")
        (folder / "picture.png").write_bytes(b"\x89PNG\0")
        (folder / "sitemap.xml").write_text("<urlset/>")
        return folder

    def entries(self, folder: Path) -> dict[str, dict[str, object]]:
        lines = (folder / "report.jsonl").read_text().splitlines()
        return {f"{entry['file']}:{entry['item']}": entry for entry in map(json.loads, lines)}

    def details(self, folder: Path) -> dict[str, str]:
        """Of errors, by file."""
        lines = map(json.loads, (folder / "report.jsonl").read_text().splitlines())
        return {entry["file"]: entry["error"]["detail"] for entry in lines if "error" in entry}

    def test_each_article_is_restored_under_its_own_name(
        self, run: Run, source: Path, tmp_path: Path
    ) -> None:
        """Other files are left alone, and nothing in the input changes."""
        before = {path: path.read_bytes() for path in source.rglob("*") if path.is_file()}
        out = tmp_path / "out"
        done = run("restore", "--in", source, "--out", out, "--offline")
        assert (done.code, done.out, done.err) == (0, "", "")
        assert "<figure" in (out / "a.html").read_text()
        assert "<figure" in (out / "2021" / "März" / "b.md").read_text()
        assert (out / "c.TXT").read_text() == '<p dir="ltr">Words alone.</p>'
        names = {path.name for path in out.rglob("*") if path.is_file()}
        assert names == {"a.html", "b.md", "c.TXT", "report.jsonl", "report.csv"}
        assert before == {path: path.read_bytes() for path in source.rglob("*") if path.is_file()}

    def test_the_reports_have_every_file_and_find(self, run: Run, source: Path, tmp_path: Path) -> None:
        """The table has no cell that a spreadsheet takes for a formula."""
        (source / "f.html").write_text(DECAYED.replace("The bridge", "=1+1 The bridge"))
        run("restore", "--in", source, "--out", tmp_path / "out", "--offline")
        entries = self.entries(tmp_path / "out")
        assert [name.partition(":")[0] for name in entries] == ["2021/März/b.md", "a.html", "c.TXT", "f.html"]
        assert entries["c.TXT:None"]["finds"] == []
        with (tmp_path / "out" / "report.csv").open(newline="") as table:
            rows = list(csv.DictReader(table))
        assert [(row["file"], row["kind"], row["handle"]) for row in rows] == [
            (file, "post", "HarbourOffice") for file in ("2021/März/b.md", "a.html", "f.html")
        ]
        assert rows[2]["text"].startswith("'=1+1")

    def test_a_bad_file_does_not_stop_the_others(self, run: Run, source: Path, tmp_path: Path) -> None:
        (source / "bad.html").write_bytes(b"caf\xe9")
        (source / "empty.md").touch()
        done = run("restore", "--in", source, "--out", tmp_path / "out", "--offline")
        assert done.code == 1
        entries = self.entries(tmp_path / "out")
        assert [name for name, entry in entries.items() if "error" in entry] == [
            "bad.html:None",
            "empty.md:None",
        ]
        assert (tmp_path / "out" / "a.html").exists()
        assert not (tmp_path / "out" / "bad.html").exists()

    def test_input_is_not_overwritten_through_a_link(self, run: Run, source: Path, tmp_path: Path) -> None:
        """A folder of the output may be a link into the input."""
        out = tmp_path / "out"
        out.mkdir()
        (out / "2021").symlink_to(source / "2021")
        done = run("restore", "--in", source, "--out", out, "--offline")
        assert done.code == 1
        assert (source / "2021" / "März" / "b.md").read_text() == MARKDOWN
        assert "leads out of" in self.details(out)["2021/März/b.md"]
        assert (out / "a.html").exists()

    def test_what_cannot_be_written_does_not_stop_the_others(
        self, run: Run, source: Path, tmp_path: Path
    ) -> None:
        (source / "e.xml").write_text(export(item("<![CDATA[Words.]]>")))
        out = tmp_path / "out"
        for folder in ("a.html", "e.xml"):
            (out / folder).mkdir(parents=True)
        (out / "2021").touch()
        done = run("restore", "--in", source, "--out", out, "--offline")
        assert done.code == 1
        assert sorted(self.details(out)) == ["2021/März/b.md", "a.html", "e.xml"]
        assert "Is a directory" in self.details(out)["a.html"]
        assert (out / "c.TXT").exists()
        assert not list(out.rglob("*.part"))

    def test_a_pipe_is_not_waited_for(self, run: Run, source: Path, tmp_path: Path) -> None:
        os.mkfifo(source / "pipe.html")
        done = run("restore", "--in", source, "--out", tmp_path / "out", "--offline")
        assert done.code == 1
        assert "regular file" in self.details(tmp_path / "out")["pipe.html"]

    def test_a_folder_that_cannot_be_read_is_an_error(self, run: Run, source: Path, tmp_path: Path) -> None:
        """Here because its path is too long. The others are restored."""
        folder = os.open(source, os.O_RDONLY)
        for _ in range(20):
            os.mkdir("d" * 250, dir_fd=folder)
            inner = os.open("d" * 250, os.O_RDONLY, dir_fd=folder)
            os.close(folder)
            folder = inner
        os.close(folder)
        done = run("restore", "--in", source, "--out", tmp_path / "out", "--offline")
        assert done.code == 1
        assert list(self.details(tmp_path / "out").values()) == [
            "The folder cannot be read: File name too long."
        ]
        assert (tmp_path / "out" / "a.html").exists()

    def test_a_second_run_writes_what_has_changed_alone(self, run: Run, source: Path, tmp_path: Path) -> None:
        """A file that changed, an output that somebody removed or edited, and what failed before."""
        out = tmp_path / "out"
        (source / "d.html").write_bytes(b"caf\xe9")
        (source / "e.xml").write_text(export(item("<![CDATA[Words.]]>")))
        run("restore", "--in", source, "--out", out, "--offline")
        first = self.entries(out)
        written = {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()}
        (source / "c.TXT").write_text("Other words.")
        (source / "d.html").write_text("Mended.")
        (out / "2021" / "März" / "b.md").unlink()
        done = run("restore", "--in", source, "--out", out, "--offline")
        again = {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()}
        unchanged = {path.name for path in written if written[path] == again[path]}
        assert (done.code, unchanged) == (0, {"a.html", "e.xml"})
        assert self.entries(out)["a.html:None"] == first["a.html:None"]
        assert "Other words." in (out / "c.TXT").read_text()
        assert list(self.entries(out)) == [
            "2021/März/b.md:None", "a.html:None", "c.TXT:None", "d.html:None", "e.xml:7/content"
        ]  # fmt: skip

    @pytest.mark.slow
    @pytest.mark.parametrize("killed", ["all of it", "one of its processes"])
    def test_an_interrupted_run_goes_on(self, source: Path, tmp_path: Path, killed: str) -> None:
        """What was written is not written again, even if the last line of the report is incomplete."""
        out = tmp_path / "out"
        for number in range(400):
            (source / f"{number}.html").write_text(DECAYED * 40)
        command: list[str | Path] = [EMBEDSVC, "restore", "--in", source, "--out", out, "--offline"]
        process = subprocess.Popen(
            command, env=without_settings(), start_new_session=True, stderr=subprocess.PIPE, text=True
        )
        journal = out / "report.jsonl"
        while not (journal.exists() and journal.stat().st_size > 100_000):
            time.sleep(0.01)
        if killed == "all of it":
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            journal.write_bytes(journal.read_bytes()[:-100])
        else:
            children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text("ascii").split()
            os.kill(int(children[0]), signal.SIGKILL)
            _, errors = process.communicate(timeout=60)
            assert (process.returncode, "Run this again" in errors) == (2, True)
            assert "Traceback" not in errors
        known = [json.loads(line)["file"] for line in journal.read_bytes().splitlines()[1:-1]]
        before = {name: (out / name).stat().st_mtime_ns for name in known}
        assert 0 < len(known) < 400
        assert subprocess.run(command, env=without_settings(), check=False, timeout=120).returncode == 0
        assert {name: (out / name).stat().st_mtime_ns for name in known} == before
        assert len(self.entries(out)) == 403

    def test_a_wordpress_export_stays_one(self, run: Run, source: Path, tmp_path: Path) -> None:
        """Content and excerpts are restored, everything else stays byte for byte."""
        text = export(
            item(f"<![CDATA[{DECAYED}]]>", "<![CDATA[Words alone.]]>"),
            item("<![CDATA[<!-- wp:paragraph -->\n<p>a</p>\n<!-- /wp:paragraph -->]]>", number=8),
        )
        (source / "export.xml").write_bytes(text.encode())
        run("restore", "--in", source, "--out", tmp_path / "out", "--offline")
        restored = (tmp_path / "out" / "export.xml").read_bytes().decode()
        before, _, after = text.partition(DECAYED)
        assert restored.startswith(before + "<figure")
        assert restored.endswith("</figure>" + after)
        entries = self.entries(tmp_path / "out")
        found = {name: len(entry["finds"]) for name, entry in entries.items() if "export" in name}  # type: ignore[arg-type]
        assert found == {"export.xml:7/content": 1, "export.xml:7/excerpt": 0, "export.xml:8/content": 0}

    @pytest.mark.parametrize("target", ["in", "in/out", ".", "link"])
    def test_folders_that_contain_each_other_are_refused(
        self, run: Run, source: Path, tmp_path: Path, target: str
    ) -> None:
        """Also by a symbolic link: input is never overwritten."""
        (tmp_path / "link").symlink_to(source)
        done = run("restore", "--in", source, "--out", tmp_path / target, "--offline")
        assert (done.code, done.out) == (2, "")
        assert "inside the other" in done.err
        assert not (source / "report.jsonl").exists()

    @pytest.mark.parametrize(
        "arguments", [["--in", "/absent", "--out", "/absent/out"], ["--in", "/tmp"], ["--out", "/absent"]]
    )
    def test_both_folders_are_needed(self, run: Run, arguments: list[str]) -> None:
        assert run("restore", *arguments).code == 2

    def test_a_terminal_shows_progress(self, run: Run, source: Path, tmp_path: Path) -> None:
        parent, child = pty.openpty()
        done = run.redirected("restore", "--in", source, "--out", tmp_path / "out", "--offline", stderr=child)
        os.close(child)
        assert done.code == 0
        assert "100%" in os.read(parent, 65536).decode()
        os.close(parent)
