"""Resolves links without HTTP in front, in a process of its own, because peak memory is a process's.

Reads JSON lines with a link and its deadline, and writes a JSON line with the result and its cost for each.
"""

import json
import sys
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from embedsvc.formats import block, embed_json, failure, oembed, text, to_json
from embedsvc.model import Embed, Failed
from embedsvc.net.transport import Transport
from tests.support.sites import OPTIONS
from tests.support.stages import live, pipeline
from tests.support.upstream import loopback


@dataclass(frozen=True)
class Result:
    code: str
    """`success`, or the code of the failure."""
    title: str | None
    method: str | None
    tried: list[str | None]
    html: str
    other_formats: str
    """The same as JSON and as plain text."""
    seconds: float
    growth: int
    """Peak resident memory over that of the process after its start, MiB."""


def main() -> None:
    start: int | None = None
    for line in sys.stdin:
        asked = json.loads(line)
        Path("/proc/self/clear_refs").write_text("5")  # resets the peak (proc(5))
        began = time.monotonic()
        value = resolve(**asked)
        seconds = time.monotonic() - began
        start = memory("VmHWM") if start is None else start
        result = summarise(value, seconds, (memory("VmHWM") - start) // 1024)
        sys.stdout.write(json.dumps(asdict(result)) + "\n")
        sys.stdout.flush()


def resolve(url: str, port: int, deadline: float) -> Embed | Failed:
    settings = loopback(deadline=deadline, allow_ports=frozenset({port}))
    return pipeline(live(Transport(settings).fetch, deadline=settings.deadline))(url).value


def summarise(value: Embed | Failed, seconds: float, growth: int) -> Result:
    tried = [attempt.code for attempt in value.tried]
    if isinstance(value, Failed):
        html, other_formats = (
            str(failure.link_block(value) or ""),
            to_json.encode(failure.line(value)).decode("utf-8"),
        )
        return Result(value.code, None, None, tried, html, other_formats, seconds, growth)
    assert 60 <= value.expires_at - value.fetched_at <= 30 * 86400
    html = block.render(value, replace(OPTIONS, images="direct"))
    answers = (to_json.encode(form.render(value, OPTIONS)).decode("utf-8") for form in (embed_json, oembed))
    other_formats = "\n".join((*answers, text.render(value, OPTIONS)))
    finding = value.finding
    return Result(
        "success", finding.metadata.title, finding.method, tried, html, other_formats, seconds, growth
    )


def memory(name: str) -> int:
    """A line of proc(5) status, KiB."""
    status = Path("/proc/self/status").read_text("ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(name))


if __name__ == "__main__":
    main()
