"""Subcommands of `gains eval`: a module here that exports `PLUGIN`, a function or a `typer.Typer`, is one of them."""
