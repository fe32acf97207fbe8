"""The Footprint Estimate Artifact: what a change does to energy, how sure that is, and why no surer."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from schemas.base import Record
from schemas.inventory import Platform
from schemas.model_pack import RowId, TermName
from schemas.power import PowerSource
from schemas.quantity import NonNegative, Quantity
from schemas.values import DeviceName, InterfaceName, Label

Verdict = Literal["saves", "costs", "neutral", "not_assessed"]
"""`neutral` is not distinguishable from zero; `not_assessed` is refused, with the reasons."""
Tier = Literal["T1", "T2", "T3", "T4", "T5"]
"""Own measurement; lab, exact; lab with the module by datasheet; other platforms; datasheet alone."""
Grade = Literal["A", "B", "C", "D"]
"""Worst that applies, by rule; nobody sets it by hand."""
Reason = Literal[
    "below_mde",
    "days_missing",
    "hardware_unknown",
    "llm_extracted_datasheet",
    "low_coverage",
    "no_port_effect",
    "no_telemetry",
    "optic_by_datasheet",
    "optic_stays_powered",
    "optic_unknown",
    "platform_not_in_pack",
    "psu_output_only",
    "sensor_blind",
    "sensor_quantised",
    "sensor_unchecked",
    "sign_uncertain",
    "speed_scaled",
    "speed_unknown",
    "stale",
    "term_not_in_pack",
    "traffic_assumed",
]
"""Why the grade is not better, or why nothing is estimated."""
Accuracy = Literal["accuracy-measured", "accuracy-estimated"]
"""How the delta is known, near to the words of the IETF; the exact identity is the affair of an export."""
Digest = Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]
"""SHA-256 of canonical bytes."""
Words = Annotated[str, Field(min_length=1, max_length=400)]


class Power(Record):
    """Watts at the wall with the interval that holds the true value 95 times in 100."""

    estimate_w: Quantity
    """Best estimate: the mean; where a part is skewed, its median."""
    low_w: Quantity
    """2.5 in 100 lie below."""
    high_w: Quantity
    """2.5 in 100 lie above."""
    standard_uncertainty_w: NonNegative
    """One standard deviation."""


class Energy(Record):
    """Kilowatt hours over the horizon, with the same interval."""

    estimate_kwh: Quantity
    """Mean."""
    low_kwh: Quantity
    """Lower end."""
    high_kwh: Quantity
    """Upper end."""


class Carbon(Record):
    """Grams of CO2 equivalents over the horizon; the error of the factor is inside the interval."""

    estimate_gco2e: Quantity
    """Mean."""
    low_gco2e: Quantity
    """Lower end."""
    high_gco2e: Quantity
    """Upper end."""
    factor: RowId
    """Which factor."""
    gco2e_per_kwh: NonNegative
    """Its value."""
    vintage: int
    """Year that it describes."""
    basis: Words
    """By whose account."""
    pue: NonNegative | None
    """What the site uses over what its equipment uses; None: equipment only."""


class OwnEnergy(Record):
    """What it took to prepare the change, against what the change saves."""

    own_energy_kwh: NonNegative
    """Energy of the orchestrator for this change."""
    net_kwh: Quantity
    """Energy of the change over the horizon plus its own."""
    payback_hours: NonNegative | None
    """Until a saving has repaid it; None where nothing is saved."""


class TermEstimate(Record):
    """One parameter of the model and what the change does with it."""

    device: DeviceName
    """Which device."""
    term: TermName
    """Which parameter."""
    what: Words
    """Optic and speed, for people."""
    count: int
    """Ports that gain it less ports that lose it; for traffic 1."""
    contribution_w: Quantity
    """Share of the delta."""
    standard_uncertainty_w: NonNegative
    """One standard deviation of that share."""
    tier: Tier
    """Where the value comes from."""
    rows: tuple[RowId, ...]
    """Rows of the pack behind it."""
    reasons: tuple[Reason, ...]
    """What lowers it."""


class Unknown(Record):
    """What was not estimated, and why."""

    device: DeviceName
    """Which device."""
    interface: InterfaceName | None
    """Which port; None where it concerns all."""
    reason: Reason
    """The code."""
    message: Words
    """What is missing and how to supply it."""


class EvidenceRef(Record):
    """Power samples behind an as-is value."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,80}$")]
    """Name of the series."""
    source: PowerSource
    """Where it was taken."""
    start: str
    """First sample, RFC 3339."""
    end: str
    """Last step's end, RFC 3339."""
    step_s: int
    """Seconds between samples."""
    samples: int
    """How many there are."""
    coverage_percent: NonNegative
    """How many of those expected there are."""
    sha256: Digest
    """Of the series in canonical form."""
    origin: str
    """File or query that it was read from."""
    query: str = ""
    """The query as it was sent; empty where it was read from a file."""
    warnings: tuple[str, ...] = ()
    """What the source warned of."""


