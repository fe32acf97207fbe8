"""What the bot counts, for Prometheus: a registry of its own, so that several can live in one process."""

from __future__ import annotations

from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)


@dataclass(frozen=True, slots=True)
class Metrics:
    """All that is counted; labels never hold what outsiders can choose."""

    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    deliveries: Counter = field(init=False)
    requests: Histogram = field(init=False)
    runs: Counter = field(init=False)
    steps: Histogram = field(init=False)
    takeovers: Counter = field(init=False)
    breaker: Counter = field(init=False)
    queue: Gauge = field(init=False)
    queue_age: Gauge = field(init=False)
    put_aside: Gauge = field(init=False)
    jobs: Gauge = field(init=False)
    workers: Gauge = field(init=False)
    rate_left: Gauge = field(init=False)

    def __post_init__(self) -> None:
        """Name everything."""
        made = {
            "deliveries": Counter(
                "gains_deliveries", "Webhooks, by what became of them", ("forge", "outcome"), registry=self.registry
            ),
            "requests": Histogram(
                "gains_request_seconds",
                "Requests to the API",
                ("route", "status"),
                buckets=_SECONDS,
                registry=self.registry,
            ),
            "runs": Counter("gains_runs", "Looks, by how they ended", ("outcome",), registry=self.registry),
            "steps": Histogram(
                "gains_step_seconds", "Steps of looks", ("step",), buckets=_SECONDS, registry=self.registry
            ),
            "takeovers": Counter("gains_takeovers", "Runs taken over from dead workers", registry=self.registry),
            "breaker": Counter(
                "gains_breaker", "Looks stopped because the bot had written too often", registry=self.registry
            ),
            "queue": Gauge("gains_queue", "Pull requests that wait for a look", registry=self.registry),
            "queue_age": Gauge("gains_queue_age_seconds", "Age of the oldest wish", registry=self.registry),
            "put_aside": Gauge("gains_put_aside", "Looks that failed too often", registry=self.registry),
            "jobs": Gauge("gains_jobs", "Jobs, by state", ("state",), registry=self.registry),
            "workers": Gauge("gains_workers", "Workers alive", registry=self.registry),
            "rate_left": Gauge(
                "gains_forge_requests_left", "What the forge still allows", ("repository",), registry=self.registry
            ),
        }
        for name, metric in made.items():
            object.__setattr__(self, name, metric)

    def left(self, repository: str, count: int) -> None:
        """Note how many requests a forge still allows."""
        self.rate_left.labels(repository).set(count)
