"""Consistency: what devices must agree on or must not lose, judged as the difference that a change makes."""
