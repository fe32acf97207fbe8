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
    r"(?:^|[^A-Z0-9])(DAC|PCC|TWINAX|COPPER|ACC|AEC|CR[0-9]*|ACU|CU[0-9]*M|[SLEZFDV]R[0-9]*[+]?|LRM|LX|SX|ZX|EX|BX|"
    r"T(?![A-Z])|BASET|BASE-T|(?:CWDM|DWDM|SWDM|PSM|XDR|PLR|UNIV)[0-9]*|BIDI|DCO|ACO|TUNABLE|COHERENT|AOC)"
)
_COPPER = ("DAC", "PCC", "TWINAX", "COPPER", "ACC", "AEC", "CR", "ACU", "CU")
_BASE_T = ("T", "BASET", "BASE-T")
_WRITTEN = re.compile(r"([0-9]{1,7}(?:\.[0-9]{1,3})?)\s*([KMGT]?)(?:B|BPS|B/S|BIT|BIT/S|BE|E|BASE)?", re.IGNORECASE)
_IN_MEGABITS = {"K": 0.001, "M": 1.0, "": 1.0, "G": 1000.0, "T": 1_000_000.0}


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


def is_speed(written: str) -> bool:
    """Tell whether it is a speed as the pack writes it."""
    return _SPEED.fullmatch(written) is not None


def speed_said(written: str) -> str:
    """Return a speed as the pack writes it (`100G`, `10M`), from `100Gbps`, `25GE` or `1000` (Mb/s) as well.

    What is no speed stays as it is written, as does a small number without a unit, which may be either; nothing,
    `auto` and `any` are empty: the module's own.
    """
    plain = written.strip()
    if plain.casefold() in ("", "auto", "any", "default", "none", "-"):
        return ""
    found = _WRITTEN.fullmatch(plain)
    if found is None or (not found[2] and float(found[1]) < 1000):
        return plain
    megabits = float(found[1]) * _IN_MEGABITS[found[2].upper()]
    said = f"{megabits / 1000:g}G" if megabits >= 1000 else f"{megabits:g}M"
    return said if _SPEED.fullmatch(said) else plain


def family_of(words: str) -> str:
    """Return what a module is made of by the words of its class: copper, base_t, optical, or empty."""
    medium = words.upper().split(" ", maxsplit=1)[-1]
    found = _MEDIA.findall(f" {medium}")
    if not found:
        return ""
    if any(one.startswith(_COPPER) for one in found):
        return "copper"
    return "base_t" if found[0] in _BASE_T else "optical"
