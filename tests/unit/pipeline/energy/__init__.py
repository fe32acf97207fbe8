"""Tests of the energy estimate."""
