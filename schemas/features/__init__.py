"""Neutral features by family; a record's `feature` is its name everywhere."""
