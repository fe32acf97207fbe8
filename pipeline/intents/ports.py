"""Ports in intents: names and ranges as single ports of a device, found in its facts or refused."""

from __future__ import annotations

from string import ascii_letters
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.intents.base import Compiled, Path, Ports, View
    from schemas.facts import InterfaceFacts


def same_port(name: str, wanted: str) -> bool:
    """Tell whether two names mean one port: unit 0 is the port itself where the platform has units."""
    return name in (wanted, f"{wanted}.0", wanted.removesuffix(".0"))


def known_port(view: View, port: str) -> InterfaceFacts | None:
    """Return what the running configuration says of a port: of its unit 0 where that has the addresses."""
    found = [item for item in view.facts.interfaces if item.name in (port, f"{port}.0")]
    return next((item for item in found if item.addresses), found[0] if found else None)


def each_port(
    key: str, listed: tuple[Ports, ...], views: Mapping[str, View], out: Compiled
) -> Iterator[tuple[Path, View, str]]:
    """Yield every port of ranges with its field; a range that is none is refused."""
    for index, ports in enumerate(listed):
        view = views[ports.device]
        for place, written in enumerate(ports.interfaces):
            path: Path = (key, index, "interfaces", place)
            for name in expanded(view, written, path, out):
                yield path, view, name


def expanded(view: View, written: str, path: Path, out: Compiled) -> tuple[str, ...]:
    """Return the ports of a name or range; none, and a finding, where it is no such thing."""
    try:
        names = view.expand(written)
    except ValueError as error:
        out.refuse("interface-invalid", path, str(error), device=view.device.name)
        return ()
    return () if _ambiguous(view, written, names, path, out) else names


def _ambiguous(view: View, written: str, names: tuple[str, ...], path: Path, out: Compiled) -> bool:
    """Ask which port is meant where what was written short begins the names of several ports of the device."""
    word = _type(written.strip())
    for name in names:
        number = name.removeprefix(_type(name))
        meant = sorted(
            item.name
            for item in view.facts.interfaces
            if item.name.lower().startswith(word.lower()) and item.name.removeprefix(_type(item.name)) == number
        )
        if len(meant) > 1 and word.lower() not in {_type(one).lower() for one in meant}:
            message = f"{written!r} may be {' or '.join(meant)} of {view.device.name}; which one is meant?"
            out.refuse("interface-ambiguous", path, message, "write the name out", device=view.device.name)
            return True
    return False


def _type(name: str) -> str:
    return name[: len(name) - len(name.lstrip(_LETTERS))]


_LETTERS = f"{ascii_letters}-"
"""What types of ports are written in."""


def one_port(view: View, written: str, path: Path, out: Compiled) -> str | None:
    """Return the canonical name of one port; a range is refused."""
    names = expanded(view, written, path, out)
    if len(names) > 1:
        out.refuse(
            "interface-invalid", path, f"{written!r} is a range; expected one interface", device=view.device.name
        )
    return names[0] if len(names) == 1 else None


def once(seen: dict[tuple[str, str], Path], view: View, port: str, path: Path, out: Compiled) -> bool:
    """Tell whether a port is named for the first time; refuse the second."""
    key = (view.device.name, port)
    if key in seen:
        message = f"{port} of {view.device.name} is named twice in this intent"
        out.refuse("interface-twice", path, message, "name every port once", device=view.device.name)
        return False
    seen[key] = path
    return True


def there(view: View, port: str, path: Path, out: Compiled) -> bool:
    """Tell whether a port can be worked on: it is configured, or the platform does not list all ports."""
    if known_port(view, port) is not None:
        return True
    name = view.device.name
    if view.facts.lists_interfaces:
        message = f"{name} has no interface {port}"
        out.refuse("interface-unknown", path, message, "correct the name; see its configuration", device=name)
        return False
    message = f"{port} of {name} has no configuration yet; whether the port exists cannot be seen"
    out.warn("interface-unseen", path, message, "compare with the hardware", device=name)
    return True
