"""The threads of a worker."""

import threading
from queue import SimpleQueue

from embedsvc.web.gunicorn import Pool

TIMEOUT = 30


def test_no_more_work_goes_on_than_there_may_be_threads() -> None:
    """What comes on top waits for a thread to be free, and is done then."""
    pool, began, go = Pool(2), SimpleQueue[str](), threading.Event()

    def work() -> None:
        began.put(threading.current_thread().name)
        go.wait(TIMEOUT)

    for _ in range(3):
        pool.take(work)
    for _ in range(2):
        began.get(timeout=TIMEOUT)
    assert began.empty()
    go.set()
    began.get(timeout=TIMEOUT)
    pool.shutdown(wait=False)


def test_an_idle_thread_is_used_again() -> None:
    """A quiet worker has few threads, however many requests it has answered."""
    pool, done = Pool(100), SimpleQueue[int]()
    seen = set()
    for _ in range(50):
        pool.take(lambda: done.put(threading.get_ident()))
        seen.add(done.get(timeout=TIMEOUT))
    pool.shutdown(wait=False)
    assert len(seen) < 10


def test_threads_end_with_their_pool() -> None:
    """Each that is idle tells the next."""
    pool, together, threads = Pool(3), threading.Barrier(4), SimpleQueue[threading.Thread]()

    def work() -> None:
        threads.put(threading.current_thread())
        together.wait(TIMEOUT)

    for _ in range(3):
        pool.take(work)
    together.wait(TIMEOUT)
    pool.shutdown(wait=False)
    for _ in range(3):
        thread = threads.get(timeout=TIMEOUT)
        thread.join(TIMEOUT)
        assert not thread.is_alive()
