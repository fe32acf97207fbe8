"""`port_sleep`: shut down ports that were idle for weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from pipeline.declare.wanted import by_features
from pipeline.intents.base import Compiled, Kind, Path, Ports
from pipeline.intents.ports import each_port, once, there
from pipeline.intents.sleeping import Sleep, may_sleep, shut

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import View


class Spec(Sleep):
    """Ports that are put to sleep; the rollback wakes them."""

    ports: Annotated[tuple[Ports, ...], Field(min_length=1)]
    """Access ports; never trunks, uplinks, members of aggregates, routed or management ports."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:
    """Ask for every port to be shut down that its configuration lets sleep."""
    out = Compiled()
    seen: dict[tuple[str, str], Path] = {}
    for path, view, port in each_port("ports", spec.ports, views, out):
        fit = once(seen, view, port, path, out) and there(view, port, path, out)
        if fit and may_sleep(view, port, path, out):
            shut(view, port, path, out)
    return out


PLUGIN = Kind(
    title="Put idle ports to sleep",
    spec=Spec,
    devices=lambda spec: tuple(ports.device for ports in spec.ports),
    compile=compile_spec,
    declare=by_features(compile_spec),
    over_others=True,
)
