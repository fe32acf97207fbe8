"""The shell of FRRouting as a checker of files: `vtysh -C -f FILE` needs no daemon and changes nothing."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

_COMPLAINT = re.compile(r"line (\d+): % ([^\[:]+)(?:\[\d+\])?: (.*)")
_BEGINNING = re.compile(r"^frr version ", re.MULTILINE)
_VERSION = re.compile(r"FRR \(version ([^)]+)\)")
_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Complaint:
    """A line that the shell does not take."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Vtysh:
    """An installed shell."""

    program: str
    version: str

    @classmethod
    def installed(cls) -> Vtysh | None:
        """Return the shell that is installed, or None."""
        program = shutil.which("vtysh")
        if program is None:
            return None
        said = _run((program, "--help"))
        version = _VERSION.search(said[1]) if said else None
        return cls(program, version[1] if version else "unknown")

    def check(self, text: str) -> tuple[Complaint, ...] | None:
        """Return what the shell does not take of a configuration, in order; None where it could not be run.

        What stands before FRR's own part, as in a file of Cumulus, is left out.
        """
        begin = _BEGINNING.search(text)
        with tempfile.TemporaryDirectory(prefix="gains-") as folder:
            file = Path(folder) / "candidate.conf"
            file.write_text(text[begin.start() :] if begin else text, encoding="utf-8")
            said = _run((self.program, "-C", "-f", str(file)))
        if said is None or said[0] not in (0, 2):
            return None
        return tuple(Complaint(match[3].strip(), match[2].strip()) for match in _COMPLAINT.finditer(said[1]))


def _run(words: tuple[str, ...]) -> tuple[int, str] | None:
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=_SECONDS, check=False, errors="replace")
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.returncode, done.stdout + done.stderr
