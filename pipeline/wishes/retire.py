"""`retire cctv-vlan-building-7`."""

from __future__ import annotations

from pipeline.wishes.base import NAME, Form

PLUGIN = Form(
    usage=("retire <intent>",),
    examples=("retire cctv-vlan-building-7",),
    patterns=((rf"retire (?:intent )?(?P<intent>{NAME})", lambda words: {"intent": words["intent"]}),),
)
