"""The model pack: bundled rows, an organisation's own, and what is refused."""

from __future__ import annotations

import pytest

from bot.energy.pack import bundled, with_own
from pipeline.energy.tiers import Refusal, Wanted, resolve
from pipeline.errors import SettingsError

OWN = """
sources:
  - {id: own-lab, citation: "Measured in the lab of the network team, 2026", licence: internal}
hardware:
  - {model: BOX-9000, vendor: Example, aliases: [BOX9000]}
facts:
  - {id: box-9000.up, hardware: BOX-9000, optic: QSFP28 DAC, speed: 100G, term: up_w, value: "2.5",
     standard_error: "0.1", samples: 12, method: own_measurement, source: own-lab}
"""


def test_every_fact_has_its_error_its_source_and_its_licence() -> None:
    pack = bundled().pack
    sources = {one.id: one for one in pack.sources}
    assert len(pack.facts) >= 60
    assert len(pack.optics) >= 90
    for fact in pack.facts:
        assert float(fact.standard_error) > 0, fact.id
        assert sources[fact.source].licence
        assert fact.quality == "good" or fact.note, fact.id


def test_suspect_values_of_others_are_replaced_and_said() -> None:
    fact = bundled().fact("N540X-8Z16G-SYS-A", "SFP T", "", "plugged_w")
    assert fact is not None
    assert fact.value == "1.7075"
    assert "3.41" in fact.note
    assert bundled().fact("DCS-7280CR3K-32D4", "QSFP-DD FR4", "400G", "up_w") is None


@pytest.mark.parametrize("name", ["ciscoNCS55A1-24H", "NCS-55A1-24H", "ncs 55a1 24h", "Cisco NCS-55A1-24H"])
def test_spelling_does_not_matter(name: str) -> None:
    assert bundled().model(name) == "NCS-55A1-24H"


def test_own_rows_come_first() -> None:
    known = with_own({"knowledge/energy/lab.yaml": OWN.encode()})
    module = known.module("QSFP28 DAC")
    assert module is not None
    found = resolve(known, Wanted("BOX9000", module, "100G", "up_w"))
    assert not isinstance(found, Refusal)
    assert (found[0].tier, found[0].centre) == ("T1", 2.5)
    before = resolve(bundled(), Wanted("BOX9000", module, "100G", "up_w"))
    assert not isinstance(before, Refusal)
    assert before[0].tier == "T4"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("facts: [{id: a.b}]", "Field required"),
        ("numbers: []", "numbers is no list of a model pack"),
        ("", "empty"),
        (OWN.replace("source: own-lab}", "source: nobody}"), "sources not listed: nobody"),
        (OWN.replace('"2.5"', "much"), "facts.*value"),
    ],
)
def test_wrong_rows_are_refused_with_the_file(text: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said) as error:
        with_own({"knowledge/energy/lab.yaml": text.encode()})
    assert "knowledge/energy/lab.yaml" in str(error.value)
