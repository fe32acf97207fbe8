"""One rule a file, found by its name; problems that were there before a change are taken off by the judge."""
