"""Several workers: processes of threads that all recall the same keys at one moment, each in an order of its own."""

import random
import threading
import time
from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path

from embedsvc.model import Known, Outcome
from embedsvc.store import Cache, Memory, tier_of
from tests.support.forkserver import CONTEXT
from tests.support.store.samples import KEY, embed, failed


class Worker:
    """It says that it is ready, and begins when told so. `seconds` is how long learning takes, `outcome` what
    it gives: `embed`, `failure`, or `forgotten`, a failure that holds for no time. Each call of `learn` adds
    a line to the folder's file `learned`; in the end it says the kinds of answers with their numbers, and how
    many operations of the tier failed.
    """

    def __init__(
        self,
        url: str,
        folder: Path,
        *,
        threads: int = 1,
        keys: int = 1,
        seconds: float,
        outcome: str = "embed",
    ) -> None:
        self._line, line = CONTEXT.Pipe()
        options = {"threads": threads, "keys": keys, "seconds": seconds, "outcome": outcome}
        self._process = CONTEXT.Process(
            target=_work, args=(url, folder / "learned", line), kwargs=options, daemon=True
        )
        self._process.start()
        line.close()

    def hear(self) -> str:
        return str(self._line.recv())

    def begin(self) -> None:
        self._line.send("begin")

    def end(self) -> None:
        self._process.kill()
        self._process.join(10)
        self._line.close()


def _work(
    url: str, learned: Path, line: Connection, *, threads: int, keys: int, seconds: float, outcome: str
) -> None:
    tier = tier_of(url)
    store = Cache(tier, Memory(2**20, time.time), time.time)
    answers: Counter[str] = Counter()
    lock = threading.Lock()
    begin = threading.Event()

    def learn(_: Known) -> Outcome:
        with learned.open("a", encoding="ascii") as lines:
            lines.write("learned\n")
        time.sleep(seconds)
        now = time.time()
        if outcome == "embed":
            return Outcome(embed(at=now))
        return Outcome(failed(at=now, ttl=60 if outcome == "failure" else 0))

    def ask() -> None:
        order = [f"{KEY}/{number}" for number in range(keys)]
        random.shuffle(order)
        begin.wait()
        for key in order:
            recalled = store.get_or_fetch(key, learn)
            with lock:
                answers[type(recalled.value).__name__] += 1

    asking = [threading.Thread(target=ask) for _ in range(threads)]
    for thread in asking:
        thread.start()
    line.send("ready")
    line.recv()
    begin.set()
    for thread in asking:
        thread.join()
    line.send(f"{dict(answers)} {sum(tier.errors.values())}")
