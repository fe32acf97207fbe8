"""`sleep acc-b7-01 Gi1/0/30-35`."""

from __future__ import annotations

from pipeline.wishes.base import PLACES, Form

PLUGIN = Form(
    usage=("sleep <device> <interfaces>",),
    examples=("sleep acc-b7-01 Gi1/0/30-35",),
    patterns=((rf"(?:sleep|put to sleep) {PLACES}", lambda words: {"ports": words.places()}),),
)
