"""The README tells the truth."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def test_the_settings_table_is_that_of_the_code() -> None:
    """`scripts/settings_table.py` prints the table that belongs here."""
    printed = subprocess.run(
        [sys.executable, ROOT / "scripts" / "settings_table.py"],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert printed.stdout in README


def test_every_link_inside_the_project_leads_to_a_file() -> None:
    """Pictures and pages that the README shows are there."""
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", README)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []
