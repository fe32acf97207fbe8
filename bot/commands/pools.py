"""`gains pools`: what pools there are, what of them is given to which intent, and what comes next."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def pools(
    root: Annotated[Path, typer.Option(help="The network repository.")] = Path(),
    name: Annotated[str, typer.Argument(help="One pool; default: all.")] = "",
) -> None:
    """Say who was given which values of the pools in inventory/pools.yaml; exit 1 where that file is wrong.

    Example: gains pools cctv
    """
    from bot.files import Folder
    from bot.formats import text
    from bot.pools import FILE, ledger, read_pools
    from pipeline.pools import next_value

    files = Folder(root)
    known, wrong = read_pools(files)
    if wrong:
        typer.echo(text.write(wrong, [FILE]))
        raise typer.Exit(1)
    if not known or (name and name not in known):
        typer.echo(f"{root / FILE}: {f'there is no pool {name}' if known else 'there are no pools'}", err=True)
        raise typer.Exit(2)
    book = ledger(files)
    held = [(who, one) for who, listed in sorted(book.given.items()) if who not in book.back for one in listed]
    for pool in (known[one] for one in sorted(known) if one == (name or one)):
        mine = [(who, one) for who, one in held if one.pool == pool.name]
        coming = next_value(pool, tuple(one for _, one in held))
        typer.echo(f"{pool.name}: {len(mine)} given; {f'next {coming}' if coming else 'nothing is left'}")
        for who, one in mine:
            typer.echo(f"  {one.value}  <- {who}, {one.label}")


PLUGIN = pools
