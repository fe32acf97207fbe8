"""An answer says the same in whatever order its columns come: live ones come as the service likes, kept ones sorted."""

from __future__ import annotations

from pipeline.semantic.query import Reply
from pipeline.semantic.tables import changed

ROW = {"Node": "r1", "VRF": "default", "Remote_IP": "192.0.2.1", "KeyPresence": "Only in Snapshot"}


def test_the_order_of_columns_says_nothing() -> None:
    one, two = (
        changed(Reply(columns=tuple(row), rows=(row,))) for row in (ROW, dict(sorted(ROW.items(), reverse=True)))
    )
    assert [list(item.keys) for item in one] == [list(item.keys) for item in two]
