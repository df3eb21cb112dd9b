#!/usr/bin/env python3
"""Prints the table of settings for docs/operating.md."""

from dataclasses import fields

from embedsvc.settings import PREFIX, Settings


def table() -> str:
    rows = ["| variable | default | meaning |", "| --- | --- | --- |"]
    rows += [
        f"| `{PREFIX}{item.name.upper()}` | {_shown(item.default)} | {item.metadata['meaning']} |"
        for item in fields(Settings)
    ]
    return "\n".join(rows)


def _shown(default: object) -> str:
    if default is None or default in ((), frozenset()):
        return ""
    if isinstance(default, bool):
        return "`on`" if default else "`off`"
    if isinstance(default, tuple):
        return f"`{','.join(default)}`"
    return f"`{default:g}`" if isinstance(default, float) else f"`{default}`"


if __name__ == "__main__":
    print(table())
