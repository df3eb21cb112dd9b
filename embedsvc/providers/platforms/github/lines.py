"""The lines of a file that the fragment of its address names: `#L10`, `#L10-L20`, `#L10C3-L20C8`.

A gist has all of its files on one page: `#file-a-name-py` names one of them, `#file-a-name-py-L3-L5` lines of
it.
"""

import re

FRAGMENT = re.compile(
    r"(?:file-(?P<file>[\w-]{1,200}?)(?:-(?=L\d))?)?"
    r"(?:L(?P<first>[1-9]\d{0,6})(?:C\d{1,6})?(?:-L?(?P<last>[1-9]\d{0,6})(?:C\d{1,6})?)?)?",
    re.ASCII,
)
MAX_LINES = 100


def cut(content: str, fragment: str) -> str | None:
    """The lines that a fragment names, at most MAX_LINES; None where it names none of this content."""
    named = FRAGMENT.fullmatch(fragment)
    if named is None or named["first"] is None:
        return None
    first, last = sorted((int(named["first"]), int(named["last"] or named["first"])))
    lines = content.splitlines()[first - 1 : min(last, first + MAX_LINES - 1)]
    return "\n".join(line.rstrip() for line in lines).strip("\n") or None


def file_of(files: tuple[tuple[str, str], ...], fragment: str) -> tuple[str, str] | None:
    """The name and the content of the file of a gist that a fragment names; None where it names none."""
    named = FRAGMENT.fullmatch(fragment)
    wanted = named and named["file"]
    return next((file for file in files if wanted and _anchor(file[0]) == wanted.lower()), None)


def _anchor(name: str) -> str:
    """How a gist's page writes the name of a file in its anchors."""
    return re.sub(r"[^a-z0-9_]+", "-", name.lower())
