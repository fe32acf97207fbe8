"""A model of the candidate configuration of a Junos device, on which commands are played."""

from pipeline.device.junos.hazards import hazards
from pipeline.device.junos.play import Played, Refused, play, prove

__all__ = ["Played", "Refused", "hazards", "play", "prove"]
