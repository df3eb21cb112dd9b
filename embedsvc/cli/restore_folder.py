"""Restores all articles of a folder into another one, in several processes.

Each output has the relative path of its file. A run that was interrupted goes on where it was.
"""

import json
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from operator import itemgetter
from pathlib import Path
from stat import S_ISREG
from typing import Any, NamedTuple

import click

from embedsvc import __version__
from embedsvc.cli import article_file, restore_report
from embedsvc.cli.refused import Refused
from embedsvc.cli.restore_report import JOURNAL, ReportLine, write_file
from embedsvc.errors import Failure, InternalError, InvalidRequest
from embedsvc.formats import to_json
from embedsvc.restore import report
from embedsvc.restore.articles import wxr
from embedsvc.restore.articles.reading import Markup
from embedsvc.restore.restorer import MAX_BYTES, Restored
from embedsvc.settings import Settings
from embedsvc.wiring import command_line

MARKUPS: dict[str, Markup] = {
    ".html": "html",
    ".htm": "html",
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
}
EXPORT = ".xml"
_HEAD = 16_384
"""Bytes in which an export states that it is one."""

KILLED = "A process was ended from outside, perhaps for lack of memory. Run this again: it goes on from here."

logger = logging.getLogger(__name__)


class Folders(NamedTuple):
    source: Path
    target: Path


class Digests(NamedTuple):
    """The digests of a file and of its output when both were last seen."""

    input: str | None = None
    output: str | None = None


class Text(NamedTuple):
    source: str
    markup: Markup
    url: str | None = None


class Done(NamedTuple):
    """What became of a text: `output` is None where it stays as it is, because of an error."""

    output: str | None
    members: ReportLine


def restore_folder(folders: Folders, settings: Settings, *, offline: bool, sanitize: bool) -> bool:
    """Whether all went well. Raises Refused for folders that contain each other, and where a process ends."""
    _check(folders)
    folders.target.mkdir(parents=True, exist_ok=True)
    unreadable: list[OSError] = []
    files = sorted(_files(folders.source, unreadable.append))
    earlier = restore_report.earlier(folders.target / JOURNAL)
    mode = f"{__version__} {'offline' if offline else 'online'}{' sanitized' if sanitize else ''}"
    pool = ProcessPoolExecutor(
        mp_context=get_context("fork"), initializer=_prepare, initargs=(settings, offline, sanitize)
    )
    entries = [_unreadable(folders.source, error) for error in unreadable]
    try:
        with pool, (folders.target / JOURNAL).open("ab") as journal:
            journal.write(b"\n")  # the last line of an interrupted run may be incomplete
            finished = _Batch(folders, mode, earlier, pool).run(files)
            is_hidden = not sys.stderr.isatty()
            with click.progressbar(finished, length=len(files), file=sys.stderr, hidden=is_hidden) as bar:
                for of_file in bar:
                    entries += of_file
                    journal.write(b"".join(to_json.encode(entry) + b"\n" for entry in of_file))
                    journal.flush()
    except BrokenProcessPool:
        raise Refused(KILLED) from None
    restore_report.write(folders.target, sorted(entries, key=itemgetter("file")))
    return not any("error" in entry for entry in entries)


def _check(folders: Folders) -> None:
    source, target = (folder.resolve() for folder in folders)
    if source == target or source in target.parents or target in source.parents:
        raise Refused("Neither of the folders of --in and --out may be inside the other.")


def _files(folder: Path, on_error: Callable[[OSError], None]) -> Iterator[str]:
    """The relative paths of articles and exports. `on_error` gets the folders that cannot be read."""
    for parent, _, names in os.walk(folder, onerror=on_error):
        for name in names:
            if _suffix(name) in {*MARKUPS, EXPORT}:
                yield str((Path(parent) / name).relative_to(folder))


def _unreadable(source: Path, error: OSError) -> ReportLine:
    named = {"file": os.path.relpath(error.filename, source), "item": None}
    return _failed(named, InvalidRequest(f"The folder cannot be read: {error.strerror}."))


def _suffix(file: str) -> str:
    return Path(file).suffix.lower()


