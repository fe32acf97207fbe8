"""Candidates: what an intent wants, put on its devices: full texts, commands there and back, and their proofs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.engine import engine
from pipeline.ownership import owned
from pipeline.read_back import shows
from pipeline.render import about, lines_of
from schemas.candidate import DeviceCandidate, LineOrigin
from schemas.canonical import digest
from schemas.finding import blocks

if TYPE_CHECKING:
    from pipeline.conflicts import Claims
    from pipeline.draft import Draft
    from pipeline.start import Base


def finish(out: Draft, claims: Claims) -> None:
    """Render, merge, derive and prove what a draft wants; nothing where a finding blocks."""
    for wanted in out.wanted:
        conflict = claims.claim(wanted.device, wanted.feature, out.place(wanted.path))
        if conflict:
            out.say(conflict)
    if blocks(tuple(out.findings)):
        return
    for name in sorted({*(one.device for one in out.wanted), *(one.device for one in out.fragments)}):
        _device(out, out.bases[name])


def _device(out: Draft, base: Base) -> None:
    device, running = base.view.device, base.start.text
    parts = engine(device.platform)
    lines = lines_of(out, base)
    if lines is None:
        return
    try:
        merged = parts.merge(running, lines.texts)
        candidate = merged.text
        ways = parts.both_ways(running, candidate, str(device.management or ""))
    except ValueError as error:
        out.say(about(device, "candidate-refused", str(error), out.place(())))
        return
    out.texts[device.name] = candidate
    out.shown[device.name] = base.facts(candidate)
    _incomplete(out, base)
    texts = candidate.split("\n")
    out.candidates.append(
        DeviceCandidate(
            device=device.name,
            platform=device.platform,
            running_digest=digest(running.encode()),
            after=base.start.after,
            candidate_digest=digest(candidate.encode()),
            changed=bool(ways.remediation),
            remediation=ways.remediation,
            rollback=ways.rollback,
            proof=ways.found.proof,
            hazards=ways.found.hazards,
            origins=tuple(lines.origins),
            lines=tuple(
                LineOrigin(
                    line=number, text=texts[number - 1].strip(), origin=lines.whose[index], also=lines.also[index]
                )
                for number, index in merged.origins
            ),
            owns=owned(
                (running, candidate),
                {number: lines.whose[index] for number, index in merged.origins},
                [*zip(lines.texts, lines.whose, strict=True), *lines.bare],
                base.read.paths,
            ),
            removed=_removed(running, candidate),
        )
    )


def _incomplete(out: Draft, base: Base) -> None:
    """Refuse a candidate that, read again, does not show what was asked for."""
    device = base.view.device
    for wanted in out.wanted:
        if wanted.device != device.name:
            continue
        feature = wanted.feature.feature
        if not shows(wanted.feature, out.shown[device.name], out.chosen[device.name, feature].header.absent):
            message = f"the candidate of {device.name} does not show the {feature.replace('_', ' ')}"
            out.say(about(device, "candidate-incomplete", message, out.place(wanted.path)))


def _removed(running: str, candidate: str) -> tuple[str, ...]:
    """Return the lines that are gone, in their order."""
    there = Counter(line.strip() for line in candidate.split("\n"))
    gone = []
    for line in running.split("\n"):
        if there[line.strip()]:
            there[line.strip()] -= 1
        elif line.strip():
            gone.append(line.strip())
    return tuple(gone)
