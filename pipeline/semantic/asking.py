"""Asking: what validators want to know, as questions that cross the border, and answers as replies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.semantic.query import Query, Reply, Stage
from schemas.canonical import digest
from schemas.question import Question, answered, ask

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from schemas.question import Answer


def question(query: Query, intent: str, before: Mapping[str, str], after: Mapping[str, str]) -> Question:
    """Return a query as a question about one intent; the digests of what it changes are part of its key."""
    return asked((query,), intent, before, after)[query]


def asked(
    queries: Iterable[Query], intent: str, before: Mapping[str, str], after: Mapping[str, str]
) -> dict[Query, Question]:
    """Return queries as questions about one change."""
    was = {name: digest(text.encode()) for name, text in before.items()}
    becomes = {name: digest(text.encode()) for name, text in after.items()}
    return {
        query: ask(
            "analyzer",
            query.name,
            intent=intent,
            of=query.of,
            stage=int(query.stage),
            parameters=query.parameters,
            before=was,
            after=becomes,
        )
        for query in queries
    }


def query_of(one: Question) -> Query:
    """Return the query that a question carries."""
    values = one.values
    return Query(Stage(values["stage"]), one.name, values["of"], values["parameters"])


def answer(one: Question, reply: Reply, source: tuple[tuple[str, str], ...]) -> Answer:
    """Return a reply as an answer: a question that failed was answered, too, and its failure is evidence."""
    value = {"rows": list(reply.rows), "columns": list(reply.columns), "failure": reply.failure}
    return answered(one, value, source)


def reply(one: Answer) -> Reply:
    """Return an answer as a reply."""
    if one.state != "answered":
        return Reply(failure=one.reason)
    value = one.value
    return Reply(rows=tuple(value["rows"]), columns=tuple(value["columns"]), failure=value["failure"])