@dataclass(frozen=True, slots=True)
class _Batch:
    folders: Folders
    mode: str
    """What an output depends on besides its file."""
    earlier: Mapping[str, list[ReportLine]]
    pool: ProcessPoolExecutor

    def run(self, files: Sequence[str]) -> Iterator[list[ReportLine]]:
        """The lines of each file: articles, several at a time, then exports, several items at a time."""
        articles = [file for file in files if _suffix(file) != EXPORT]
        known = map(self._known, articles)
        restored = self.pool.map(
            partial(_restore_file, self.folders, self.mode), articles, known, chunksize=4
        )
        for file, entry in zip(articles, restored, strict=True):
            yield self.earlier[file] if entry is None else [entry]
        for file in files:
            if _suffix(file) == EXPORT:
                yield self._restore_export(file)

    def _known(self, file: str) -> Digests:
        entries = self.earlier.get(file) or [{}]
        has_failed = any("error" in entry for entry in entries)
        return Digests() if has_failed else Digests(entries[0].get("input"), entries[0].get("output"))

    def _restore_export(self, file: str) -> list[ReportLine]:
        try:
            data = _read(self.folders.source / file)
            if not wxr.is_export(data[:_HEAD].decode("utf-8", "replace")):
                return []
            digest = _digest(data, self.mode)
            if _is_unchanged(self.folders.target / file, self._known(file), digest):
                return self.earlier[file]
            source = article_file.decode(data)
        except Failure as failure:
            return [_failed({"file": file, "item": None}, failure)]
        fields = list(wxr.fields(source))
        texts = [Text(field.text, "html", field.url) for field in fields]
        done = list(self.pool.map(_restore_text, texts, chunksize=8))
        changed = [
            (field, each.output)
            for field, each in zip(fields, done, strict=True)
            if each.output is not None and each.output != field.text
        ]
        output = wxr.replace(source, changed).encode()
        try:
            _put(self.folders.target, file, output)
        except Failure as failure:
            return [_failed({"file": file, "item": None}, failure)]
        digests = {"input": digest, "output": _digest(output)}
        return [
            {"file": file, "item": f"{field.post_id}/{field.name}", **digests, **each.members}
            for field, each in zip(fields, done, strict=True)
        ] or [{"file": file, "item": None, **digests, "format": "html", "finds": []}]


_restore: Callable[..., Restored]
"""Of a process of the pool."""


def _prepare(settings: Settings, offline: bool, sanitize: bool) -> None:  # noqa: FBT001 -- called by the pool
    """In each process of the pool, which ends with the process that started it."""
    global _restore  # noqa: PLW0603 -- a pool has no other way to give its functions something
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    parent = parent_process()
    if parent:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    _restore = partial(command_line.restorer(settings, offline=offline), sanitise=sanitize)


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _restore_file(folders: Folders, mode: str, file: str, known: Digests) -> ReportLine | None:
    """Restores an article; None if its output is there already."""
    named = {"file": file, "item": None}
    try:
        data = _read(folders.source / file)
        digest = _digest(data, mode)
        if _is_unchanged(folders.target / file, known, digest):
            return None
        done = _restore_text(Text(article_file.decode(data, MAX_BYTES), MARKUPS[_suffix(file)]))
        if done.output is None:
            return {**named, **done.members}
        output = done.output.encode()
        _put(folders.target, file, output)
    except Failure as failure:
        return _failed(named, failure)
    return {**named, "input": digest, "output": _digest(output), **done.members}


def _restore_text(text: Text) -> Done:
    try:
        restored = _restore(text.source, text.markup, url=text.url)
    except Failure as failure:
        return Done(None, _failed({}, failure))
    except Exception:
        logger.exception("an article could not be restored")
        return Done(None, _failed({}, InternalError()))
    finds = json.loads(to_json.encode(report.finds(restored)))
    return Done(restored.output, {"format": restored.markup, "finds": finds})


def _failed(named: Mapping[str, Any], failure: Failure) -> ReportLine:
    return {**named, "error": {"code": failure.code, "detail": failure.detail}}


def _read(path: Path) -> bytes:
    try:
        if not S_ISREG(path.stat().st_mode):
            raise InvalidRequest("This is no regular file.")
        return path.read_bytes()
    except OSError as error:
        raise InvalidRequest(f"The file cannot be read: {error.strerror}.") from None


def _digest(data: bytes, mode: str = "") -> str:
    return sha256(mode.encode() + data).hexdigest()


def _is_unchanged(target: Path, known: Digests, digest: str) -> bool:
    try:
        return known.input == digest and target.is_file() and _digest(target.read_bytes()) == known.output
    except OSError:  # writing it will succeed, or tell why not
        return False


def _put(folder: Path, file: str, output: bytes) -> None:
    """Raises InvalidRequest if it cannot be written, or if a link in the folder leads out of it."""
    target = folder / file
    if not Path(os.path.realpath(target.parent)).is_relative_to(os.path.realpath(folder)):
        raise InvalidRequest("A symbolic link leads out of the output folder.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_file(target, output)
    except OSError as error:
        raise InvalidRequest(f"The output cannot be written: {error.strerror}.") from None
