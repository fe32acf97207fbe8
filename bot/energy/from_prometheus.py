"""Power and traffic of a device from Prometheus, by the profile of its exporter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from pkgutil import iter_modules
from string import Template
from typing import TYPE_CHECKING

from bot import telemetry
from bot.adapters.prometheus import Range
from pipeline.errors import SettingsError, TelemetryError
from schemas.power import PowerSeries
from schemas.quantity import quantity
from schemas.telemetry import DeviceTelemetry
from schemas.traffic import TrafficSeries

if TYPE_CHECKING:
    from datetime import datetime

    from bot.adapters.prometheus import Matrix, Prometheus
    from bot.energy.wanted import DeviceWanted
    from bot.telemetry.base import Profile


def profiles() -> tuple[str, ...]:
    """Return the names of all profiles, sorted."""
    return tuple(sorted(info.name for info in iter_modules(telemetry.__path__) if info.name != "base"))


def profile(name: str) -> Profile:
    """Return a profile; raise `SettingsError` where there is none of that name."""
    if name not in profiles():
        raise SettingsError(f"there is no telemetry profile {name!r}", hint=f"one of {', '.join(profiles())}")
    found: Profile = import_module(f"{telemetry.__name__}.{name}").PLUGIN
    return found


@dataclass(frozen=True, slots=True)
class FromPrometheus:
    """The telemetry port on a Prometheus server."""

    server: Prometheus
    profile: Profile

    def device(self, wanted: DeviceWanted, now: datetime) -> DeviceTelemetry:
        """Return what is known of a device; raise `TelemetryError`."""
        power, warnings = self._power(wanted, now)
        traffic = self._traffic(wanted, now) if wanted.ports else ()
        return DeviceTelemetry(device=wanted.device, taken=now, power=power, traffic=traffic, warnings=warnings)

    def _power(self, wanted: DeviceWanted, now: datetime) -> tuple[PowerSeries | None, tuple[str, ...]]:
        when = _window(now, wanted.power_days, wanted.power_step_s)
        query = Template(self.profile.power).substitute(device=wanted.device)
        matrix = self.server.range(query, when)
        if not matrix.series:
            return None, (f"no series of the profile: {self.profile.title}",)
        if len(matrix.series) > 1:
            raise TelemetryError(
                f"{len(matrix.series)} series say what {wanted.device} draws; expected one", hint="mend the profile"
            )
        ((_, values),) = matrix.series
        watts = tuple(None if one is None or one < 0 else quantity(one, 3) for one in values)
        series = PowerSeries(
            id=f"{wanted.device}.power"[:80],
            device=wanted.device,
            source=self.profile.source,
            start=when.start,
            step_s=when.step_s,
            watts_w=watts,
            origin=_origin(matrix, query),
            query=query,
            warnings=tuple(one[:300] for one in matrix.warnings),
        )
        return (series if any(one is not None for one in watts) else None), ()

    def _traffic(self, wanted: DeviceWanted, now: datetime) -> tuple[TrafficSeries, ...]:
        when = _window(now, wanted.traffic_days, wanted.traffic_step_s)
        query = Template(self.profile.traffic).substitute(device=wanted.device, range=f"{when.step_s}s")
        rates = self.server.range(query, when)
        links = self.server.range(Template(self.profile.link).substitute(device=wanted.device), when)
        ask = self.profile.poe
        poe = self.server.range(Template(ask).substitute(device=wanted.device), when) if ask else None
        out = []
        for port in wanted.ports:
            rate, link = self._of(rates, port), self._of(links, port)
            if rate is None:
                continue
            drawn = self._poe_of(poe, port) if poe else None
            out.append(
                TrafficSeries(
                    device=wanted.device,
                    interface=port,
                    start=when.start,
                    step_s=when.step_s,
                    bit_per_s=tuple(None if one is None or one < 0 else quantity(one, 1) for one in rate),
                    link=() if link is None else tuple(None if one is None else one > 0 for one in link),
                    poe_w=() if drawn is None else tuple(_watts(one) for one in drawn),
                    origin=_origin(rates, query),
                )
            )
        return tuple(out)

    def _of(self, matrix: Matrix, port: str) -> tuple[float | None, ...] | None:
        for label in self.profile.port_labels:
            for metric, values in matrix.series:
                if metric.get(label) == port:
                    return values
        return None

    def _poe_of(self, matrix: Matrix, port: str) -> tuple[float | None, ...] | None:
        labels = self.profile.poe_labels
        place = _numbered(port) if self.profile.poe_by_number else None
        for metric, values in matrix.series:
            said = tuple(metric.get(label, "") for label in labels)
            if (said == place) if self.profile.poe_by_number else port in said:
                return values
        return None


def _numbered(port: str) -> tuple[str, str]:
    """Return group and number of a port: the switch of a stack, or 1, and the last number of its name."""
    numbers = re.findall(r"[0-9]+", port)
    return (numbers[0] if len(numbers) > 2 else "1", numbers[-1] if numbers else "")


def _watts(value: float | None) -> str | None:
    return None if value is None or value < 0 else quantity(value, 2)


def _window(now: datetime, days: int, step_s: int) -> Range:
    """Return the window up to the last whole step, so that two questions in one step ask the same."""
    end = now - timedelta(seconds=now.timestamp() % step_s)
    return Range(end - timedelta(days=days) + timedelta(seconds=step_s), end, step_s)


def _origin(matrix: Matrix, query: str) -> str:
    return f"Prometheus {matrix.version}, query_range: {query}"[:400]
