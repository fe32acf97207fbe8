"""What can go wrong with the tool itself, as a tree; what is wrong with a change is a finding."""

from __future__ import annotations


class GainsError(Exception):
    """Stop the tool with a message, a hint and an exit code."""

    exit_code = 3

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class InvalidIntentError(GainsError):
    """The input cannot be used at all."""

    exit_code = 2


class InvalidInputError(GainsError):
    """A file that was handed over cannot be used."""

    exit_code = 2


class TelemetryError(GainsError):
    """Telemetry did not answer, or not with what was asked for."""


class SettingsError(GainsError):
    """The settings cannot be used."""


class WorkspaceError(GainsError):
    """The network repository cannot be read or written."""


class ForgeError(GainsError):
    """The forge refused or did not answer."""


class AnalyzerError(GainsError):
    """The analyzer did not answer."""


class AssistantError(GainsError):
    """The language model's endpoint did not answer, or not in a form that can be used."""
