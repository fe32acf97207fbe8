"""What an intent kind is: a Spec, the devices that it touches, and how it becomes features."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from schemas.base import Record
from schemas.declared import Declared
from schemas.finding import Severity
from schemas.values import DeviceName, InterfaceName

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from schemas.facts import DeviceFacts
    from schemas.feature import Feature
    from schemas.inventory import Device

S = TypeVar("S", bound=Record)
Path = tuple[str | int, ...]
"""Where a value stands inside the spec, such as `("ports", 0, "interfaces", 1)`."""


class Ports(Record):
    """Interfaces of one device."""

    device: DeviceName
    """Name in the inventory."""
    interfaces: tuple[InterfaceName, ...]
    """Names or ranges, as the platform writes them."""


@dataclass(frozen=True, slots=True)
class View:
    """A device as a kind sees it."""

    device: Device
    facts: DeviceFacts
    """Of its running configuration."""
    expand: Callable[[str], tuple[str, ...]]
    """A name or range as written, as canonical names; raises ValueError in words."""
    merged: tuple[Undoing, ...] = ()
    """Merged changes that the intent takes back here."""


@dataclass(frozen=True, slots=True)
class Undoing:
    """A merged change and how it can be taken back today."""

    intent: str
    back: tuple[str, ...]
    """Lines to merge that restore what was there before it."""
    off: tuple[str, ...]
    """Lines to merge that only take away what it added."""
    changed: tuple[str, ...]
    """Its lines that are no longer as it left them, in words."""
    left: tuple[str, ...]
    """Its lines that nothing can be found to take away."""
    replaced: tuple[str, ...]
    """Lines that it replaced, in words: they come back with `back` alone."""
    kept: tuple[str, ...] = ()
    """Its lines that stay because they are others', too, or hold lines of others, in words."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of several specs inside of a spec."""

    kind: str
    spec: dict[str, Any]
    path: Path
    """Where its spec stands inside the outer one."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """Lines to merge that no feature stands for: what takes a merged change back."""

    device: str
    lines: tuple[str, ...]
    path: Path
    source: str
    """Which package they come from."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A feature that must be on a device, and the field that asks for it."""

    device: str
    feature: Feature
    path: Path
    facts: DeviceFacts | None = None
    """Of the configuration that its blueprint starts from, where earlier parts of the intent have changed it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What a kind found wrong, at a field of its spec."""

    rule: str
    message: str
    path: Path
    hint: str = ""
    severity: Severity = Severity.ERROR
    device: str = ""


@dataclass(slots=True)
class Compiled:
    """What became of a spec."""

    wanted: list[Wanted] = field(default_factory=list)
    """In the order in which it is put on the devices."""
    fragments: list[Fragment] = field(default_factory=list)
    """Merged after all features."""
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, rule: str, path: Path, message: str, hint: str = "", *, device: str = "") -> None:
        """Say what blocks the change."""
        self.problems.append(Problem(rule, message, path, hint, Severity.ERROR, device))

    def warn(self, rule: str, path: Path, message: str, hint: str = "", *, device: str = "") -> None:
        """Say what a person must know, although it does not block."""
        self.problems.append(Problem(rule, message, path, hint, Severity.WARNING, device))

    def note(self, rule: str, path: Path, message: str, hint: str = "", *, device: str = "") -> None:
        """Say what is good to know."""
        self.problems.append(Problem(rule, message, path, hint, Severity.INFO, device))


@dataclass(frozen=True, slots=True)
class Kind(Generic[S]):
    """A kind of change that an engineer can ask for."""

    title: str
    spec: type[S]
    devices: Callable[[S], tuple[str, ...]]
    """The devices that a spec touches, sorted."""
    compile: Callable[[S, Mapping[str, View]], Compiled]
    """What must be on which device; pure, and it never raises on a sound spec."""
    declare: Callable[[S, Mapping[str, View]], Declared] = lambda spec, views: Declared()  # noqa: ARG005
    """What may behave otherwise afterwards, and what it promises; by default nothing may."""
    parts: Callable[[S], tuple[Part, ...]] = lambda spec: ()  # noqa: ARG005
    """Specs of other kinds that it consists of, in their order; they are compiled in its place."""
    undoes: Callable[[S], str] = lambda spec: ""  # noqa: ARG005
    """The merged intent that it takes back; the devices of that one are its own."""
    about_others: bool = False
    """Whether it is about other intents, so that it cannot be a part of one."""
    over_others: bool = False
    """Whether it is there to change for a while what other intents asked for, such as a port that sleeps."""
    hurried: bool = False
    """Whether it is carried out before everybody was asked."""

    def parse(self, text: str) -> tuple[S, tuple[str, ...]]:
        """Return the spec in JSON text and the devices it touches; raises pydantic's `ValidationError`."""
        spec = self.spec.model_validate_json(text)
        return spec, tuple(sorted(set(self.devices(spec))))

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the spec, with `{pool: …}` where a value may come from a pool."""
        from schemas.pooled import pooled

        return pooled(self.spec.model_json_schema())
