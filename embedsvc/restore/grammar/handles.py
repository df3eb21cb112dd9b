"""An account in brackets: `(@handle)`."""

import re

from embedsvc.restore.grammar.attribution import INVISIBLE

IN_BRACKETS = re.compile(
    rf"[(（［\[【﹙][ \t{INVISIBLE}]*[@＠﹫][ \t\n{INVISIBLE}]*"
    rf"(?P<handle>[A-Za-z0-9_][A-Za-z0-9_.\-]{{0,250}}(?:@[A-Za-z0-9.\-]{{1,250}})?)"
    rf"[{INVISIBLE}]*[ \t]*[)）］\]】﹚]"
)
"""Brackets of any width, with spaces and marks of direction."""
