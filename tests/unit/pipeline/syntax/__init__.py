"""Tests of the rules of syntax."""
