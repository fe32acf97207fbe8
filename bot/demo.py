"""The main job on the example campus, from the engineer's push to the merge, on real git."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from rich.panel import Panel

from bot.adapters.clock import SystemClock
from bot.adapters.git import workspace
from bot.answer import answer
from bot.campus import intent as example
from bot.campus import network
from bot.forges.local_create import create
from bot.forges.local_forge import LocalForge
from bot.gate import gate
from bot.show_package import show
from pipeline.errors import SettingsError
from schemas.approval import People
from schemas.forge import Account, NewPull, NewReview

if TYPE_CHECKING:
    from rich.console import Console

    from bot.gate import Gate

ENGINEER = Account(login="network-engineer")
REVIEWERS = (Account(login="reviewer-campus"), Account(login="reviewer-security"))
BOT = Account(login="gains-bot", bot=True)


def run(console: Console, directory: Path, intent: str) -> bool:
    """Carry the main job out in a folder and say whether the change was merged."""
    wanted = example(intent)
    files = network(without=intent)
    clock = SystemClock()
    directory = directory.resolve()  # git runs inside the folder, where a relative path would lead elsewhere
    bare = directory / "campus.git"
    git = create(bare, files, when=clock.now())
    forge = LocalForge(git, BOT, clock)
    console.print(f"[bold]1[/] the campus is a network repository now: {bare}", soft_wrap=True)

    branch = f"intent/{intent}"
    _push(directory / "engineer", bare, branch, (f"intents/{intent}.yaml", wanted))
    opened = forge.acting_as(ENGINEER).open_pull(
        NewPull(title=f"Intent {intent}", source_branch=branch, target_branch="main", body="Please look at it.\n")
    )
    console.print(f"[bold]2[/] {ENGINEER.login} pushed {branch} and opened pull request {opened.number}")

    repository = workspace(bare)
    with console.status("the bot works on it"):
        answered = answer(forge, repository, opened.number, clock)
    console.print(f"[bold]3[/] the bot committed the change package as {answered.head_sha[:12]}")
    for package in answered.packages:
        console.print(Panel(show(package), title=f"pull request {opened.number}: {package.intent}", title_align="left"))
    console.print(f"check {answered.check.name}: {answered.check.status}, {answered.check.title}")

    people = People(requester=ENGINEER, hands=(ENGINEER,), bots=(BOT,))
    found = gate(forge, repository, opened.number, people, today=clock.now().date().isoformat())
    _say(console, found, "[bold]4[/] before anybody looked")
    if any(package.blocking for package in answered.packages) or not answered.packages:
        console.print(f"[bold red]blocked[/]: nothing is merged, which is right. Everything lies in {directory}")
        return False
    for reviewer in REVIEWERS:
        if found.decision.state == "approved":
            break
        open_ones = sorted({name for package in answered.packages for name in package.degraded})
        word = f"Read it; accepted without a verdict on {', '.join(open_ones)}: the commands are proved on the model."
        forge.acting_as(reviewer).add_review(
            opened.number, NewReview(state="approved", head_sha=answered.head_sha, body=word)
        )
        console.print(f"[bold]5[/] {reviewer.login} approved {answered.head_sha[:12]}: {word}")
        found = gate(forge, repository, opened.number, people, today=clock.now().date().isoformat())
    _say(console, found, "[bold]6[/] the package was made again and compared, byte for byte")
    if found.decision.state != "approved":
        return False
    merged = forge.merge(opened.number, head_sha=found.decision.head_sha, message=f"Intent {intent}\n")
    console.print(f"[bold green]7[/] merged as {(merged.merged_sha or '')[:12]}; digest {found.decision.digest}")
    shown = directory / "merged"
    _git(directory, "clone", "--quiet", str(bare), str(shown))
    console.print(f"    repository {bare}", soft_wrap=True)
    console.print(f"    package    {shown / 'changes' / intent}", soft_wrap=True)
    console.print(f"    try        gains explain {shown / 'changes' / intent}", soft_wrap=True)
    console.print(f"               gains verify {shown / 'changes' / intent}", soft_wrap=True)
    return True


def _say(console: Console, found: Gate, when: str) -> None:
    decision = found.decision
    console.print(f"{when}: [bold]{decision.state}[/]")
    for reason in (*found.differences, *decision.reasons):
        console.print(f"    - {reason}")


def _push(clone: Path, bare: Path, branch: str, file: tuple[str, bytes]) -> None:
    """Do what an engineer does: clone, branch, write, commit, push."""
    _git(bare.parent, "clone", "--quiet", str(bare), str(clone))
    _git(clone, "checkout", "--quiet", "-b", branch)
    path, content = file
    (clone / path).parent.mkdir(parents=True, exist_ok=True)
    (clone / path).write_bytes(content)
    _git(clone, "add", path)
    _git(clone, "commit", "--quiet", "-m", f"Ask for {Path(path).stem}")
    _git(clone, "push", "--quiet", "origin", branch)


def _git(directory: Path, *words: str) -> None:
    git = shutil.which("git")
    if git is None:
        raise SettingsError("git is not installed", hint="install git")
    who = ("-c", f"user.name={ENGINEER.login}", "-c", f"user.email={ENGINEER.login}@example.net")
    done = subprocess.run([git, *who, *words], cwd=directory, capture_output=True, text=True, check=False, timeout=60)
    if done.returncode:
        raise SettingsError(f"git {words[0]} failed: {done.stderr.strip()}", hint="look at the folder")
