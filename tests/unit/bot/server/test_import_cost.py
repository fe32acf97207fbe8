"""The command line starts without the server: nothing of it is imported by commands that do not serve."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "alembic",
    "dbos",
    "fastapi",
    "github",
    "gitlab",
    "prometheus_client",
    "pydantic_settings",
    "sqlalchemy",
    "uvicorn",
)


@pytest.mark.parametrize(
    "command", ["plan", "check", "diff", "verify", "explain", "schema", "doctor", "serve", "worker"]
)
def test_asking_a_command_for_help_imports_no_server(command: str) -> None:
    code = (
        "import sys\n"
        "from typer.testing import CliRunner\n"
        "from bot.cli import application\n"
        f"done = CliRunner().invoke(application([{command!r}]), [{command!r}, '--help'])\n"
        "assert done.exit_code == 0, done.output\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


def test_making_a_package_imports_no_server() -> None:
    code = (
        "import sys\n"
        "from tests.unit.bot.campus import packages\n"
        "assert packages('transit-peer-north')\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
