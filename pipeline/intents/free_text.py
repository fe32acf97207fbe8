"""`free_text`: a wish in words. It is never acted on: it blocks until a person commits a structured intent instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from pipeline.intents.base import Compiled, Kind
from schemas.base import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.intents.base import View


class Spec(Record):
    """The wish."""

    text: Annotated[str, Field(min_length=3, max_length=2000)]
    """In any language; it is read by people, and by a language model where the organisation has switched it on."""


def compile_spec(spec: Spec, views: Mapping[str, View]) -> Compiled:  # noqa: ARG001 - nothing is looked at
    """Refuse: words are not acted on."""
    out = Compiled()
    hint = "commit a structured intent in its place: `gains intent new` asks for it, `gains schema` lists the kinds"
    out.refuse("free-text", ("text",), "a wish in words is never acted on", hint)
    return out


PLUGIN = Kind(
    title="Say a wish in words, to be turned into an intent", spec=Spec, devices=lambda _: (), compile=compile_spec
)
