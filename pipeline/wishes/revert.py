"""`revert cctv-vlan-building-7`."""

from __future__ import annotations

from pipeline.wishes.base import NAME, Form

PLUGIN = Form(
    usage=("revert <intent>",),
    examples=("revert cctv-vlan-building-7",),
    patterns=((rf"revert (?:intent )?(?P<intent>{NAME})", lambda words: {"intent": words["intent"]}),),
)
