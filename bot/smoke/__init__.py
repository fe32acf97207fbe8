"""A smoke test of a running service: the main job through its API, from the outside, with a key as any caller has."""
