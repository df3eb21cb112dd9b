"""One worker of several: threads that all recall the same keys at one moment, each in an order of its own.

    python -m tests.store.crowd URL THREADS KEYS SECONDS OUTCOME LEARNED

It says that it is ready, and begins at a line from standard input. SECONDS is how long learning takes,
OUTCOME what it gives: `embed`, `failure`, or `forgotten`, a failure that holds for no time. Each call of
`learn` adds a line to LEARNED; in the end it says the kinds of answers with their numbers, and how many
operations of the tier failed.
"""

import random
import sys
import threading
import time
from collections import Counter
from pathlib import Path

from embedsvc.store import Learned, Memory, Remembering, Snapshots, tier_of
from tests.store.samples import KEY, embed, failed


def main(url: str, threads: str, keys: str, seconds: str, outcome: str, learned: str) -> None:
    tier = tier_of(url)
    store = Remembering(tier, Memory(2**20, time.time), time.time)
    answers: Counter[str] = Counter()
    lock = threading.Lock()
    begin = threading.Event()

    def learn(_: Snapshots) -> Learned:
        with Path(learned).open("a", encoding="ascii") as lines:
            lines.write("learned\n")
        time.sleep(float(seconds))
        now = time.time()
        if outcome == "embed":
            return Learned(embed(at=now))
        return Learned(failed(at=now, ttl=60 if outcome == "failure" else 0))

    def ask() -> None:
        order = [f"{KEY}/{number}" for number in range(int(keys))]
        random.shuffle(order)
        begin.wait()
        for key in order:
            recalled = store.recall(key, learn)
            with lock:
                answers[type(recalled.value).__name__] += 1

    asking = [threading.Thread(target=ask) for _ in range(int(threads))]
    for thread in asking:
        thread.start()
    say("ready")
    sys.stdin.readline()
    begin.set()
    for thread in asking:
        thread.join()
    say(f"{dict(answers)} {sum(tier.errors.values())}")


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
