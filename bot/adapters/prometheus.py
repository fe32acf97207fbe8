"""Prometheus over its HTTP API: raw samples of a range, with the warnings and the version of the server."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import httpx

from pipeline.errors import TelemetryError

if TYPE_CHECKING:
    import ssl
    from collections.abc import Mapping

MOST_POINTS = 11_000
"""What Prometheus answers at most, a series."""
_TIMEOUT_S = 10.0
_MOST_BYTES = 64_000_000


@dataclass(frozen=True, slots=True)
class Range:
    """When to look, and how often; both ends belong to it."""

    start: datetime
    end: datetime
    step_s: int

    @property
    def points(self) -> int:
        """How many samples a series without gaps has."""
        return int((self.end - self.start).total_seconds()) // self.step_s + 1


@dataclass(frozen=True, slots=True)
class Matrix:
    """What a range query gave: one row of samples a series, gaps as None."""

    series: tuple[tuple[Mapping[str, str], tuple[float | None, ...]], ...]
    warnings: tuple[str, ...]
    version: str


@dataclass(slots=True)
class Prometheus:
    """One server."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    login: tuple[str, str] | None = field(default=None, repr=False)
    """User and password."""
    trust: ssl.SSLContext | None = None
    """Who vouches for the server and what we show it; None: as the system does."""
    transport: httpx.BaseTransport | None = None
    _version: str = ""

    def version(self) -> str:
        """Return the version of the server; raise `TelemetryError`."""
        if not self._version:
            self._version = str(self._get("/api/v1/status/buildinfo", {})["data"].get("version", ""))
        return self._version

    def range(self, query: str, when: Range) -> Matrix:
        """Return the samples of a query; raise `TelemetryError` where the server refuses or answers something else."""
        if when.points > MOST_POINTS:
            raise TelemetryError(
                f"{when.points} samples a series are more than {MOST_POINTS}", hint="use a larger step"
            )
        said = self._get(
            "/api/v1/query_range",
            {
                "query": query,
                "start": when.start.astimezone(UTC).isoformat(),
                "end": when.end.astimezone(UTC).isoformat(),
                "step": str(when.step_s),
            },
        )
        data = said["data"]
        if data.get("resultType") != "matrix":
            raise TelemetryError(f"Prometheus answered {data.get('resultType')!r}; expected a matrix")
        rows = [(row["metric"], _placed(row["values"], when)) for row in data["result"]]
        rows.sort(key=lambda row: json.dumps(row[0], sort_keys=True))
        warnings = tuple(sorted({*said.get("warnings", ()), *said.get("infos", ())}))
        return Matrix(tuple(rows), warnings, self.version())

    def instant(self, query: str, when: datetime) -> tuple[tuple[Mapping[str, str], float], ...]:
        """Return the values of a query at one moment; what is no finite number is left out; raise `TelemetryError`."""
        said = self._get("/api/v1/query", {"query": query, "time": when.astimezone(UTC).isoformat()})
        data = said["data"]
        if data.get("resultType") != "vector":
            raise TelemetryError(f"Prometheus answered {data.get('resultType')!r}; expected a vector")
        rows = [(row["metric"], float(row["value"][1])) for row in data["result"]]
        rows.sort(key=lambda row: json.dumps(row[0], sort_keys=True))
        return tuple(row for row in rows if math.isfinite(row[1]))

    def _get(self, path: str, parameters: Mapping[str, str]) -> dict[str, Any]:
        try:
            with httpx.Client(
                timeout=_TIMEOUT_S,
                headers=dict(self.headers),
                auth=self.login,
                verify=self.trust or True,
                transport=self.transport,
                follow_redirects=False,
            ) as client:
                # As a form, because PromQL may be longer than an address.
                there = f"{self.url.rstrip('/')}{path}"
                answer = client.post(there, data=dict(parameters)) if parameters else client.get(there)
            if len(answer.content) > _MOST_BYTES:
                raise TelemetryError(f"Prometheus answered more than {_MOST_BYTES} bytes", hint="ask for less")
            said = answer.json()
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise TelemetryError(f"Prometheus did not answer: {type(error).__name__}") from error
        except ValueError as error:
            if answer.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
                raise TelemetryError(
                    f"Prometheus refused: HTTP {answer.status_code}", hint="credentials: GAINS_PROMETHEUS_…"
                ) from error
            raise TelemetryError(f"what answered is no Prometheus: HTTP {answer.status_code}, no JSON") from error
        if answer.status_code != httpx.codes.OK or not isinstance(said, dict) or said.get("status") != "success":
            kind = said.get("errorType", "") if isinstance(said, dict) else ""
            what = said.get("error", "") if isinstance(said, dict) else ""
            raise TelemetryError(f"Prometheus refused: HTTP {answer.status_code} {kind} {what}".strip())
        return said


def _placed(values: list[list[Any]], when: Range) -> tuple[float | None, ...]:
    """Return the samples at their steps; what is no finite number is a gap."""
    out: list[float | None] = [None] * when.points
    start = when.start.timestamp()
    for moment, text in values:
        at = round((float(moment) - start) / when.step_s)
        value = float(text)
        if 0 <= at < len(out) and math.isfinite(value):
            out[at] = value
    return tuple(out)
