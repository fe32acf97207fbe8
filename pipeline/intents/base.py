"""What an intent kind is: a Spec, and the devices that it touches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from schemas.base import Record
from schemas.values import DeviceName, InterfaceName

if TYPE_CHECKING:
    from collections.abc import Callable

S = TypeVar("S", bound=Record)


class Ports(Record):
    """Interfaces of one device."""

    device: DeviceName
    """Name in the inventory."""
    interfaces: tuple[InterfaceName, ...]
    """Names or ranges, as the platform writes them."""


@dataclass(frozen=True, slots=True)
class Kind(Generic[S]):
    """A kind of change that an engineer can ask for."""

    title: str
    spec: type[S]
    devices: Callable[[S], tuple[str, ...]]
    """The devices that a spec touches, sorted."""

    def parse(self, text: str) -> tuple[S, tuple[str, ...]]:
        """Return the spec in JSON text and the devices it touches; raises pydantic's `ValidationError`."""
        spec = self.spec.model_validate_json(text)
        return spec, tuple(sorted(set(self.devices(spec))))

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the spec."""
        return self.spec.model_json_schema()
