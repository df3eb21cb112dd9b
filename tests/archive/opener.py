"""A process that opens one archive after the other, keeps the same Embed in each, and says its id.

    python -m tests.archive.opener

Each line from standard input is the URL of an archive.
"""

import sys
from contextlib import closing

from embedsvc.archive import archive_of
from tests.archive.samples import embed


def main() -> None:
    for line in sys.stdin:
        with closing(archive_of(line.strip())) as archive:
            edition = archive.keep(embed())
        sys.stdout.write(f"{edition and edition.id}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
