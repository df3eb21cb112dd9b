"""Worker processes whose threads all ask for the same keys at the same moment, each in an order of its own."""

import random
import threading
import time
from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path

from embedsvc.model import Known, Outcome
from embedsvc.store import Cache, Memory, tier_from_url
from tests.support.forkserver import CONTEXT
from tests.support.store.samples import KEY, embed, failed


class Worker:
    """It sends "ready", waits for `start`, and in the end sends how many answers of each kind it got and how many
    operations of the tier failed. A fetch takes `seconds`, adds a line to the file `fetches` in the folder, and
    gives the `outcome`: `embed`, `failure`, or `expired failure`, which expires at once.
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
        self._pipe, pipe = CONTEXT.Pipe()
        options = {"threads": threads, "keys": keys, "seconds": seconds, "outcome": outcome}
        self._process = CONTEXT.Process(
            target=_work, args=(url, folder / "fetches", pipe), kwargs=options, daemon=True
        )
        self._process.start()
        pipe.close()

    def receive(self) -> str:
        return str(self._pipe.recv())

    def start(self) -> None:
        self._pipe.send("start")

    def kill(self) -> None:
        self._process.kill()
        self._process.join(10)
        self._pipe.close()


def _work(
    url: str, log: Path, pipe: Connection, *, threads: int, keys: int, seconds: float, outcome: str
) -> None:
    tier = tier_from_url(url)
    store = Cache(tier, Memory(2**20, time.time), time.time)
    answers: Counter[str] = Counter()
    lock = threading.Lock()
    start = threading.Event()

    def fetch(_: Known) -> Outcome:
        with log.open("a", encoding="ascii") as lines:
            lines.write("fetch\n")
        time.sleep(seconds)
        now = time.time()
        if outcome == "embed":
            return Outcome(embed(at=now))
        return Outcome(failed(at=now, ttl=60 if outcome == "failure" else 0))

    def ask() -> None:
        order = [f"{KEY}/{number}" for number in range(keys)]
        random.shuffle(order)
        start.wait()
        for key in order:
            answer = store.get_or_fetch(key, fetch)
            with lock:
                answers[type(answer.value).__name__] += 1

    asking = [threading.Thread(target=ask) for _ in range(threads)]
    for thread in asking:
        thread.start()
    pipe.send("ready")
    pipe.recv()
    start.set()
    for thread in asking:
        thread.join()
    pipe.send(f"{dict(answers)} {sum(tier.errors.values())}")
