"""Prefix lists that Junos fills itself from other statements (`apply-path`), and the filters that use them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from schemas.facts import GatheredList

if TYPE_CHECKING:
    from renderers.juniper_junos.statements import Words

_USES = ("prefix-list", "source-prefix-list", "destination-prefix-list")


@dataclass(slots=True)
class Gathered:
    """What was read of them so far."""

    paths: dict[str, str] = field(default_factory=dict)
    """Where each list takes its prefixes from, by its name."""
    filters: dict[str, set[str]] = field(default_factory=dict)
    """Which filters use a list, by its name."""

    def read(self, words: Words) -> None:
        """Take one statement, from the root."""
        match words:
            case ("policy-options", "prefix-list", name, "apply-path", path):
                self.paths[name] = path
            case ("firewall", *_, "filter", name, "term", _, "from", use, used) if use in _USES:
                self.filters.setdefault(used, set()).add(name)
            case ("firewall", "family", _, "filter", name, "term", _, "from", use, used, "except") if use in _USES:
                self.filters.setdefault(used, set()).add(name)
            case _:
                pass

    def facts(self) -> tuple[GatheredList, ...]:
        """Return the lists, by name."""
        return tuple(
            GatheredList(name=name, path=path, filters=tuple(sorted(self.filters.get(name, ()))))
            for name, path in sorted(self.paths.items())
        )
