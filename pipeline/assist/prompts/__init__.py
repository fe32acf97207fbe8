"""Prompts: one file a task, found by its name: text, version, facts that it may be given, form of its answer."""
