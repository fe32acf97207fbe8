"""The energy section of the explain pack: what, how sure, why no surer, and what would make it better."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemas.footprint import Energy, Footprint, Power, Reason

MEANING: dict[Reason, tuple[str, str]] = {
    "below_mde": ("smaller than what the device's own power would show", "a meter at the inlets"),
    "days_missing": ("fewer than four full days of power: how much it varies is not known", "a longer window"),
    "hardware_unknown": ("the inventory does not say which hardware it is", "`model:` in the inventory"),
    "llm_extracted_datasheet": ("a datasheet value that a program read", "a value that a person checked"),
    "low_coverage": ("power samples are missing", "a telemetry without gaps"),
    "no_port_effect": ("no port changes its state", ""),
    "no_telemetry": ("nothing says what the device draws", "power telemetry of the device"),
    "optic_by_datasheet": ("the module is known by its class or datasheet, not by a meter", "a measurement of it"),
    "optic_stays_powered": ("the module stays in its port and is powered on", "unplugging it, or its low power mode"),
    "optic_unknown": ("it is not known what sits in a port", "`optics:` in the inventory"),
    "platform_not_in_pack": ("nobody measured this hardware: values of other platforms", "a measurement of it"),
    "psu_output_only": ("the supplies report what they give, not what they take", "power at the inlets"),
    "sensor_blind": ("this hardware's power sensor does not follow its meter", "a meter at the inlets"),
    "sensor_quantised": ("the sensor's step is coarser than half of the delta", "a finer sensor"),
    "sensor_unchecked": ("nobody compared this hardware's power sensor with a meter", "a comparison with a meter"),
    "sign_uncertain": ("more and less power are both possible", "a better known value for the largest term"),
    "speed_scaled": ("scaled from another speed of the same hardware", "a measurement at this speed"),
    "speed_unknown": ("the speed of a port is not known", "its optic in the inventory"),
    "stale": ("the power samples are older than a day", "present samples"),
    "term_not_in_pack": ("a part of the change is not known to the model pack", "a row in `knowledge/energy`"),
    "traffic_assumed": ("traffic is taken as unchanged", "traffic counters of the ports"),
}
"""What each code means, and what would take it away."""
_GRADES = {
    "A": "measured terms, verified sensor, would show",
    "B": "measured terms",
    "C": "class values or assumptions",
    "D": "no telemetry, or datasheets",
}


def words(found: Footprint, chart: str = "") -> str:
    """Return the section as Markdown."""
    out = [f"**{found.summary}**", ""]
    if found.delta is None:
        out += [f"- {one.device} {one.interface or ''}: {one.message}".replace("  ", " ") for one in found.unknown]
        return "\n".join(out).rstrip() + "\n"
    out += ["| | estimate | 95 times in 100 between |", "|---|---|---|"]
    for name, one in (("as it is", found.as_is), ("delta", found.delta), ("as it will be", found.to_be)):
        out.append(_row(name, one) if one else f"| {name} | not known | |")
    if found.energy:
        out.append(_energy(found.energy, found.horizon_hours))
    if found.carbon:
        unit = "gCO2e"
        one_ = found.carbon
        out.append(f"| carbon | {one_.estimate_gco2e} {unit} | {one_.low_gco2e} and {one_.high_gco2e} {unit} |")
    out.append("")
    if chart:
        out += [f"![Power before and after, with intervals]({chart})", ""]
    if found.grade:
        out += [f"Grade {found.grade} ({_GRADES[found.grade]}), {found.accuracy}. Probability that it saves: "]
        out[-1] += f"{found.probability_saves}."
    out += _verifiable(found)
    if found.carbon:
        pue = f"PUE {found.carbon.pue}" if found.carbon.pue else "IT power only, no PUE"
        said = f"{found.carbon.gco2e_per_kwh} gCO2e/kWh, {found.carbon.vintage}; {found.carbon.basis}; {pue}"
        out += [f"Carbon factor {found.carbon.factor}: {said}."]
    if found.endpoints_w is not None and float(found.endpoints_w) > 0:
        said = f"The ports that are shut delivered {found.endpoints_w} W over Ethernet on average."
        out += [f"{said} What hangs on them drew it: it is no part of the delta and no saving of the network."]
    out += _own(found)
    out += ["", "Why not better, and what would help:", ""] if found.reasons else []
    for reason in found.reasons:
        meaning, cure = MEANING[reason]
        out.append(f"- `{reason}`: {meaning}" + (f"; helps: {cure}" if cure else ""))
    out += ["", "| device | part | ports | W | tier | rows |", "|---|---|---|---|---|---|"]
    for term in found.terms:
        part = f"{term.term}, {term.what}"
        rows = ", ".join(term.rows[:3]) + (f" and {len(term.rows) - 3} more" if len(term.rows) > 3 else "")
        value = f"{term.contribution_w} ± {term.standard_uncertainty_w}"
        out.append(f"| {term.device} | {part} | {term.count:+d} | {value} | {term.tier} | {rows} |")
    out += _choice(found)
    out += ["", f"Model pack {found.pack.pack} {found.pack.version}."]
    if found.assumptions:
        out += ["", "Taken for granted:", "", *(f"- {one}" for one in found.assumptions)]
    return "\n".join(out).rstrip() + "\n"


def _choice(found: Footprint) -> list[str]:
    out = []
    if found.alternatives:
        out += ["", "Alternatives:", "", "| variant | delta, 95 times in 100 | energy | grade | risk | way back |"]
        out.append("|---|---|---|---|---|---|")
    for one in found.alternatives:
        mark = " **(asked for)**" if one.chosen else ""
        delta = f"{one.delta.estimate_w} W ({one.delta.low_w} to {one.delta.high_w})" if one.delta else "not estimated"
        energy = f"{one.energy.estimate_kwh} kWh" if one.energy else ""
        hands = f", {one.hands_on_tasks} tasks on site" if one.hands_on_tasks else ""
        risk = f"{one.risk}: {'; '.join(one.risk_reasons)}"
        back = f"{one.rollback_commands} commands{hands}"
        out.append(f"| {one.name}{mark} | {delta} | {energy} | {one.grade or ''} | {risk} | {back} |")
    if found.hands_on:
        out += ["", "By people on site, on top of the delta above:", ""]
    for task in found.hands_on:
        delta = f"{task.delta.estimate_w} W ({task.delta.low_w} to {task.delta.high_w})" if task.delta else "not known"
        out.append(f"- {task.task}: {delta}")
    return out


def _row(name: str, one: Power) -> str:
    return f"| {name} | {one.estimate_w} W | {one.low_w} and {one.high_w} W |"


def _energy(one: Energy, horizon: str) -> str:
    return f"| energy in {horizon} h | {one.estimate_kwh} kWh | {one.low_kwh} and {one.high_kwh} kWh |"


def _verifiable(found: Footprint) -> list[str]:
    out = []
    for one in found.devices:
        if one.verifiable is False:
            least = f", which shows {one.minimum_detectable_w} W at the least" if one.minimum_detectable_w else ""
            out.append(f"The delta of {one.device} cannot be confirmed on its own power sensor{least}.")
        elif one.verifiable:
            out.append(f"The delta of {one.device} would show: {one.minimum_detectable_w} W is the least that does.")
    return out


def _own(found: Footprint) -> list[str]:
    if found.own is None:
        return ["The orchestrator's own energy for this change was not measured; that is not zero."]
    repaid = f"repaid in {found.own.payback_hours} h" if found.own.payback_hours else "not repaid, as nothing is saved"
    return [
        f"Preparing the change took {found.own.own_energy_kwh} kWh ({repaid}); net over the horizon "
        f"{found.own.net_kwh} kWh."
    ]
