"""Recognised: the line that tells the analyzer which operating system wrote a text, where we know it ourselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.recognise import recognise

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schemas.inventory import Platform

# Names of RANCID's router.db(5).
_CONTENT: Mapping[Platform, str] = {
    "arista_eos": "!RANCID-CONTENT-TYPE: arista",
    "cisco_ios": "!RANCID-CONTENT-TYPE: cisco",
    "cisco_nxos": "!RANCID-CONTENT-TYPE: cisco-nx",
    "cisco_xr": "!RANCID-CONTENT-TYPE: cisco-xr",
    "juniper_junos": "#RANCID-CONTENT-TYPE: juniper",
}
_SAID = re.compile(r"\A\s*[!#]\s*RANCID-CONTENT-TYPE")


def header(text: str, platform: Platform | None = None) -> str:
    """Return the line to be put before a text, empty where it has one or nothing is known for sure."""
    if _SAID.match(text):
        return ""
    known = platform or recognise(text).platform
    return f"{_CONTENT[known]}\n" if known is not None and known in _CONTENT else ""
