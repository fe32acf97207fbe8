"""Junos configurations: merged, compared and turned into commands, in brace and in `set` form."""
