"""Where an inventory comes from: a module here that exports `PLUGIN` is a source of `gains inventory import`."""
