"""Names of hardware and modules: compared by letters and digits alone, as makers and inventories spell them freely."""

from __future__ import annotations

import re
from functools import cache

_VENDORS = ("cisco", "arista", "juniper", "edgecore")
_CATALYST = re.compile(r"^(?:catalyst|wsc|c)(?=\d{4})")
"""`Catalyst 9300-24P` is ordered as C9300-24P, older ones as WS-C…."""
_OTHER = re.compile(r"[^a-z0-9+]")
_SPEED = re.compile(r"([1-9][0-9]{0,3}(?:\.5)?)([MG])")
_MEDIA = re.compile(
    r"(?:^|[^A-Z0-9])(DAC|PCC|CR[0-9]?|ACU|CU[0-9]*M|T|[SLEZFD]R[0-9]?[+]?|LRM|LX|SX|ZX|BX|CWDM[0-9]?|DWDM|AOC|PSM4)"
)
_COPPER = ("DAC", "PCC", "CR", "ACU", "CU")


@cache
def key(name: str) -> str:
    """Return what names are compared by; the maker's name in front does not matter."""
    plain = _OTHER.sub("", name.casefold())
    for vendor in _VENDORS:
        plain = plain.removeprefix(vendor)
    return _CATALYST.sub("", plain)


def gigabits(speed: str) -> float:
    """Return a speed such as `100G` or `10M` in Gb/s; raise ValueError."""
    found = _SPEED.fullmatch(speed)
    if found is None:
        raise ValueError(f"{speed!r} is no speed; expected such as 100M, 2.5G or 400G")
    return float(found[1]) * (1.0 if found[2] == "G" else 0.001)


def family_of(words: str) -> str:
    """Return what a module is made of by the words of its class: copper, base_t, optical, or empty."""
    medium = words.upper().split(" ", maxsplit=1)[-1]
    found = _MEDIA.findall(f" {medium}")
    if not found:
        return ""
    if any(one.startswith(_COPPER) for one in found):
        return "copper"
    return "base_t" if found[0] == "T" else "optical"
