"""Metrics, for Prometheus.

Each worker counts in files of its own, which `gathered` adds up; so this module is imported only in workers,
with PROMETHEUS_MULTIPROC_DIR set, or in tests, which count in memory. Labels are bounded: the rule of a route
and not its path, the key of a provider and not a host, our own codes.
"""

from collections import Counter as Tally
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import choose_encoder
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from embedsvc import __version__
from embedsvc.model import Answer, Embed, Known, Outcome, Url
from embedsvc.store import Report
from embedsvc.web.middleware.access_log import RequestRecord

NONE = "none"
"""The label of a request without a route, and of a link that failed and is of no platform."""

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

_UP = {"ok": 1.0, "degraded": 0.5, "blocked": 0.0}

Used = Callable[[], tuple[int, int]]
"""How many entries a cache has, and their bytes."""

Count = Callable[[Sequence[RequestRecord]], None]


class Measures:
    """The metrics of this worker, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "embedsvc_http_requests", "Requests answered.", ("route", "code"), registry=self.registry
        )
        self._seconds = Histogram(
            "embedsvc_http_request_seconds",
            "How long requests took.",
            ("route",),
            registry=self.registry,
            buckets=_SECONDS,
        )
        self._cache = Counter(
            "embedsvc_cache",
            "Lookups in the caches of responses and of links, by their result.",
            ("tier", "result"),
            registry=self.registry,
        )
        self._upstream = Counter(
            "embedsvc_upstream_requests",
            "Requests to sites; the outcome is ok or a failure's code.",
            ("provider", "outcome"),
            registry=self.registry,
        )
        self._revalidated = Counter(
            "embedsvc_upstream_not_modified",
            "Requests to sites that revalidated a stored response (304).",
            ("provider",),
            registry=self.registry,
        )
        self._fetch_seconds = Histogram(
            "embedsvc_upstream_seconds",
            "How long it took to resolve links that were not cached.",
            ("provider",),
            registry=self.registry,
            buckets=_SECONDS,
        )
        self._in_flight = Gauge(
            "embedsvc_upstream_in_flight",
            "Links that are being resolved now.",
            registry=self.registry,
            multiprocess_mode="livesum",
        )
        self._entries, self._bytes = (
            Gauge(
                f"embedsvc_memory_{unit}",
                f"Cached responses and links in the memory of workers, {unit}.",
                ("tier",),
                registry=self.registry,
                multiprocess_mode="livesum",
            )
            for unit in ("entries", "bytes")
        )
        self._failures = Counter(
            "embedsvc_dependency_errors",
            "Failed operations of the cache and the archive, by their own names of errors.",
            ("dependency", "error"),
            registry=self.registry,
        )
        Gauge(
            "embedsvc_build_info",
            "Always 1.",
            ("version",),
            registry=self.registry,
            multiprocess_mode="max",
        ).labels(__version__).set(1)

    def requests(
        self,
        caches: Mapping[str, Used],
        *,
        errors: Mapping[str, Mapping[str, int]],
    ) -> Count:
        """Makes the function that counts requests. It also takes over the entries and bytes of each cache,
        and what each dependency has counted of its own errors.
        """
        exported = Tally[tuple[str, str]]()
        seconds = cache(self._seconds.labels)  # finding a series takes longer than counting in it

        def count(records: Sequence[RequestRecord]) -> None:
            for (route, status), number in Tally((record.route, record.status) for record in records).items():
                self._requests.labels(route or NONE, str(status)).inc(number)
            for record in records:
                seconds(record.route or NONE).observe(record.seconds)
            self._cache.labels("response", "hit").inc(sum(record.response_cached for record in records))
            for tier, used in caches.items():
                entries, size = used()
                self._entries.labels(tier).set(entries)
                self._bytes.labels(tier).set(size)
            for dependency, counted in errors.items():
                for error, number in tuple(counted.items()):
                    self._failures.labels(dependency, error).inc(number - exported[dependency, error])
                    exported[dependency, error] = number

        return count

    def measured(
        self, answer: Answer, monotonic: Callable[[], float], provider_of: Callable[[Url], str | None]
    ) -> Answer:
        """The stage that counts and times what is fetched from upstream. `provider_of` gives the key of the
        platform of a link that failed.
        """

        def stage(url: Url, known: Known) -> Outcome:
            began = monotonic()
            with self._in_flight.track_inprogress():
                outcome = answer(url, known)
            provider = _provider(outcome) or provider_of(url) or NONE
            self._count_fetch(outcome, provider, monotonic() - began)
            return outcome

        return stage

    def counted(self, answer: Answer) -> Answer:
        """The stage that counts hits and misses of the cache."""

        def stage(url: Url, known: Known) -> Outcome:
            outcome = answer(url, known)
            self._cache.labels("store", outcome.cache).inc()
            return outcome

        return stage

    def _count_fetch(self, outcome: Outcome, provider: str, seconds: float) -> None:
        self._fetch_seconds.labels(provider).observe(seconds)
        for attempt in outcome.value.tried:
            if attempt.url or attempt.code:  # an Edition that stands in is no request
                self._upstream.labels(provider, attempt.code or "ok").inc()
        revalidated = sum(snapshot.revalidated for snapshot in outcome.snapshots.values())
        if revalidated:
            self._revalidated.labels(provider).inc(revalidated)


def _provider(outcome: Outcome) -> str | None:
    return outcome.value.provider.key if isinstance(outcome.value, Embed) else None


class _Dependencies(Collector):
    def __init__(self, dependencies: Mapping[str, Callable[[], bool]]) -> None:
        self._dependencies = dependencies

    def collect(self) -> Iterator[GaugeMetricFamily]:
        up = GaugeMetricFamily(
            "embedsvc_dependency_up", "Whether it can be used now, as in /readyz.", labels=["dependency"]
        )
        for name, usable in self._dependencies.items():
            up.add_metric([name], usable())
        yield up


class _Providers(Collector):
    def __init__(self, reports: Callable[[], Mapping[str, Report]]) -> None:
        self._reports = reports

    def collect(self) -> Iterator[GaugeMetricFamily]:
        up = GaugeMetricFamily(
            "embedsvc_provider_up",
            "How a platform responds, as in /health/providers: 1 ok, 0.5 degraded, 0 blocked.",
            labels=["provider"],
        )
        for key, report in self._reports().items():
            if report.state in _UP:
                up.add_metric([key], _UP[report.state])
        yield up


def gathered(
    dependencies: Mapping[str, Callable[[], bool]], reports: Callable[[], Mapping[str, Report]]
) -> CollectorRegistry:
    """What all workers have counted, which dependencies this one can use, and how platforms respond."""
    registry = CollectorRegistry()
    registry.register(_Dependencies(dependencies))
    registry.register(_Providers(reports))
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry


def exposed(registry: CollectorRegistry, accept: str) -> tuple[bytes, str]:
    """The metrics as text, and its media type, in the version that an Accept header asks for."""
    encode, media_type = choose_encoder(accept)
    return encode(registry), media_type
