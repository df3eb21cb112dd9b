"""The recording inside the package."""

import subprocess
import sys
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from embedsvc.model import Embed, Failed
from embedsvc.settings import Settings
from embedsvc.wiring import command_line, demo_examples

ROOT = Path(__file__).resolve().parents[2]


def records(path: Path) -> dict[str, tuple[str, bytes]]:
    with path.open("rb") as file:
        return {
            record.rec_headers.get_header("WARC-Target-URI"): (
                record.http_headers.get_statuscode(),
                record.content_stream().read(),
            )
            for record in ArchiveIterator(file)
        }


def test_the_recording_is_what_its_script_writes(tmp_path: Path) -> None:
    """Nobody edits the recording by hand."""
    fresh = tmp_path / "fresh.warc.gz"
    subprocess.run([sys.executable, ROOT / "scripts" / "make_demo.py", fresh], check=True, timeout=60)
    assert records(ROOT / "embedsvc" / "web" / "demo" / "recording.warc.gz") == records(fresh)


def test_the_examples_need_no_network() -> None:
    """Every attempt of every example is answered by the recording; the dead link by its 404."""
    resolve = command_line.resolver(Settings(replay=(str(demo_examples.RECORDING),)))
    for example in demo_examples.LINKS:
        value = resolve(example.url).value
        codes = {attempt.code for attempt in value.tried}
        if "removed" in example.url:
            assert isinstance(value, Failed)
            assert codes == {"not_found"}
        else:
            assert isinstance(value, Embed)
            assert codes == {None}
