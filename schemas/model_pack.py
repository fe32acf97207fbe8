"""The model pack: what is known about the power of hardware, a fact per row with its uncertainty and its source."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Literal

from pydantic import Field, model_validator

from schemas.base import Record
from schemas.interface_change import Speed
from schemas.quantity import NonNegative, Quantity
from schemas.values import Label

RowId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.+_-]{2,80}$", examples=["ncs-55a1-24h.qsfp28-dac.100g.up"])]
"""Name of a row; it never changes its meaning."""
TermName = Literal["base_w", "field_w", "plugged_w", "no_link_w", "up_w", "energy_pj_per_bit", "energy_nj_per_packet"]
"""What a fact is about; the ending is the unit.

`base_w` is the device without modules, `field_w` a whole device in production; `plugged_w` is what a module adds while
its port is shut; `no_link_w` and `up_w` are what enabling the port adds to that, without and with link.
"""
Method = Literal[
    "own_measurement", "lab_meter", "lab_meter_refit", "field_meter", "field_sensor", "datasheet", "datasheet_extracted"
]
"""How a value came to be: a meter beats a datasheet, and a datasheet read by a program is worth least."""
Quality = Literal["good", "limited", "unusable"]
"""Whether the row may be used: `limited` may, with its note; `unusable` says that it was measured and why it is not."""
Family = Literal["copper", "base_t", "optical"]
"""Passive or active copper cable; copper with a PHY of its own; light."""
Note = Annotated[str, Field(max_length=400)]


class Source(Record):
    """Where facts come from."""

    id: RowId
    """What rows call it."""
    citation: Annotated[str, Field(min_length=8, max_length=400)]
    """Authors, title, place, identifier."""
    licence: Annotated[str, Field(min_length=2, max_length=80)]
    """Under which the values were published."""


class Hardware(Record):
    """A hardware model and what it is called elsewhere."""

    model: Label
    """As the maker writes it."""
    vendor: Label
    """The maker."""
    aliases: tuple[Label, ...] = ()
    """Other spellings; case, spaces and punctuation never matter."""
    copper: tuple[Label, ...] = ()
    """What the names of its built-in copper ports begin with, such as `GigabitEthernet1/0/`."""
    floor_w: NonNegative | None = None
    """Watts that the model of it is wrong by in any case, one standard deviation; None: the floor of the pack."""


class Fact(Record):
    """One number about one piece of hardware."""

    id: RowId
    """Name of the row."""
    hardware: Label
    """Model that it was measured on."""
    optic: Label | None = None
    """Class of the module, such as `QSFP28 DAC`; None for terms of the chassis."""
    speed: Speed | None = None
    """Speed of the port; None where the term does not depend on it."""
    term: TermName
    """What it is about, and its unit."""
    value: Quantity
    """In the unit of the term."""
    standard_error: NonNegative
    """One standard deviation of the value, same unit."""
    samples: Annotated[int, Field(ge=1)]
    """How many readings are behind it."""
    method: Method
    """How it came to be."""
    source: RowId
    """Which source."""
    quality: Quality = "good"
    """Whether it may be used."""
    note: Note = ""
    """What to know about it: drift, defects found, values replaced."""


class OpticFact(Record):
    """A module by part number."""

    id: RowId
    """Name of the row."""
    part: Label
    """Part number."""
    optic: Label
    """Its class, such as `QSFP28 LR4`."""
    maximum_w: NonNegative
    """Most that the module draws, at its own supply, by its datasheet."""
    source: RowId
    """Which source."""
    note: Note = ""
    """What to know about it."""


class OpticClass(Record):
    """A class of modules and what it is called elsewhere."""

    name: Label
    """Cage and medium: `QSFP28 DAC`."""
    family: Family
    """What it is made of."""
    speed: Speed | None = None
    """What it runs at unless it is said; None where it depends."""
    aliases: tuple[Label, ...] = ()
    """Other spellings."""


class Datasheet(Record):
    """What a datasheet says of a whole device: worth least, and marked so wherever it is used."""

    id: RowId
    """Name of the row."""
    hardware: Label
    """Which model."""
    vendor: Label
    """The maker."""
    typical_w: NonNegative
    """Its typical power."""
    method: Method
    """Who read it: a person, or a program (`datasheet_extracted`)."""
    source: RowId
    """Which source."""


class SensorCheck(Record):
    """How the power that a hardware model reports of itself compares with a meter at its inlets."""

    id: RowId
    """Name of the row."""
    hardware: Label
    """Which model."""
    bias_percent: Quantity
    """Reported over metered, less one."""
    correlation: Quantity
    """Between both, over time: a sensor near zero does not see changes."""
    source: RowId
    """Which source."""
    note: Note = ""
    """What to know about it."""


class CarbonFactor(Record):
    """What a kilowatt hour emits, by whose account."""

    id: RowId
    """Name of the row, such as `owid-2023.deu`."""
    gco2e_per_kwh: NonNegative
    """Grams of CO2 equivalents."""
    vintage: Annotated[int, Field(ge=1990, le=2100)]
    """Year that it describes."""
    basis: Annotated[str, Field(min_length=4, max_length=200)]
    """Location or market, average or marginal, direct or life cycle."""
    relative_error_percent: NonNegative = "10"
    """One standard deviation: what accounts of the same place differ by."""
    source: RowId
    """Which source."""


class ModelPack(Record):
    """All that the estimator knows."""

    pack: Annotated[str, Field(pattern=r"^[a-z0-9-]{2,40}$")]
    """Name of the pack."""
    version: Annotated[str, Field(pattern=r"^[0-9]{4}\.[0-9]{1,2}(\.[0-9]{1,3})?$", examples=["2026.11"])]
    """Version of the pack."""
    discrepancy_percent: NonNegative
    """Share of a modelled delta that the model is wrong by, one standard deviation."""
    floor_w: NonNegative
    """Watts per device that the model is wrong by in any case, one standard deviation."""
    sources: tuple[Source, ...]
    """Where facts come from."""
    hardware: tuple[Hardware, ...]
    """Models that facts speak of."""
    classes: tuple[OpticClass, ...]
    """Classes of modules that facts speak of."""
    facts: tuple[Fact, ...]
    """What was measured."""
    optics: tuple[OpticFact, ...] = ()
    """Modules by part number."""
    sensors: tuple[SensorCheck, ...] = ()
    """What is known about power sensors."""
    datasheets: tuple[Datasheet, ...] = ()
    """Whole devices."""
    factors: tuple[CarbonFactor, ...] = ()
    """Carbon factors for use without a network."""

    @model_validator(mode="after")
    def _refers_to_itself(self) -> ModelPack:
        named: tuple[Fact | OpticFact | SensorCheck | CarbonFactor | Datasheet, ...] = (
            *self.facts,
            *self.optics,
            *self.sensors,
            *self.datasheets,
            *self.factors,
        )
        counts = Counter(row.id for row in named)
        if twice := sorted(row for row, count in counts.items() if count > 1):
            raise ValueError(f"rows named twice: {', '.join(twice)}; expected one name per row")
        sources = {source.id for source in self.sources}
        if unknown := sorted({row.source for row in named} - sources):
            raise ValueError(f"sources not listed: {', '.join(unknown)}; expected one of {', '.join(sorted(sources))}")
        models, classes = {one.model for one in self.hardware}, {one.name for one in self.classes}
        for optic in self.optics:
            if optic.optic not in classes:
                raise ValueError(f"{optic.id}: the class {optic.optic} is not listed; list it under classes")
        for fact in self.facts:
            if fact.hardware not in models or (fact.optic is not None and fact.optic not in classes):
                raise ValueError(f"{fact.id}: hardware or class is not listed; list {fact.hardware} and {fact.optic}")
        return self
