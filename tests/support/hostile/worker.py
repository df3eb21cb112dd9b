"""The service without its face, in a process of its own, since a peak of memory belongs to a process.

A JSON line in names a link and its deadline, a JSON line out says what came of it and what that cost.
"""

import json
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from embedsvc.formats import block, embed_json, failure, oembed, text, to_json
from embedsvc.model import Embed, Failed
from embedsvc.net.transport import Transport
from tests.support.stages import live, river
from tests.support.upstream import loopback


@dataclass(frozen=True)
class Told:
    code: str
    """`success`, or that of the failure."""
    title: str | None
    method: str | None
    tried: list[str | None]
    html: str
    said: str
    """The same as JSON and as plain text."""
    seconds: float
    growth: int
    """Of the peak of resident memory over what the process held once it had started, MiB."""


def main() -> None:
    start: int | None = None
    for line in sys.stdin:
        asked = json.loads(line)
        Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew (proc(5))
        began = time.monotonic()
        value = resolve(**asked)
        seconds = time.monotonic() - began
        start = memory("VmHWM") if start is None else start
        told = tell(value, seconds, (memory("VmHWM") - start) // 1024)
        sys.stdout.write(json.dumps(asdict(told)) + "\n")
        sys.stdout.flush()


def resolve(url: str, port: int, deadline: float) -> Embed | Failed:
    settings = loopback(deadline=deadline, allow_ports=frozenset({port}))
    return river(live(Transport(settings).fetch, deadline=settings.deadline))(url).value


def tell(value: Embed | Failed, seconds: float, growth: int) -> Told:
    tried = [attempt.code for attempt in value.tried]
    if isinstance(value, Failed):
        html, said = (
            str(failure.link_block(value) or ""),
            to_json.encode(failure.line(value)).decode("utf-8"),
        )
        return Told(value.code, None, None, tried, html, said, seconds, growth)
    assert 60 <= value.expires_at - value.fetched_at <= 30 * 86400
    html = block.render(value, images="direct")
    answers = (to_json.encode(form.render(value)).decode("utf-8") for form in (embed_json, oembed))
    said = "\n".join((*answers, text.render(value)))
    finding = value.finding
    return Told("success", finding.metadata.title, finding.method, tried, html, said, seconds, growth)


def memory(name: str) -> int:
    """A line of proc(5) status, KiB."""
    status = Path("/proc/self/status").read_text("ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(name))


if __name__ == "__main__":
    main()
