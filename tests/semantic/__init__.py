"""Tests on the answers of an analyzer about whole networks."""
