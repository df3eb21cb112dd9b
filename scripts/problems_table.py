#!/usr/bin/env python3
"""Prints the table of failures for docs/http.md."""

from embedsvc.errors import BY_CODE


def table() -> str:
    rows = ["| code | status | fresh for | older answer | title |", "| --- | --- | --- | --- | --- |"]
    rows += [
        f"| `{kind.code}` | {kind.status} | {f'{kind.ttl} s' if kind.ttl else ''} "
        f"| {f'`{kind.older_answer}`' if kind.older_answer else ''} | {kind.title} |"
        for kind in BY_CODE.values()
    ]
    return "\n".join(rows)


if __name__ == "__main__":
    print(table())
