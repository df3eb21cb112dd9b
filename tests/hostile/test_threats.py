"""The threat model names what there is."""

import re
from pathlib import Path

import embedsvc

PACKAGE = Path(embedsvc.__file__).parent
TEXT = PACKAGE.parent.joinpath("SECURITY.md").read_text("utf-8")


def test_every_threat_is_stopped_and_proved_somewhere_that_exists() -> None:
    """Modules and tests of the table are there: a test that is renamed or dropped is missed here."""
    rows = [line.split("|")[1:4] for line in TEXT.splitlines() if line.startswith("| ")][2:]
    assert len(rows) > 10
    for threat, stopped, proved in rows:
        modules = re.findall(r"`([a-z_]+/(?:[a-z_]+\.py)?|[a-z_]+\.py)`", stopped)
        tests = re.findall(r"`(tests/[\w/.]*)`", proved)
        assert tests, threat
        assert [name for name in modules if not PACKAGE.joinpath(name).exists()] == [], threat
        assert [name for name in tests if not PACKAGE.parent.joinpath(name).exists()] == [], threat
