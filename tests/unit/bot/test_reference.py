"""The pages of kinds tell fields, features and what is refused."""

from __future__ import annotations

from bot.reference.kinds import pages


def test_a_page_tells_fields_features_and_what_is_refused() -> None:
    page = pages()["kinds/static_route.md"]
    for text in ("| `spec.routes[].prefix` |", "`static_route`: may alter", "`next-hop-own` (error)", "```yaml"):
        assert text in page
    matrix = pages()["features.md"]
    assert "| `storm_control` | yes | yes | yes | no | no | yes |" in matrix
