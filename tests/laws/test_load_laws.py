"""Whatever bytes an intent file has, loading gives an intent or findings on a line, and never raises."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.load import load

_WORDS = st.sampled_from(
    [
        "apiVersion",
        "gains/v1",
        "kind",
        "access_vlan",
        "metadata",
        "spec",
        "ports",
        "device",
        ": ",
        "\n",
        "  ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        '"',
        "\\",
        "&a",
        "*a",
        "!!int",
        "1",
        "|",
        ">",
        "#",
        "---",
        "%",
        "?",
        ",",
        "~",
    ]
)


@settings(max_examples=300, deadline=None)
@given(raw=st.one_of(st.binary(max_size=200), st.lists(_WORDS, max_size=60).map(lambda parts: "".join(parts).encode())))
@example(raw=b"spec: {device: a}")
@example(raw=b"99999999999999999999999: 1")
@example(raw=b"metadata: -0")
def test_loading_never_raises_and_never_loses_a_problem(raw: bytes) -> None:
    loaded = load("intents/a.yaml", raw)
    assert loaded.envelope is not None or loaded.findings
    assert all(finding.place is not None and finding.place.line >= 1 for finding in loaded.findings)
