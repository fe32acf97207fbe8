"""Supported: the pairs of analyzer and client that were tried, and why another one is refused."""

from __future__ import annotations

import re

_API = re.compile(r"^2\.1\.\d+$")
_SERVICE = re.compile(r"^(?:0\.0\.0|2026\.0?[89]\.\d+(?:\.\d+)?)$")
"""0.0.0 is what a service says that was built from source (public source of 2026-08-21 was tried)."""
_CLIENT = re.compile(r"^2026\.9\.\d+(?:\.\d+)?$")

TRIED = (
    "Batfish 2026.08 and 2026.09 (`0.0.0` where it was built from source), interface 2.1.x",
    "pybatfish 2026.9",
)
"""The same in words."""


def refusal(service: str, api: str, client: str) -> str:
    """Say why this pair is not asked, or nothing where it is."""
    if not _API.match(api):
        return f"Batfish {service} speaks version {api or '(none)'} of its interface; tried were 2.1.x"
    if not _SERVICE.match(service):
        return f"Batfish {service} was never tried; tried were 2026.08 and 2026.09"
    if not _CLIENT.match(client):
        return f"pybatfish {client} was never tried; tried was 2026.9"
    return ""
