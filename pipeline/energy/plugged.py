"""Plugged: what sits in a port and what it runs at, by the inventory, the port's name and the hardware."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.energy.ports import speed_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.energy.known import Known
    from pipeline.intents.base import View
    from schemas.inventory import Device


def module_of(view: View, port: str, known: Known) -> tuple[str | None, str | None]:
    """Return what sits in a port and what it runs at, by the inventory, the port's name and the hardware."""
    return fitted(view.device, port, known, optics_of(view))


def fitted(device: Device, port: str, known: Known, optics: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Do the same with the optics by port at hand."""
    optic = optics.get(port)
    if optic is None and device.model and known.built_in_copper(device.model, port):
        optic = "RJ45 T"
    module = known.module(optic) if optic else None
    return optic, (module.speed if module and module.speed else None) or speed_of(port)


def optics_of(view: View) -> dict[str, str]:
    """Return the part in each port that the inventory knows of, by the port's canonical name."""
    return {name: one.part for one in view.device.optics for name in _expanded(view, one.interface)}


def _expanded(view: View, written: str) -> tuple[str, ...]:
    try:
        return view.expand(written)
    except ValueError:
        return (written,)
