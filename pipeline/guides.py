"""Guides: which texts for people go with a change; hard filters, then how specific they are, then BM25."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.bm25 import scores, words
from pipeline.ground import specificity, unfit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from schemas.inventory import Device
    from schemas.knowledge import Guide

MOST = 6
"""Guides that are shown: more are not read."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What a change is about."""

    kind: str
    asked: Mapping[str, frozenset[str]]
    """Features by device."""
    devices: Mapping[str, Device]
    reason: str
    """Why the change is wanted, in the words of the intent."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A guide that goes with it."""

    guide: Guide
    devices: tuple[str, ...]
    because: str


def choose(known: Sequence[Guide], sought: Sought) -> tuple[tuple[Shown, ...], tuple[tuple[Guide, str], ...]]:
    """Return the guides in their order, and those about the same things that are not shown, with why.

    Law: the order of `known` does not matter.
    """
    fitting: list[tuple[Guide, tuple[str, ...]]] = []
    rejected: list[tuple[Guide, str]] = []
    for guide in sorted(known, key=lambda one: (one.header.id, one.header.version, one.file)):
        if not _is_about(guide, sought):
            continue
        places, because = _places(guide, sought)
        if places:
            fitting.append((guide, places))
        else:
            rejected.append((guide, because))
    query = words(" ".join((sought.kind, sought.reason, *(name for names in sought.asked.values() for name in names))))
    found = scores([_text(guide) for guide, _ in fitting], [word for one in query for word in one.split("_")])
    ranked = sorted(
        zip(fitting, found, strict=True),
        key=lambda one: ([not narrow for narrow in _narrow(one[0][0])], -one[1], one[0][0].header.id),
    )
    rejected += [(guide, f"{MOST} guides are shown, and they fit better") for (guide, _), _ in ranked[MOST:]]
    shown = tuple(Shown(guide, places, _because(guide, score)) for (guide, places), score in ranked[:MOST])
    return shown, tuple(sorted(rejected, key=lambda one: one[0].header.id))


def _is_about(guide: Guide, sought: Sought) -> bool:
    header = guide.header
    asked = {name for names in sought.asked.values() for name in names}
    return bool(asked & set(header.features)) or (not header.features and sought.kind in header.kinds)


def _places(guide: Guide, sought: Sought) -> tuple[tuple[str, ...], str]:
    """Return the devices that a guide holds for, or why it holds for none."""
    header = guide.header
    if header.kinds and sought.kind not in header.kinds:
        return (), f"it is for the kinds {', '.join(header.kinds)}"
    found, because = [], ""
    for name in sorted(sought.asked):
        asked = sought.asked[name]
        if header.features and not asked & set(header.features):
            continue
        lacking = sorted(set(header.requires) - asked)
        clash = sorted(set(header.conflicts) & asked)
        why = unfit(header, header.platform, sought.devices[name])
        why = why or (f"it is for changes with {lacking[0]}, too" if lacking else "")
        why = why or (f"it is not for changes with {clash[0]}" if clash else "")
        if why:
            because = because or why
        else:
            found.append(name)
    return tuple(found), because


def _narrow(guide: Guide) -> tuple[bool, ...]:
    header = guide.header
    return (*specificity(header, header.platform), bool(header.kinds))


def _text(guide: Guide) -> str:
    header = guide.header
    return " ".join((header.title, *header.caveats, *header.features, *header.kinds, guide.text))


def _because(guide: Guide, score: float) -> str:
    header = guide.header
    said = [f"roles {', '.join(header.roles)}"] if header.roles else []
    said += [f"{header.platform or header.vendor}"] if header.platform or header.vendor else []
    said += [header.os_version] if header.os_version != "any" else []
    said += [f"kind {', '.join(header.kinds)}"] if header.kinds else []
    about = ", ".join(name.replace("_", " ") for name in header.features) or "the whole change"
    return f"it is about {about}; {'; '.join(said) or 'for every device'}; {score:.3f} by its words"
