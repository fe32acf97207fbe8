"""Run one git command with nothing of the surroundings in it, for a limited time and with a limited answer."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.errors import WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

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
        git = shutil.which("git")
        if git is None:
            raise WorkspaceError("git is not installed", hint="install git 2.38 or newer")
        settings = [part for key, value in _SETTINGS.items() for part in ("-c", f"{key}={value}")]
        command = [git, "--literal-pathspecs", f"--git-dir={self.directory}", *settings, *arguments]
        with tempfile.TemporaryFile() as errors:
            process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env={**_ENVIRONMENT, **(extra or {})},
                cwd="/",
            )
            out, cut = _converse(process, stdin, self.limits)
            errors.seek(0)
            told = errors.read(4096).decode(errors="backslashreplace").strip()
        if cut:
            raise WorkspaceError(
                f"git {arguments[0]} was stopped: {cut}", hint="the repository may be hostile; look at it"
            )
        return Answer(process.returncode, out, told)


def _converse(process: subprocess.Popen[bytes], stdin: bytes, limits: Limits) -> tuple[bytes, str]:
    """Write and read at once, so that no full pipe stops both; return the answer and why it was cut short."""
    assert process.stdin
    assert process.stdout
    late = threading.Event()

    def stop() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(limits.seconds, stop)
    writer = threading.Thread(target=_write, args=(process, stdin), daemon=True)
    timer.start()
    writer.start()
    try:
        out = process.stdout.read(limits.answer_bytes + 1)
        if too_long := len(out) > limits.answer_bytes:
            process.kill()
        process.wait()
    finally:
        timer.cancel()
        if process.poll() is None:
            process.kill()
            process.wait()
        writer.join()
        process.stdout.close()
    if too_long:
        return b"", f"it answered more than {limits.answer_bytes} bytes"
    return out, f"it took longer than {limits.seconds:g} s" if late.is_set() else ""


def _write(process: subprocess.Popen[bytes], stdin: bytes) -> None:
    assert process.stdin
    try:
        process.stdin.write(stdin)
        process.stdin.close()
    except BrokenPipeError:  # it ended without reading all: its exit code says why
        return


def _hint(answer: Answer) -> str:
    if "dubious ownership" in answer.err:
        return "let the account that runs the bot own the repository"
    if "not a git repository" in answer.err:
        return "name a bare git repository"
    return "run `git fsck` in the repository"
