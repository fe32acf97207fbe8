"""Run one git command with nothing of the surroundings in it, for a limited time and with a limited answer."""

from __future__ import annotations

import os
import selectors
import shutil
import subprocess
import time
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from pipeline.errors import WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_PIECE = 1 << 16
_MOST_ERRORS = 4096
# Built from nothing: what is not named here does not reach git, GIT_DIR and the like least of all.
_ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "LC_ALL": "C",
    "TZ": "UTC",
    "HOME": "/nonexistent",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",  # a replaced object would be read as another than its name says
    "GIT_OPTIONAL_LOCKS": "0",
}
_SETTINGS = {
    "core.hooksPath": "/dev/null",
    "core.fsmonitor": "false",
    "core.quotePath": "false",
    "protocol.allow": "never",
    "gc.auto": "0",
    "maintenance.auto": "false",
    "core.filesRefLockTimeout": "2000",
    "i18n.commitEncoding": "UTF-8",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How long one command may take, and how much it may answer."""

    seconds: float = 60.0
    answer_bytes: int = 256 * 1024 * 1024
    file_bytes: int = 10 * 1024 * 1024
    """One file, read or written."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a command."""

    code: int
    out: bytes
    err: str


@dataclass(frozen=True, slots=True)
class GitCommand:
    """git in one bare repository."""

    directory: Path
    limits: Limits = field(default_factory=Limits)
    signing_key: Path | None = None
    """Private SSH key that commits are signed with."""

    def run(self, *arguments: str, stdin: bytes = b"", extra: Mapping[str, str] | None = None) -> bytes:
        """Return what the command prints; raise `WorkspaceError` where it fails."""
        answer = self.ask(*arguments, stdin=stdin, extra=extra)
        if answer.code:
            raise WorkspaceError(
                f"git {arguments[0]} failed: {answer.err or f'exit {answer.code}'}", hint=_hint(answer)
            )
        return answer.out

    def ask(self, *arguments: str, stdin: bytes = b"", extra: Mapping[str, str] | None = None) -> Answer:
        """Run a command whose failure is an answer, too."""
        git = _program()
        if git is None:
            raise WorkspaceError("git is not installed", hint="install git 2.38 or newer")
        settings = [part for key, value in _SETTINGS.items() for part in ("-c", f"{key}={value}")]
        command = [git, "--literal-pathspecs", f"--git-dir={self.directory}", *settings, *arguments]
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**_ENVIRONMENT, **(extra or {})},
            cwd="/",
            bufsize=0,
        )
        with process:
            try:
                out, told, cut = _converse(process, stdin, self.limits)
            finally:
                if process.poll() is None:
                    process.kill()
        if cut:
            raise WorkspaceError(
                f"git {arguments[0]} was stopped: {cut}", hint="the repository may be hostile; look at it"
            )
        return Answer(process.returncode, out, told[:_MOST_ERRORS].decode(errors="backslashreplace").strip())


@cache
def _program() -> str | None:
    return shutil.which("git")


def _converse(process: subprocess.Popen[bytes], stdin: bytes, limits: Limits) -> tuple[bytes, bytes, str]:
    """Write and read at once, so that no full pipe stops both; return answer, errors, and why it was cut short."""
    assert process.stdin
    assert process.stdout
    assert process.stderr
    until = time.monotonic() + limits.seconds
    said: dict[int, list[bytes]] = {process.stdout.fileno(): [], process.stderr.fileno(): []}
    size, rest = 0, memoryview(stdin)
    with selectors.DefaultSelector() as ready:
        for stream in (process.stdout, process.stderr):
            ready.register(stream, selectors.EVENT_READ)
        os.set_blocking(process.stdin.fileno(), False)
        ready.register(process.stdin, selectors.EVENT_WRITE)
        while ready.get_map():
            found = ready.select(max(0.0, until - time.monotonic()))
            if not found and time.monotonic() >= until:
                return b"", b"", f"it took longer than {limits.seconds:g} s"
            for key, _ in found:
                if key.fileobj is process.stdin:
                    try:
                        rest = rest[os.write(key.fd, rest[:_PIECE]) :] if rest else rest
                    except BrokenPipeError:  # it ended without reading all: its exit code says why
                        rest = rest[:0]
                    if not rest:
                        ready.unregister(process.stdin)
                        process.stdin.close()
                    continue
                piece = os.read(key.fd, _PIECE)
                if not piece:
                    ready.unregister(key.fileobj)
                elif key.fileobj is process.stdout:
                    size += len(piece)
                    if size > limits.answer_bytes:
                        return b"", b"", f"it answered more than {limits.answer_bytes} bytes"
                    said[key.fd].append(piece)
                elif len(said[key.fd]) < _MOST_ERRORS:
                    said[key.fd].append(piece)
    try:
        process.wait(max(0.0, until - time.monotonic()))
    except subprocess.TimeoutExpired:
        return b"", b"", f"it took longer than {limits.seconds:g} s"
    out, told = said.values()
    return b"".join(out), b"".join(told), ""


def _hint(answer: Answer) -> str:
    if "dubious ownership" in answer.err:
        return "let the account that runs the bot own the repository"
    if "not a git repository" in answer.err:
        return "name a bare git repository"
    return "run `git fsck` in the repository"
