"""Sentences that an intent can be made of, a file a kind: adding one edits no other file."""
