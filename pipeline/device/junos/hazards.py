"""What hurts when Junos commands take effect.

Everything before `commit` is one transaction, so only the committed end is judged: a filter may be used some commands
before it is defined. The step that a hazard names is the last command that concerns it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.device.junos.layer2 import troubles
from pipeline.device.junos.management import cut_off
from pipeline.device.junos.model import Statement, Words, bare, tokens
from pipeline.device.junos.patterns import Patterns, describes
from pipeline.device.junos.play import load, run
from pipeline.device.junos.shorten import shorten
from renderers.juniper_junos import behaviour
from schemas.proof import Hazard

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Literal

_REFERENCES = tuple(
    (tuple(use.split()), tuple(tuple(one.split()) for one in definitions.split("|")))
    for use, definitions in behaviour.REFERENCES
)
_USES = Patterns(tuple(use for use, _ in behaviour.REFERENCES))
_WORDS = frozenset(use[-2] if use[-2] not in ("*", "@") else use[-3] for use, _ in _REFERENCES)
_DEFINITIONS = Patterns(
    tuple(sorted({one for _, definitions in behaviour.REFERENCES for one in definitions.split("|")}))
)
_DEEPEST = 5
"""No definition has more words."""
Dangling = dict[Words, Words]
"""Path of what is not defined, to the path that uses it."""


def hazards(
    running: str,
    commands: Sequence[str],
    direction: Literal["remediation", "rollback"],
    management: str = "",
    *,
    candidate: str = "",
    ends: tuple[Statement, Statement] | None = None,
) -> tuple[Hazard, ...]:
    """Return the hazards of the commands' end; `management` is the interface or address the device is managed through.

    Commands that the model refuses are left out: the proof reports them. What the running configuration and the
    candidate share is looked at only where a name that is used or defined in it may be concerned. `ends` are the two
    configurations without what they share, where a proof has them already.
    """
    if not commands:
        return ()
    before, after = ends or _played(shorten(running, candidate)[0] if candidate else running, commands)
    concerned = bool(candidate) and (_names(before) != _names(after) or bool(management))
    if concerned:
        before, after = _played(running, commands)
    paths = [tuple(bare(word) for word in tokens(command)) for command in commands]
    found: list[Hazard] = []
    if concerned or not candidate:
        known = _dangling(before)
        for definition, use in sorted(_dangling(after).items()):
            if definition not in known:
                step = _last(paths, definition)
                what = " ".join(definition[-2:])
                message = f"{what} is used in {' '.join(use)} and does not exist; the commit fails"
                found.append(_hazard("hazard-dangling-reference", direction, step, commands, message, severity="error"))
    found.extend(_resets(paths, before, direction, commands))
    if concerned or not candidate:
        for one in troubles(before, after):
            step = _last(paths, one.about)
            found.append(_hazard(one.rule, direction, step, commands, one.message, severity=one.severity))
    interface, reason = cut_off(before, after, management) if management else ("", "")
    if reason:
        step = _last(paths, ("interfaces", interface.partition(".")[0]))
        message = f"management path: {reason}; `commit confirmed` takes it back when it is not confirmed"
        found.append(_hazard("hazard-management-path", direction, step, commands, message, severity="error"))
    return tuple(sorted(found, key=lambda one: (one.step, one.rule, one.message)))


def _played(text: str, commands: Sequence[str]) -> tuple[Statement, Statement]:
    before = load(text)
    after = before.copy()
    run(after, commands)
    return before, after


def _hazard(
    rule: str,
    direction: Literal["remediation", "rollback"],
    step: int,
    commands: Sequence[str],
    message: str,
    *,
    severity: Literal["error", "warning"],
) -> Hazard:
    command = commands[step - 1]
    return Hazard(rule=rule, direction=direction, step=step, command=command, message=message, severity=severity)


def _last(paths: Sequence[Words], definition: Words) -> int:
    """Return the last command that concerns a definition, by its name or by a block around it.

    Else the last one of its section, or the last of all.
    """
    steps = [(step, words[1:]) for step, words in enumerate(paths, start=1)]
    named = [step for step, path in steps if definition[-1] in path or definition[: len(path)] == path]
    return max(named or [step for step, path in steps if path[:1] == definition[:1]], default=len(paths))


def _names(root: Statement) -> tuple[frozenset[Words], frozenset[Words]]:
    """Return the active paths that use a name, and those that define one."""
    used = frozenset(_used(root, ()))
    return used, frozenset(_defining(root, ()))


def _defining(statement: Statement, path: Words) -> Iterator[Words]:
    for name, below in statement.below.items():
        if "inactive" in below.marks:
            continue
        here = (*path, name)
        if len(here) < _DEEPEST:
            yield from _defining(below, here)
        if len(here) <= _DEEPEST and (here[0] == "interfaces" or _DEFINITIONS.match(here)):
            yield here


def _dangling(root: Statement) -> Dangling:
    """Return what is used and not defined, with the first use."""
    uses: Dangling = {}
    for path in _used(root, ()):
        for use, definitions in _REFERENCES:
            if describes(use, path):
                name = path[-1]
                if name in behaviour.BUILT_IN or _defined(root, definitions, name):
                    continue
                uses.setdefault((*definitions[0][:-1], name), path[:-1])
    return uses


def _defined(root: Statement, definitions: Sequence[Words], name: str) -> bool:
    if definitions[0][0] == "vlans" and (name.replace("-", "").isdigit() or _range(root, name)):
        return True
    if definitions[0][0] == "interfaces":
        device, _, unit = name.partition(".")
        return not unit or _reach(root, ("interfaces", device, "unit", unit)) or "groups" in root.below
    return any(_reach(root, (*definition[:-1], name)) for definition in definitions)


def _range(root: Statement, name: str) -> bool:
    vlan = root.below.get("vlans")
    return vlan is not None and any("vlan-range" in one.below for one in vlan.below.values()) and "-" in name


def _reach(root: Statement, path: Words) -> bool:
    at = root
    for word in path:
        following = at.below.get(word)
        if following is None or "inactive" in following.marks:
            return False
        at = following
    return True


def _used(statement: Statement, path: Words) -> Iterator[Words]:
    """Yield the active paths that use a name, without what is written in groups."""
    for name, below in statement.below.items():
        if "inactive" in below.marks or (not path and name == "groups"):
            continue
        here = (*path, name)
        if path and (path[-1] in _WORDS or (len(path) > 1 and path[-2] in _WORDS)) and _USES.match(here):
            yield here
        yield from _used(below, here)


def _resets(
    paths: Sequence[Words], before: Statement, direction: Literal["remediation", "rollback"], commands: Sequence[str]
) -> Iterator[Hazard]:
    """Yield a warning for every group or neighbour whose sessions start anew."""
    seen: set[Words] = set()
    for step, words in enumerate(paths, start=1):
        verb, path = words[0], words[1:]
        if "bgp" not in path or path[0] == "groups":
            continue
        at = path.index("bgp") + 1
        owner = path[:at]
        while len(path) - at > 1 and path[at] in ("group", "neighbor"):
            at += 2
            owner = path[:at]
        gone = verb in ("delete", "deactivate") and len(path) <= at
        changed = len(path) > at and path[at] in behaviour.SESSIONS and verb != "insert"
        if (gone or changed) and owner not in seen and _reach(before, owner):
            seen.add(owner)
            what = "is removed" if gone else f"changes {path[at]}"
            message = f"{' '.join(owner)} {what}: its sessions are reset"
            yield _hazard("hazard-neighbor-reset", direction, step, commands, message, severity="warning")
