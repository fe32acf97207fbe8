"""Schemathesis tries the API by its own document, with what fits and what does not: it finds nothing undocumented."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, assume, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from bot.api.application import application
from bot.app import services
from bot.settings import ServerSettings
from tests.unit.bot.server.network import served
from tests.unit.bot.server.test_api import waiting

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES = 25
NOT_BY_SCHEMA = ("submit_job", "approve_job", "reject_job")
"""What fits the schema may still be refused there: a text that is no intent, a digest of something else."""


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, dict[str, str]]]:
    folder = tmp_path_factory.mktemp("api")
    parts = services(ServerSettings(data_dir=folder, repositories=(served(folder),), requests_per_minute=10**6))
    for pull in range(1, 4):
        waiting(parts, pull)
    _, text = parts.keys.make("tries", ("read", "submit", "approve"))
    yield schemathesis.openapi.from_asgi("/openapi.json", application(parts)), {"Authorization": f"Bearer {text}"}
    parts.close()


@cache
def operations() -> tuple[tuple[str, str], ...]:
    """Return the operations of the document, from an application without data."""
    with tempfile.TemporaryDirectory() as folder:
        parts = services(ServerSettings(data_dir=Path(folder)))
        said = application(parts).openapi()
        parts.close()
    return tuple((path, method.upper()) for path, item in sorted(said["paths"].items()) for method in sorted(item))


@pytest.mark.slow
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["fits", "does not fit"])
@pytest.mark.parametrize(("path", "method"), operations())
def test_nothing_undocumented_is_found(
    tried: tuple[Any, dict[str, str]], path: str, method: str, mode: GenerationMode
) -> None:
    schema, headers = tried
    operation = schema[path][method]
    without: list[schemathesis.CheckFunction] = []
    without += [positive_data_acceptance] if operation.definition.raw["operationId"] in NOT_BY_SCHEMA else []

    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def attempt(case: schemathesis.Case[Any]) -> None:
        if mode is GenerationMode.NEGATIVE and method == "GET" and not operation.path_parameters:
            # An empty object in a query is not on the wire at all, and the wrong token is replaced by a good one.
            assume(any(value not in ({}, [], None) for value in (case.query or {}).values()))
        case.call_and_validate(headers=headers, excluded_checks=without)

    if mode is GenerationMode.NEGATIVE and not (operation.body or operation.query or operation.path_parameters):
        return
    attempt()
