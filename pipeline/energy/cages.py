"""Cages: the most that a module may draw in each kind of cage, and what it usually runs at, by the standards.

Upper bounds of the highest power class that is met in the field, at the module's own supply: SFF-8431 and SFF-8419
(SFP), SFF-8636 (QSFP), the QSFP-DD, OSFP and CFP2 agreements. Coherent modules draw more than grey ones there.
"""

from __future__ import annotations

from typing import NamedTuple


class Cage(NamedTuple):
    """One kind of cage."""

    maximum_w: float
    coherent_w: float
    """Of tunable and coherent modules."""
    speed: str


CAGES = {
    "SFP": Cage(1.5, 2.0, "1G"),
    "SFP+": Cage(1.5, 2.5, "10G"),
    "SFP28": Cage(2.0, 3.0, "25G"),
    "SFP56": Cage(2.5, 3.5, "50G"),
    "SFP-DD": Cage(3.5, 5.0, "100G"),
    "XFP": Cage(3.5, 4.0, "10G"),
    "X2": Cage(4.0, 4.0, "10G"),
    "XENPAK": Cage(8.0, 8.0, "10G"),
    "GBIC": Cage(1.5, 2.0, "1G"),
    "QSFP": Cage(3.5, 3.5, "40G"),
    "QSFP+": Cage(3.5, 3.5, "40G"),
    "QSFP28": Cage(5.0, 6.0, "100G"),
    "QSFP56": Cage(7.0, 10.0, "200G"),
    "QSFP112": Cage(12.0, 20.0, "400G"),
    "QSFP-DD": Cage(14.0, 24.0, "400G"),
    "QSFP56-DD": Cage(14.0, 24.0, "400G"),
    "QSFP-DD800": Cage(18.0, 30.0, "800G"),
    "OSFP": Cage(18.0, 30.0, "800G"),
    "CFP": Cage(24.0, 32.0, "100G"),
    "CFP2": Cage(12.0, 24.0, "100G"),
    "CFP4": Cage(6.0, 6.0, "100G"),
}
_COHERENT = ("ZR", "DCO", "ACO", "DWDM", "COHERENT", "TUNABLE")
_BASE_T_W = {"SFP": 1.2, "SFP+": 3.0, "SFP28": 3.0}


def bounds(words: str, family: str) -> tuple[float | None, str | None]:
    """Return the most that a module of these words draws and its usual speed; None where the cage is not known."""
    name, _, medium = words.upper().partition(" ")
    cage = CAGES.get(name)
    if cage is None:
        return None, None
    match family:
        case "optical":
            most = cage.coherent_w if any(word in medium for word in _COHERENT) else cage.maximum_w
        case "base_t":
            most = _BASE_T_W.get(name, cage.maximum_w)
        case _:
            most = 0.15 * cage.maximum_w
    return most, cage.speed
