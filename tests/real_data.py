"""Where real configurations lie, if they lie beside the checkout; tests that find none skip and say so."""

from __future__ import annotations

from pathlib import Path

DATA = Path(__file__).parents[2] / "shared" / "data"
NETWORKS = DATA / "networks"
