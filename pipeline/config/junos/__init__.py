"""Junos configurations: merged, compared and turned into commands, in brace and in `set` form."""

from pipeline.config.junos.derive import derive
from pipeline.config.junos.merge import merge
from pipeline.config.merged import Merged

__all__ = ["Merged", "derive", "merge"]
