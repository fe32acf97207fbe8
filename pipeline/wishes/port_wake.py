"""`wake acc-b7-01 Gi1/0/30`."""

from __future__ import annotations

from pipeline.wishes.base import PLACES, Form

PLUGIN = Form(
    usage=("wake <device> <interfaces>",),
    examples=("wake acc-b7-01 Gi1/0/30",),
    patterns=((rf"wake(?: up)? {PLACES}", lambda words: {"ports": words.places()}),),
)