class DeviceFootprint(Record):
    """One device before and after."""

    device: DeviceName
    """Which device."""
    platform: Platform
    """Its operating system."""
    model: Label | None
    """Its hardware."""
    as_is: Power | None
    """Metered or reported, corrected for what the sensor is known to be off by; None without telemetry."""
    delta: Power | None
    """From the model, on what changes alone; None where refused."""
    to_be: Power | None
    """As-is plus delta."""
    minimum_detectable_w: NonNegative | None
    """Smallest delta that this device's power would show; None where that is not known."""
    verifiable: bool | None
    """Whether the delta would show; None where that is not known."""
    reasons: tuple[Reason, ...]
    """What lowers the grade on this device."""


class Alternative(Record):
    """A variant of a sleep, for a choice between them."""

    name: Words
    """What it does."""
    chosen: bool
    """Whether the intent asks for it."""
    verdict: Verdict
    """In one word."""
    delta: Power | None
    """None where refused."""
    energy: Energy | None
    """Over the horizon."""
    grade: Grade | None
    """Confidence."""
    risk: Literal["low", "medium", "high"]
    """How hard it is to go back."""
    risk_reasons: tuple[Words, ...]
    """Why."""
    rollback_commands: int
    """Commands that lead back."""
    hands_on_tasks: int
    """Tasks for people on site."""


class HandsOn(Record):
    """A task for people on site, with what it adds to the delta."""

    device: DeviceName
    """Where."""
    interface: InterfaceName
    """At which port."""
    task: Words
    """What to do."""
    delta: Power | None
    """What this alone changes; None where that is not known."""


class PackRef(Record):
    """Which model pack was used."""

    pack: str
    """Its name."""
    version: str
    """Its version."""
    sha256: Digest
    """Of its canonical form."""


class Footprint(Record):
    """What a change does to energy."""

    kind: Literal["footprint"] = "footprint"
    """Kind of the artifact."""
    version: Literal[1] = 1
    """Version of its form."""
    verdict: Verdict
    """In one word."""
    summary: Words
    """In one sentence."""
    tier: Tier | None
    """Worst tier among the terms that matter; None where no port is touched or nothing is estimated."""
    grade: Grade | None
    """Confidence; None where no port is touched or nothing is estimated."""
    accuracy: Accuracy | None
    """How it is known."""
    reasons: tuple[Reason, ...]
    """Why the grade is not better."""
    as_is: Power | None
    """All devices together; None unless every one has it."""
    delta: Power | None
    """All devices together; None where refused."""
    to_be: Power | None
    """All devices together; None unless every one has it."""
    probability_saves: NonNegative | None
    """Pr(delta < 0)."""
    horizon_hours: NonNegative
    """How long the change is counted for."""
    duty_percent: NonNegative
    """Share of that time that it is in effect."""
    energy: Energy | None
    """Over the horizon."""
    carbon: Carbon | None
    """Over the horizon; None without a factor."""
    own: OwnEnergy | None
    """None where the orchestrator's own energy was not measured; that is not zero."""
    devices: tuple[DeviceFootprint, ...]
    """By name."""
    terms: tuple[TermEstimate, ...]
    """What the delta is made of."""
    endpoints_w: NonNegative | None = None
    """What shut ports delivered to endpoints over Ethernet, mean of the window: theirs, never part of the delta; None
    where nothing says it."""
    alternatives: tuple[Alternative, ...] = ()
    """Variants of a sleep, the one that is asked for first."""
    hands_on: tuple[HandsOn, ...] = ()
    """Tasks for people on site, beyond the delta."""
    green_delta: str = ""
    """Accuracy of the delta in the words of the IETF's GREEN drafts."""
    green_as_is: str = ""
    """Accuracy of the power as it is in the same words."""
    green_revision: str = ""
    """Which draft these words are from."""
    unknown: tuple[Unknown, ...]
    """What was not estimated."""
    assumptions: tuple[Words, ...]
    """What was taken for granted."""
    evidence: tuple[EvidenceRef, ...]
    """Samples used."""
    pack: PackRef
    """Facts used."""
    inputs_sha256: Digest
    """Of everything that went in: the same inputs give the same bytes."""
