"""`describe acc-b7-01 Gi1/0/3 as "printer"`, `shut down acc-b7-01 Gi1/0/3`, `set mtu 9000 on dist-a-01 Po1`."""

from __future__ import annotations

from typing import Any

from pipeline.wishes.base import PLACES, TEXT, Form, Words


def _described(words: Words) -> dict[str, Any]:
    return {"interfaces": words.places(), "description": words["text"]}


def _down(words: Words) -> dict[str, Any]:
    return {"interfaces": words.places(), "enabled": False}


def _up(words: Words) -> dict[str, Any]:
    return {"interfaces": words.places(), "enabled": True}


def _mtu(words: Words) -> dict[str, Any]:
    return {"interfaces": words.places(), "mtu": words.number("mtu")}


PLUGIN = Form(
    usage=(
        'describe <device> <interfaces> as "<text>"',
        "shut down <device> <interfaces>",
        "bring up <device> <interfaces>",
        "set mtu <bytes> on <device> <interfaces>",
    ),
    examples=(
        'describe acc-b7-01 Gi1/0/3 as "printer, room 12"',
        "shut down acc-b7-01 Gi1/0/3-5",
        "bring up acc-b7-01 Gi1/0/3",
        "set mtu 9000 on dist-a-01 Po1",
    ),
    patterns=(
        (rf"describe {PLACES} as {TEXT}", _described),
        (rf"(?:shut down|shut|disable) {PLACES}", _down),
        (rf"(?:bring up|enable) {PLACES}", _up),
        (rf"set mtu (?P<mtu>\d+) on {PLACES}", _mtu),
    ),
)
