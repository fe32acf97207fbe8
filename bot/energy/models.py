"""What `gains energy models` lists: the rows of the model pack, each with its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.energy.own import own_rows
from bot.energy.pack import TABLES, with_own
from bot.files import Folder

if TYPE_CHECKING:
    from pathlib import Path


def rows(pattern: str, repo: Path | None) -> dict[str, Any]:
    """Return the pack's rows that contain the pattern, by table."""
    pack = with_own(own_rows(Folder(repo)) if repo else {}).pack
    wanted = pattern.casefold()
    said = pack.model_dump(mode="json", exclude_none=True)
    tables = {
        table: [row for row in said[table] if wanted in " ".join(map(str, row.values())).casefold()] for table in TABLES
    }
    return {"pack": pack.pack, "version": pack.version, **{name: found for name, found in tables.items() if found}}


def text(found: dict[str, Any]) -> str:
    """Return the rows for people."""
    out = [f"model pack {found['pack']} {found['version']}"]
    for row in found.get("facts", ()):
        where = " ".join(row.get(name, "") for name in ("optic", "speed") if row.get(name))
        out.append(
            f"{row['hardware']:<20} {where:<20} {row['term']:<21} {row['value']:>10} ± {row['standard_error']:<9}"
            f" n={row['samples']:<4} {row['method']}, {row['quality']}"
        )
        out += [f"    {row['note']}"] if row.get("note") else []
    for row in found.get("optics", ()):
        out.append(f"{row['part']:<20} {row['optic']:<20} at most {row['maximum_w']} W by its datasheet")
    for row in found.get("datasheets", ()):
        mark = "  read by a program, tier T5" if row["method"] == "datasheet_extracted" else "  tier T5"
        out.append(f"{row['hardware']:<42} typical {row['typical_w']} W by its datasheet{mark}")
    for row in found.get("sensors", ()):
        out.append(
            f"{row['hardware']:<20} its own sensor: {row['bias_percent']} % off, correlation {row['correlation']}"
        )
    for row in found.get("factors", ()):
        out.append(f"{row['id']:<20} {row['gco2e_per_kwh']} gCO2e/kWh ({row['vintage']}; {row['basis']})")
    for row in found.get("sources", ()):
        out.append(f"source {row['id']}: {row['citation']} ({row['licence']})")
    return "\n".join(out)
