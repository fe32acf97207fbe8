"""Traces arrive at a collector: a request's span continues the caller's trace, and a step's the request's."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from bot import tracing
from bot.api.application import application
from bot.app import services
from bot.settings import ServerSettings
from tests.unit.bot.server.network import hook, served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytest.importorskip("opentelemetry.sdk", reason="NOT TESTED: the extra `tracing` is not installed")
TRACE = "0af7651916cd43dd8448eb211c80319c"


@pytest.fixture
def collector() -> Iterator[tuple[str, list[bytes]]]:
    got: list[bytes] = []

    class Collector(BaseHTTPRequestHandler):
        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the base class says so
            """Keep quiet."""

        def do_POST(self) -> None:
            assert self.path == "/v1/traces"
            got.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

    server = HTTPServer(("127.0.0.1", 0), Collector)
    threading.Thread(target=server.serve_forever, daemon=True, kwargs={"poll_interval": 0.02}).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/v1/traces", got
    server.shutdown()
    server.server_close()


def test_one_trace_from_the_caller_to_the_step(tmp_path: Path, collector: tuple[str, list[bytes]]) -> None:
    from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

    endpoint, got = collector
    settings = ServerSettings(
        data_dir=tmp_path, repositories=(served(tmp_path / "campus.git"),), traces_endpoint=endpoint
    )
    parts = services(settings)
    with TestClient(application(parts)) as client:
        body, headers = hook(1)
        told = client.post(
            "/webhooks/local", content=body, headers={**headers, "traceparent": f"00-{TRACE}-b7ad6b7169203331-01"}
        )
        assert told.status_code == 202
        row = parts.agenda.row("local:campus#1")
        assert row
        assert row.wish.traceparent[3:35] == TRACE
        with tracing.tracing(endpoint)("look", row.wish.traceparent):
            pass
    parts.close()
    tracing.flush(endpoint)
    spans: dict[str, str] = {}
    for each in got:
        said = ExportTraceServiceRequest.FromString(each)
        for resource in said.resource_spans:
            assert [one.value.string_value for one in resource.resource.attributes if one.key == "service.name"] == [
                "gains"
            ]
            for scope in resource.scope_spans:
                spans |= {span.name: span.trace_id.hex() for span in scope.spans}
    assert spans["gains.look"] == TRACE
    assert spans["POST /webhooks/local"] == TRACE


def test_without_an_endpoint_nothing_is_traced() -> None:
    assert tracing.tracing("") is tracing.untraced
    tracing.flush("")
