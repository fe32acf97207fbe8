"""Traces by OpenTelemetry, where the extra `tracing` is installed and the settings name where to send them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.errors import SettingsError

if TYPE_CHECKING:
    from fastapi import FastAPI

Tracing = Callable[[str, str], AbstractContextManager[None]]
"""Opens a span of that name below a `traceparent`."""


@contextmanager
def untraced(name: str, traceparent: str) -> Iterator[None]:  # noqa: ARG001 - nobody looks
    """Open nothing."""
    yield


def tracing(endpoint: str) -> Tracing:
    """Return how steps are traced; nothing is, without an endpoint."""
    if not endpoint:
        return untraced
    provider = _provider(endpoint)
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    propagator = TraceContextTextMapPropagator()
    tracer = provider.get_tracer("gains")

    @contextmanager
    def traced(name: str, traceparent: str) -> Iterator[None]:
        parent = propagator.extract({"traceparent": traceparent}) if traceparent else None
        with tracer.start_as_current_span(f"gains.{name}", context=parent):
            yield

    return traced


def watch(app: FastAPI, endpoint: str) -> None:
    """Trace requests, where there is an endpoint."""
    if not endpoint:
        return
    provider = _provider(endpoint)
    from opentelemetry.instrumentation.fastapi import FastAPIInstrumentor

    FastAPIInstrumentor.instrument_app(app, tracer_provider=provider, exclude_spans=["send", "receive"])


def flush(endpoint: str) -> None:
    """Send what waits; the last spans of a process would come late otherwise, or never."""
    if endpoint:
        _provider(endpoint).force_flush(5_000)


@cache
def _provider(endpoint: str) -> Any:
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise SettingsError("traces need the extra `tracing`", hint="pip install '.[server,tracing]'") from error
    provider = TracerProvider(resource=Resource.create({"service.name": "gains"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint)))
    return provider
