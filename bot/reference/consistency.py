"""The page of consistency rules."""

from __future__ import annotations

from inspect import getdoc, getmodule

from pipeline.consistency.judge import rules

_HEAD = """# Consistency rules

These rules need no analyzer. They read the configurations of the devices that change and of those at the other ends of
their cables, before and after, and judge the difference: what was wrong before and still is, is listed apart.
`gains compare` applies them to whole networks.

| rule | what it makes sure of |
|---|---|
"""


def pages() -> dict[str, str]:
    """Return the page."""
    out = [_HEAD]
    out += [
        f"| [consistency-{_dashed(name)}](#consistency-{_dashed(name)}) | {rule.title} |\n"
        for name, rule in rules().items()
    ]
    for name, rule in rules().items():
        module = getmodule(rule.find)
        said = (getdoc(rule.find) or "").replace("Yield ", "Found are ", 1)
        first = (getdoc(module) or "").partition(": ")[2]
        out.append(f"\n## consistency-{_dashed(name)}\n\n{first[:1].upper()}{first[1:]} {said}\n")
    return {"consistency.md": "".join(out)}


def _dashed(name: str) -> str:
    return name.replace("_", "-")


PLUGIN = pages
