"""Telemetry profiles: how a kind of exporter names power, traffic and link, found by file name."""
