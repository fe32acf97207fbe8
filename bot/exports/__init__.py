"""Forms that a change package is handed over in: a module here that exports `PLUGIN` is one of them."""
