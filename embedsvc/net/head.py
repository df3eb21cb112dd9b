"""The head of a response (RFC 9112 §4, §5), limited in bytes and, like in browsers, not in lines."""

import http.client
import re
from typing import Any

MAX_HEAD = 256 * 1024
"""Bytes of status line and header lines, those of interim responses included (Chrome's limit)."""

LINE_OVERHEAD = 32
"""Bytes that each line counts in addition, as in HTTP/2 (RFC 9113 §6.5.2): short lines cost time, too."""

_STATUS_LINE = re.compile(r"HTTP/(0\.9|1\.[0-9])[ \t]++([1-9][0-9]{2})(?:[ \t](.*))?", re.DOTALL)
_FIELD = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]++)[ \t]*+:(.*)", re.DOTALL)


class HeadReader:
    """Reads the heads of one exchange: those of interim responses, then the final one."""

    def __init__(self, file: Any) -> None:  # noqa: ANN401  (http.client does not export its type)
        self._file = file
        self._left = MAX_HEAD
        self.is_malformed = False
        """Whether a line was skipped."""

    def status_line(self) -> tuple[int, int, str]:
        """The version as http.client writes it (10 or 11), the status and its reason."""
        match = _STATUS_LINE.fullmatch(self._line())
        if not match:
            raise http.client.HTTPException("the response does not begin with a status line")
        return (10 if match[1] in {"0.9", "1.0"} else 11), int(match[2]), (match[3] or "").strip()

    def fields(self) -> http.client.HTTPMessage:
        """The header fields. A line that is none is skipped, and a folded line continues the one before."""
        found: list[tuple[str, str]] = []
        while line := self._line():
            field = _FIELD.fullmatch(line)
            if field:
                found.append((field[1], field[2].strip(" \t")))
            elif line.startswith((" ", "\t")) and found:
                name, value = found.pop()
                found.append((name, f"{value} {line.strip()}"))
            else:
                self.is_malformed = True
        fields = http.client.HTTPMessage()
        for name, value in found:
            fields[name] = value
        return fields

    def _line(self) -> str:
        """The next line without its end. Raises HTTPException for a head that ends early or is too long."""
        line: bytes = self._file.readline(self._left + 1)
        self._left -= len(line) + LINE_OVERHEAD
        if self._left < 0:
            raise http.client.HTTPException("the head is too long")
        if not line.endswith(b"\n"):
            raise http.client.HTTPException("the response ends inside its head")
        text = line[:-1].removesuffix(b"\r").decode("latin-1")
        return text.replace("\r", " ")  # a bare CR ends no line (RFC 9112 §2.2)
