"""Code, tests and documents use the words of the field (`docs/CONTRIBUTING.md`, "Words").

An earlier version had a dialect of its own, such as "the answer is told" or `Journal.tell`, which nobody else
could read. Each banned word is listed with a plain one, which the message of a failing test names.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CODE = sorted(
    path
    for folder in ("embedsvc", "tests", "scripts")
    for path in (ROOT / folder).rglob("*.py")
    if path != Path(__file__)
)
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.joinpath("docs").glob("*.md")])

PROSE = {
    r"kept|held": "stored",
    r"remember(?:s|ed|ing)?": "store, cached",
    r"forgets?|forgotten|forgetting": "purge, evict",
    r"learn(?:s|ed|t|ing)?": "fetch, read",
    r"told|said|says?|saying": "states, reports, answered, logged",
    r"shelf|shelves": "key, entry",
    r"dear(?:er|est|ly)?": "expensive, precedence",
    r"anew": "again",
    r"hangs? on": "depends on",
    r"nobody sets": "monotonic",
    r"(?<!none )of which": "whose, about which",
    r"(?<=, )else|(?<=or )else": "otherwise",
    r"faces": "routes, the HTTP API",
}
"""In comments, docstrings and documents. What is in backticks or quotation marks is exempt: names of the public
interface such as `source.kept`, and quoted text.
"""
NAMES = {
    r"kept|held": "stored",
    r"remember(?:s|ed|ing)?|recall(?:s|ed)?": "get_or_fetch, cached",
    r"forgets?|forgotten": "purge, evict",
    r"learn(?:s|ed|t)?": "fetch, fetched",
    r"told|tells?|said|says?": "a noun for what it is: line, answer, body",
    r"shelf": "key",
    r"dear": "precedence",
    r"anew": "again",
    r"farewell|abreast|admits": "shutdown, concurrency, allowed",
}
"""As a word of a function, a class, an argument or a variable."""
WHOLE_NAMES = {"of": "parse, for_request, from_page", "house": "what it is", "river": "pipeline"}

_IN_PROSE = re.compile(rf"\b(?:{'|'.join(PROSE)})\b", re.IGNORECASE)
_IN_NAMES = re.compile("|".join(NAMES))
_QUOTED = re.compile(r"`[^`]*`|\"[^\"]*\"|“[^”]*”")
_CODE_BLOCK = re.compile(r"```.*?```", re.DOTALL)
_TABLE_OF_WORDS = re.compile(r"^## Words$.*?^(?=## )", re.DOTALL | re.MULTILINE)

Line = tuple[int, str]


@lru_cache(maxsize=1)
def nodes(source: str) -> list[ast.AST]:
    return list(ast.walk(ast.parse(source)))


def prose(source: str) -> Iterator[Line]:
    """Comments and docstrings; where no comment can be banned, docstrings alone."""
    if any(_IN_PROSE.search(line.partition("#")[2]) for line in source.splitlines()):
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string
    for node in nodes(source):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield from enumerate(str(node.value.value).splitlines(), node.lineno)


def names(source: str) -> Iterator[Line]:
    """Names that the module defines."""
    for node in nodes(source):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.lineno, node.name
            case ast.arg():
                yield node.lineno, node.arg
            case ast.Name(ctx=ast.Store()):
                yield node.lineno, node.id


def banned_in_prose(lines: Iterable[Line]) -> list[str]:
    found = []
    for number, line in lines:
        text = _QUOTED.sub("", line)
        if not _IN_PROSE.search(text):
            continue
        for words, plain in PROSE.items():
            match = re.search(rf"\b(?:{words})\b", text, re.IGNORECASE)
            if match:
                found.append(f"line {number}: {match[0]!r}, better {plain}: {line.strip()}")
    return found


def banned_in_names(lines: Iterable[Line]) -> list[str]:
    found = []
    for number, name in lines:
        split = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
        if split not in WHOLE_NAMES and not _IN_NAMES.search(split):
            continue
        plain = WHOLE_NAMES.get(split) or next(
            (plain for words, plain in NAMES.items() if re.search(rf"(?:^|_)(?:{words})(?:$|_)", split)), None
        )
        if plain:
            found.append(f"line {number}: the name {name!r}, better {plain}")
    return found


def test_code_uses_plain_words() -> None:
    found = []
    for path in CODE:
        source = path.read_text("utf-8")
        banned = banned_in_prose(prose(source)) + banned_in_names(names(source))
        found += [f"{path.relative_to(ROOT)}, {line}" for line in banned]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_documents_use_plain_words(path: Path) -> None:
    """Code blocks are exempt, and so is the section that lists the banned words."""
    text = path.read_text("utf-8")
    for exempt in (_CODE_BLOCK, _TABLE_OF_WORDS):
        text = exempt.sub(lambda match: "\n" * match[0].count("\n"), text)
    assert banned_in_prose(enumerate(text.splitlines(), 1)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "What is kept is told.",
        "It is learned anew.",
        "Where it is remembered, or forgotten",
        "The dearest candidate wins.",
        "Held until it ends, else dropped.",
        "It hangs on the clock.",
        "Seconds of a clock that nobody sets.",
        "A link of which nothing is known.",
        "What a page says of itself.",
    ],
)
def test_the_dialect_is_recognised(sentence: str) -> None:
    """Also in a comment and in a docstring."""
    for source in (f"# {sentence}\n", f'"""{sentence}"""\n'):
        (found, *_) = banned_in_prose(prose(source))
        assert "better" in found


@pytest.mark.parametrize(
    "source",
    [
        "def of(url): ...",
        "def _told(value): ...",
        "class Kept: ...",
        "class JournalTells: ...",
        "FAREWELL = 1",
        "async def tell(): ...",
        "def get(learned): ...",
        "def test_what_is_given_is_kept_first(): ...",
    ],
)
def test_dialect_in_names_is_recognised(source: str) -> None:
    assert banned_in_names(names(source))


@pytest.mark.parametrize(
    "source",
    [
        '"""`source.kept` is true."""',
        '# labels such as "said on"',
        '"""None of which can be reached, where somebody else is; a foothold."""',
        "anything_else = keep_alive = 1",
    ],
)
def test_plain_words_are_not_reported(source: str) -> None:
    assert banned_in_prose(prose(source)) + banned_in_names(names(source)) == []
