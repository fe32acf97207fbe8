"""The sentences of `pipeline.wishes` in other languages, a file a language: adding one edits no other file."""
