"""Syntax, as far as it can be known off the box: one rule a file, called like its findings."""
