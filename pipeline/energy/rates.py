"""Rate deltas: what the meter said when all ports carried more, all else equal, and what the traffic terms say.

`bitrate_gbps` is what every port carries, in plus out: a bit that crosses the device counts at two ports.
"""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from pipeline.energy.pairs import NOISE_W, Pair, Setting, median_error
from pipeline.energy.samples import sessions
from pipeline.energy.tiers import Refusal, Wanted, resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.energy.known import Known
    from pipeline.energy.samples import Sample
    from pipeline.energy.uncertainty import Item
    from schemas.model_pack import TermName


def rate_pairs(samples: Iterable[Sample]) -> Iterator[tuple[Pair, float, float]]:
    """Yield the lowest rate beside every other one of a setting, with the bit/s and packet/s more at every port."""
    for number, session in enumerate(sessions(samples)):
        found: dict[tuple[str, str, str, str, int, float], dict[float, list[float]]] = {}
        for one in session:
            if one.experiment == "snake-test" and one.packet_bytes and one.gbit_s is not None:
                key = (one.device, one.port, one.module, one.speed, one.ports, one.packet_bytes)
                found.setdefault(key, {}).setdefault(one.gbit_s, []).append(one.watts)
        for (device, port, module, speed, ports, size), rates in sorted(found.items()):
            setting = Setting(device, port, module, f"snake-test {size:g} B", speed, number)
            lowest = min(rates)
            for rate in sorted(rates):
                error = (median_error(rates[lowest]) ** 2 + median_error(rates[rate]) ** 2) ** 0.5
                if rate == lowest or error > NOISE_W:
                    continue
                watts = median(rates[rate]) - median(rates[lowest])
                bits = (rate - lowest) * 1e9
                yield Pair(setting, 0, ports, watts, error, "admissible"), bits, bits / (8 * size)


def items(known: Known, pair: Pair, bits: float, packets: float) -> tuple[Item, ...] | Refusal:
    """Return the traffic terms of all ports of a pair."""
    setting = pair.setting
    module = known.module_in(setting.port, setting.module)
    if module is None:
        return Refusal("optic_unknown", f"{setting.port} {setting.module}: not a class of the pack")
    out: list[Item] = []
    model = known.model(setting.device)
    speed = setting.speed or module.speed or ""
    terms: tuple[tuple[float, TermName], ...] = (
        (bits / 1e12, "energy_pj_per_bit"),
        (packets / 1e9, "energy_nj_per_packet"),
    )
    for count, term in terms:
        found = resolve(known, Wanted(model, module, speed, term))
        if isinstance(found, Refusal):
            return found
        out += [(pair.many * count, one) for one in found]
    return tuple(out)
