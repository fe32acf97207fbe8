"""What a device answers to a command that it does not take."""

from __future__ import annotations


class RefusedError(Exception):
    """The device refuses the command and changes nothing."""


class BeyondError(Exception):
    """What the device does with the command is not known to the model."""
