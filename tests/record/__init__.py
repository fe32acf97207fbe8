"""Recorded answers of a real analyzer about our own networks: `python -m tests.record` refreshes them."""
