"""A process that keeps Embeds one after the other and says the id of each once it is acknowledged.

    python -m tests.archive.writer URL NAME COUNT

It says that it is ready, and begins at a line from standard input. URLs hold NAME and a number, so each is
another one; a NAME that ends in `!` is the whole URL.
"""

import sys

from embedsvc.archive import archive_of
from tests.archive.samples import embed


def main(url: str, name: str, count: str) -> None:
    archive = archive_of(url)
    say("ready")
    sys.stdin.readline()
    for number in range(int(count)):
        key = name if name.endswith("!") else f"https://social.example/{name}/{number}"
        edition = archive.keep(embed(f"{key} " + "and more words " * 50, url=key))
        say(edition.id if edition else "none")


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
