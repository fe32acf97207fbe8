"""`gains policy`: the rules that changes are judged by."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.files import Folder
from bot.policies import FOLDER, policy_set
from bot.stopped import stopped
from pipeline.errors import GainsError
from pipeline.policy.load import python_rules

if TYPE_CHECKING:
    from schemas.policy import About, PolicySet

policy = typer.Typer(no_args_is_help=True, help="The rules that changes are judged by.")
Repo = Annotated[Path, typer.Option(help="The network repository, whose policies/ are read.")]


@policy.callback()
def about() -> None:
    """The rules that changes are judged by."""


@policy.command("list")
def list_rules(*, repo: Repo = Path()) -> None:
    """List every rule with its weight, what it looks at, and what the organisation changes of it.

    Exit 2 where a file of policies/ is broken.

    Example: gains policy list --repo docs/examples/campus
    """
    policies = _read(repo)
    changes = dict(policies.changes)
    for name, item in _rules(policies).items():
        change = changes.get(name)
        weight = change.severity if change and change.severity else item.severity
        own = " (own)" if name in policies.own else " (changed)" if change else ""
        typer.echo(f"{name:<28} {weight:<8} {item.each:<13} {item.title}{own}")
    for waiver in policies.waivers:
        typer.echo(f"waiver of {waiver.rule} until {waiver.expires}: {waiver.owner}, {waiver.reason}")


@policy.command("explain")
def explain(rule: Annotated[str, typer.Argument(help="Id of a rule.")], *, repo: Repo = Path()) -> None:
    """Say what a rule wants, why, what to do, and which parameters it has. Exit 2 for an unknown one.

    Example: gains policy explain no-telnet
    """
    policies = _read(repo)
    item = _rules(policies).get(rule)
    if item is None:
        typer.echo(f"there is no rule {rule!r}; gains policy list shows them", err=True)
        raise typer.Exit(2)
    change = dict(policies.changes).get(rule)
    weight = change.severity if change and change.severity else item.severity
    typer.echo(f"{item.id} ({weight}): {item.title}\n\nWhy: {item.explanation}\nFix: {item.fix}")
    typer.echo(f"Looks at: {item.each.replace('_', ' ')}")
    where = item.applies_to
    for word, listed in (("kinds", where.kinds), ("platforms", where.platforms), ("roles", where.roles)):
        if listed:
            typer.echo(f"Only for {word}: {', '.join(listed)}")
    values = item.parameters | (change.parameters if change else {})
    for name, value in values.items():
        typer.echo(f"Parameter {name}: {value} (default {item.parameters[name]})")
    from schemas.policy import Policy

    if isinstance(item, Policy):
        typer.echo(f"When: {item.when}\nMust be true: {item.holds}")
    for reference in item.references:
        typer.echo(f"Rests on: {reference}")


@policy.command("test")
def try_cases(
    rule: Annotated[str, typer.Argument(help="Id of a rule; without it, all.")] = "",
    *,
    repo: Repo = Path(),
    cases: Annotated[Path | None, typer.Option(help="Folder of cases; default: policies/cases.")] = None,
) -> None:
    """Read every file of policies/ and try the cases: `<rule>/ok-*.yaml` must hold, `<rule>/bad-*.yaml` must not.

    Exit 0 all as named, 1 a case is not, or a rule of the organisation lacks one, 2 a broken file or no case.

    Example: gains policy test --cases tests/cases/policies
    """
    from bot.policy_cases import try_all

    policies = _read(repo)
    folder = cases or repo / FOLDER / "cases"
    tried = try_all(folder, policies, rule)
    for one in tried:
        typer.echo(f"{'ok  ' if not one.problem else 'FAIL'} {one.file}{f': {one.problem}' if one.problem else ''}")
    stems = {(one.rule, Path(one.file).stem.partition("-")[0]) for one in tried}
    mine = [name for name in policies.own if rule in ("", name)]
    lacking = [
        f"{name} has no case {kind}-*.yaml" for name in mine for kind in ("ok", "bad") if (name, kind) not in stems
    ]
    for text in lacking:
        typer.echo(f"FAIL {text} in {folder}")
    if not tried and not lacking:
        typer.echo(f"no case in {folder}; name a folder with --cases", err=True)
        raise typer.Exit(2)
    wrong = sum(1 for one in tried if one.problem)
    typer.echo(f"{len(tried)} cases, {wrong} not as named, {len(lacking)} lacking")
    raise typer.Exit(1 if wrong or lacking else 0)


def _read(repo: Path) -> PolicySet:
    try:
        policies, findings = policy_set(Folder(repo))
    except GainsError as error:
        raise stopped(error) from error
    for item in findings:
        typer.echo(f"{item.place}: {item.severity}: {item.message}", err=True)
    if findings:
        raise typer.Exit(2)
    return policies


def _rules(policies: PolicySet) -> dict[str, About]:
    found: dict[str, About] = {name: item.about for name, item in python_rules().items()}
    found |= {item.id: item for item in policies.rules}
    return dict(sorted(found.items()))


PLUGIN = policy
