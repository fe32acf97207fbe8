"""The page of the analyzer: which versions were tried, who asks what, and where its model is known to be wrong."""

from __future__ import annotations

from pipeline.registry import validators
from pipeline.semantic.edits import Edits
from pipeline.semantic.limits import LIMITS
from pipeline.semantic.query import Reply
from pipeline.semantic.supported import TRIED
from pipeline.validators.base import Change, Replies
from schemas.declared import Declared

_NOBODY = Change(Edits((), ("configs/any.cfg",)), Declared(), {})
_HEAD = """# The analyzer

Batfish judges what a change does to the whole network: it is asked about the running configurations and the candidates,
and every difference that no intent declares fails the change. [Which breakage is seen by which checker](breakages.md)
is a page of its own.

## Versions

{tried}
Another version is refused, and the verdict is INCONCLUSIVE. The service has no authentication: it listens on loopback
or on a private network only (`compose.yaml`), and `GAINS_BATFISH_HOST` names it, `HOST[:PORT]`, several with commas.
`gains doctor` says whether it answers and which version it is.

## What is sent and what is kept

One network a digest of the running configurations, called `gains-<digest>`: its snapshot `base` is read and computed
once, and kept until the last pull request on its commit is closed or nobody asked about it for a day, because pull
requests share it. The candidate and the variants in which each changed line is left out once, and each replaced line
put back once, are deleted when their questions are answered. `gains serve` and `gains worker` tidy up every few
minutes, `gains compare` when it is done, on every host that is free. Configurations are sent as they are, secrets
included.

What needs no routes is answered first, and said at once: in the pending check `gains` of the pull request (in the
comment, too, where something is wrong already), by `gains plan` and `gains compare` as they go.

## What is no difference

Comments, descriptions, remarks, the order of what has none, the numbers of entries in the same order, a port by its
name or by its number, and names: where a filter, a policy or a list went and another one of the same content came,
whatever refers to them must refer to the same content as before. A line that takes another one's place must make a
difference in the model, else nobody saw it, and it is not verified.

One change a host at a time. A host whose work overran `GAINS_BATFISH_SECONDS` (900) is set aside until it is done,
because it cannot be told to stop; another host takes over.

## When it does not answer

`validators.batfish` in `gains.yaml`: `require` blocks, `degrade` says so and asks for one more approver, `off` asks
nothing; `validators.each` says it for single validators. A failed answer is no empty table: what it covers is
INCONCLUSIVE.

## Validators

| validator | looks at | asks | does not see |
|---|---|---|---|
"""
_LIMITS = """
Each also asks about what the intent promises, where it promises something.

Our own exact comparison of filters (`filters_exact`) needs no analyzer. `python -m benchmarks.filters_agreement` asked
both on five networks, in which entries of all filters were left out one after the other: of 680 pairs of filter and
direction, among them 181 differences, they agreed on 680.

## Where its model is known to differ from devices

A changed line that touches one of these on a device that shows the feature is not verified, so the verdict is not PASS;
elsewhere it is said beside the verdict.

| limit | source |
|---|---|
"""


def pages() -> dict[str, str]:
    """Return the page."""
    out = [_HEAD.format(tried="".join(f"- {one}\n" for one in TRIED))]
    for name, one in sorted(validators().items()):
        asked = one.ask(_NOBODY)
        unseen = "; ".join(one.judge(_NOBODY, Replies({query: Reply() for query in asked})).unseen)
        names = ", ".join(sorted({query.name for query in asked}))
        out.append(f"| {name} | {one.title} | {names} | {unseen} |\n")
    out.append(_LIMITS)
    out += [f"| {one.words} | {one.source} |\n" for one in LIMITS]
    return {"analyzer.md": "".join(out)}


PLUGIN = pages
