"""What `gains eval` measures of the golden set: a module here that exports `PLUGIN` is one topic."""
