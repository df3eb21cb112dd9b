"""What is counted, for Prometheus.

Each worker counts in files of its own, which `gathered` adds up; so this module is imported only in workers,
with PROMETHEUS_MULTIPROC_DIR set, or in tests, which count in memory. Labels are bounded: the rule of a route
and not its path, the key of a provider and not a host, our own codes.
"""

from bisect import bisect_left
from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import choose_encoder
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from embedsvc import __version__
from embedsvc.model import Answer, Embed, Known, Outcome, Url
from embedsvc.web.middleware.access_log import Note

NONE = "none"
"""The label of what has no route, no failure code or no provider."""

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class _Seconds(Histogram):
    def observe_all(self, seconds: Sequence[float]) -> None:
        """Counts many at a time: every single step writes to a file under a lock."""
        self._sum.inc(sum(seconds))
        for bucket, number in Tally(bisect_left(self._upper_bounds, each) for each in seconds).items():
            self._buckets[bucket].inc(number)


class Measures:
    """Counts in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "embedsvc_http_requests", "Requests answered.", ("route", "code"), registry=self.registry
        )
        self._seconds = _Seconds(
            "embedsvc_http_request_seconds",
            "How long requests took.",
            ("route",),
            registry=self.registry,
            buckets=_SECONDS,
        )
        self._cache = Counter(
            "embedsvc_cache",
            "What answers came from: finished responses, or else what the store had of the link.",
            ("tier", "result"),
            registry=self.registry,
        )
        self._upstream = Counter(
            "embedsvc_upstream_requests",
            "What was asked of sites for links; the outcome is ok or a failure's code.",
            ("provider", "outcome"),
            registry=self.registry,
        )
        self._revalidated = Counter(
            "embedsvc_upstream_not_modified",
            "Of these, answers by which a site said that what it gave before still holds (304).",
            ("provider",),
            registry=self.registry,
        )
        self._learning = Histogram(
            "embedsvc_upstream_seconds",
            "How long links took that were not known.",
            ("provider",),
            registry=self.registry,
            buckets=_SECONDS,
        )
        self._in_flight = Gauge(
            "embedsvc_upstream_in_flight",
            "Links that are being learned now.",
            registry=self.registry,
            multiprocess_mode="livesum",
        )
        self._entries, self._bytes = (
            Gauge(
                f"embedsvc_memory_{unit}",
                f"What workers have in memory, {unit}: finished responses, and what the store had of links.",
                ("tier",),
                registry=self.registry,
                multiprocess_mode="livesum",
            )
            for unit in ("entries", "bytes")
        )
        Gauge(
            "embedsvc_build_info",
            "Always 1.",
            ("version",),
            registry=self.registry,
            multiprocess_mode="max",
        ).labels(__version__).set(1)

    def requests(
        self, rules: Iterable[str], memories: Mapping[str, Callable[[], tuple[int, int]]]
    ) -> Callable[[Sequence[Note]], None]:
        """Counts what became of requests by the rules of the routes, as Flask writes them; and looks what
        there is in each of the memories by now: entries and bytes.
        """
        routes = {rule.partition("<")[0]: rule for rule in rules}
        starts = tuple(start for start, rule in routes.items() if "<" in rule)

        def route_of(path: str) -> str:
            route = routes.get(path)
            if route is None:
                route = next((routes[start] for start in starts if path.startswith(start)), NONE)
            return route

        @cache  # finding a series again takes longer than counting
        def took(route: str) -> Callable[[Sequence[float]], None]:
            return self._seconds.labels(route).observe_all

        def count(notes: Sequence[Note]) -> None:
            for (path, status), number in Tally((note.path, note.status) for note in notes).items():
                self._requests.labels(route_of(path), str(status)).inc(number)
            seconds = defaultdict[str, list[float]](list)
            for note in notes:
                seconds[note.path].append(note.seconds)
            for path, each in seconds.items():
                took(route_of(path))(each)
            self._cache.labels("response", "hit").inc(sum(note.kept for note in notes))
            for tier, used in memories.items():
                entries, size = used()
                self._entries.labels(tier).set(entries)
                self._bytes.labels(tier).set(size)

        return count

    def measured(self, answer: Answer, monotonic: Callable[[], float]) -> Answer:
        """The stage that counts and times what is fetched from upstream."""

        def stage(url: Url, known: Known) -> Outcome:
            began = monotonic()
            with self._in_flight.track_inprogress():
                outcome = answer(url, known)
            self._count_fetch(outcome, monotonic() - began)
            return outcome

        return stage

    def counted(self, answer: Answer) -> Answer:
        """The stage that counts hits and misses of the cache."""

        def stage(url: Url, known: Known) -> Outcome:
            outcome = answer(url, known)
            self._cache.labels("store", outcome.cache).inc()
            return outcome

        return stage

    def _count_fetch(self, outcome: Outcome, seconds: float) -> None:
        value = outcome.value
        provider = value.provider.key if isinstance(value, Embed) else NONE
        self._learning.labels(provider).observe(seconds)
        for attempt in value.tried:
            self._upstream.labels(provider, attempt.code or "ok").inc()
        revalidated = sum(snapshot.revalidated for snapshot in outcome.snapshots.values())
        if revalidated:
            self._revalidated.labels(provider).inc(revalidated)


class _Dependencies(Collector):
    def __init__(self, dependencies: Mapping[str, Callable[[], bool]]) -> None:
        self._dependencies = dependencies

    def collect(self) -> Iterator[GaugeMetricFamily]:
        up = GaugeMetricFamily(
            "embedsvc_dependency_up", "Whether it can be used now, as /readyz says.", labels=["dependency"]
        )
        for name, usable in self._dependencies.items():
            up.add_metric([name], usable())
        yield up


def gathered(dependencies: Mapping[str, Callable[[], bool]]) -> CollectorRegistry:
    """What all workers have counted, and what this one can use."""
    registry = CollectorRegistry()
    registry.register(_Dependencies(dependencies))
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry


def exposed(registry: CollectorRegistry, accept: str) -> tuple[bytes, str]:
    """As text and its media type, in the version that an Accept header asks for."""
    encode, media_type = choose_encoder(accept)
    return encode(registry), media_type
