"""The worklist before production: a module here that exports `PLUGIN` is one point of it (`gains doctor --prod`)."""
