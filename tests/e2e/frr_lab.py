"""A small lab of real FRRouting daemons: a network namespace for each router, cables between them, vtysh to type."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

HOME = Path("/usr/lib/frr")
DAEMONS = ("zebra", "staticd", "bgpd")
_WAIT_S = 10.0


def provided() -> None:
    """See to it that FRR is installed and namespaces can be made; skip, and say why, where they cannot."""
    if os.geteuid() != 0:
        pytest.skip("not root: the commands were NOT tried on real FRR daemons")
    if not (HOME / "bgpd").exists():
        if shutil.which("apt-get") is None:
            pytest.skip("no FRR and no apt-get: the commands were NOT tried on real FRR daemons")
        for words in (("update", "-q"), ("install", "-q", "-y", "frr", "frr-pythontools")):
            quiet = ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *words)
            subprocess.run(quiet, check=False, capture_output=True, timeout=240)
    if not (HOME / "bgpd").exists() or shutil.which("ip") is None or shutil.which("vtysh") is None:
        pytest.skip("FRR could not be installed: the commands were NOT tried on real FRR daemons")


def run(*words: str, given: str = "") -> str:
    """Run a program and return what it prints; fails with all that it said."""
    done = subprocess.run(words, input=given, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, f"{' '.join(words)}: {done.stdout}{done.stderr}"
    return done.stdout


@dataclass
class Router:
    """One router: its namespace, its sockets, its daemons."""

    name: str
    space: str
    folder: Path
    daemons: tuple[str, ...] = DAEMONS
    pids: list[int] = field(default_factory=list)

    def start(self) -> None:
        """Make the namespace and start the daemons in it."""
        run("ip", "netns", "add", self.space)
        run("ip", "-n", self.space, "link", "set", "lo", "up")
        self.folder.mkdir()
        shutil.chown(self.folder, "frr", "frr")
        for daemon in self.daemons:
            pid = self.folder / f"{daemon}.pid"
            own = ("-d", "-f", "/dev/null", "-i", str(pid), "--vty_socket", str(self.folder))
            log = ("-z", str(self.folder / "zserv.api"), "--log", f"file:{self.folder / daemon}.log")
            run("ip", "netns", "exec", self.space, *self.called, str(HOME / daemon), *own, *log)
            self.pids.append(int(pid.read_text()))
        until = time.monotonic() + _WAIT_S
        while not all((self.folder / f"{daemon}.vty").exists() for daemon in self.daemons):
            assert time.monotonic() < until, "a daemon did not open its socket"
            time.sleep(0.05)

    def stop(self) -> None:
        """End the daemons that were started here, and take the namespace away."""
        for pid in reversed(self.pids):
            try:
                os.kill(pid, signal.SIGTERM)
            except ProcessLookupError:
                continue
        until = time.monotonic() + _WAIT_S
        while any(Path(f"/proc/{pid}").exists() for pid in self.pids) and time.monotonic() < until:
            time.sleep(0.05)
        for pid in self.pids:
            if Path(f"/proc/{pid}").exists():
                os.kill(pid, signal.SIGKILL)
        subprocess.run(("ip", "netns", "delete", self.space), check=False, capture_output=True)

    @property
    def called(self) -> tuple[str, ...]:
        """What gives a program a machine's name of its own."""
        return ("unshare", "--uts", "sh", "-c", f'hostname {self.name}; exec "$@"', "sh")

    @property
    def shell(self) -> tuple[str, ...]:
        """The router's own shell."""
        return (*self.called, "vtysh", "--vty_socket", str(self.folder))

    def ask(self, command: str) -> str:
        """Return what a command shows."""
        return run(*self.shell, "-c", command)

    def running(self) -> str:
        """Return the running configuration as the router shows it."""
        shown = self.ask("show running-config")
        return shown[shown.index("frr version") :]

    def type(self, commands: Iterable[str]) -> list[str]:
        """Type commands at the configuration prompt; return what the router complained about."""
        lines = ["configure terminal", *commands, "end"]
        said = run(*self.shell, given="\n".join(lines) + "\n")
        heard = said.split("\n")
        return [f"{heard[at - 1]}: {line}" for at, line in enumerate(heard) if line.startswith("%")]


@contextmanager
def opened() -> Iterator[Lab]:
    """Give a lab without routers, and stop what was started in it; skip, and say why, where there can be none."""
    provided()
    with TemporaryDirectory(prefix="gains-frr-") as folder:
        Path(folder).chmod(0o755)  # the daemons run as a user of their own
        made = Lab(Path(folder))
        try:
            yield made
        finally:
            made.stop()


@dataclass
class Lab:
    """Routers and the cables between them."""

    folder: Path
    routers: dict[str, Router] = field(default_factory=dict)

    def add(self, name: str, *more: str) -> Router:
        """Start a router, with more daemons; its namespace carries the process's number, so that labs do not meet."""
        router = Router(name, f"gains-{os.getpid()}-{name}", self.folder / name, (*DAEMONS, *more))
        self.routers[name] = router
        router.start()
        return router

    def cable(self, a: str, b: str, port: str) -> None:
        """Put a cable between the ports of one name on two routers."""
        one, two = self.routers[a].space, self.routers[b].space
        run("ip", "link", "add", port, "netns", one, "type", "veth", "peer", "name", port, "netns", two)
        for space in (one, two):
            run("ip", "-n", space, "link", "set", port, "up")

    def stop(self) -> None:
        """Stop all that was started."""
        for router in self.routers.values():
            router.stop()


def wait_for(what: str, tries: Sequence[float], found: Callable[[], bool]) -> None:
    """Wait until a function tells that something is so."""
    for pause in tries:
        if found():
            return
        time.sleep(pause)
    pytest.fail(f"waited {sum(tries):.0f} s in vain: {what}")
