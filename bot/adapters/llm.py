"""An OpenAI-compatible endpoint: one request in, one JSON value out, within a budget; it follows no redirect."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.ports import AssistantAnswer
from pipeline.errors import AssistantError
from schemas.assistant import AssistantCall
from schemas.canonical import digest, digest_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from schemas.assistant import AssistantRequest

_MOST_BYTES = 200_000
_WH_PER_1000_TOKENS = "0.30"
"""Rule of thumb for one thousand tokens of a large hosted model; published figures differ by more than ten times."""


class UnusableError(Exception):
    """An answer that is not read to its end."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to ask, and how patiently."""

    url: str
    """Base address, such as `https://llm.example.net/v1`."""
    model: str
    """Which model."""
    key: str = "none"
    """Key of the endpoint."""
    seconds: float = 30.0
    """How long one request may take."""
    attempts: int = 3
    """Requests for one answer, repairs included."""
    seed: int = 7
    """So that an endpoint that can, answers the same again."""


class Llm:
    """The endpoint, behind a circuit breaker: after three failures in a row it is left alone for a minute."""

    def __init__(self, endpoint: Endpoint, sleep: Callable[[float], None] = time.sleep) -> None:
        self._endpoint = endpoint
        self._sleep = sleep
        self._failures = 0
        self._open_until = 0.0

    def ask(self, request: AssistantRequest) -> AssistantAnswer:
        """Return the answer; raise `AssistantError` where there is none within the budget."""
        if time.monotonic() < self._open_until:
            raise AssistantError("the assistant failed several times in a row and is left alone for a minute")
        try:
            found = self._ask(request)
        except AssistantError:
            self._failures += 1
            if self._failures >= 3:
                self._open_until = time.monotonic() + 60.0
                self._failures = 0
            raise
        self._failures = 0
        return found

    def _ask(self, request: AssistantRequest) -> AssistantAnswer:
        import httpx2
        import openai

        endpoint = self._endpoint
        began = time.monotonic()
        # Redirects are not followed: what was redacted for one endpoint is not for another one.
        http = httpx2.Client(
            follow_redirects=False,
            timeout=endpoint.seconds,
            headers={"Accept-Encoding": "identity"},
            event_hooks={"response": [_bounded(began + endpoint.seconds * 2)]},
            trust_env=False,
        )
        client = openai.OpenAI(
            base_url=endpoint.url, api_key=endpoint.key, timeout=endpoint.seconds, max_retries=0, http_client=http
        )
        messages: list[Any] = [
            {"role": "system", "content": request.system},
            {"role": "user", "content": request.data},
        ]
        form: Any = {
            "type": "json_schema",
            "json_schema": {"name": request.task, "strict": False, "schema": json.loads(request.answer_schema)},
        }
        why = "no answer"
        with http:
            for attempt in range(1, endpoint.attempts + 1):
                if time.monotonic() - began > endpoint.seconds * 2:
                    break
                try:
                    answer = client.chat.completions.create(
                        model=endpoint.model,
                        messages=messages,
                        temperature=0,
                        seed=endpoint.seed,
                        max_tokens=request.most_tokens,
                        response_format=form,
                        n=1,
                    )
                except openai.BadRequestError:
                    # The endpoint knows no schemas: JSON without one, and the form is looked at here all the same.
                    why, form = "the endpoint refuses the request", {"type": "json_object"}
                    continue
                except UnusableError as error:
                    raise AssistantError(f"the assistant's answer is not read: {error}") from error
                except (openai.RateLimitError, openai.InternalServerError, openai.APIConnectionError) as error:
                    if isinstance(error.__cause__, UnusableError):
                        raise AssistantError(f"the assistant's answer is not read: {error.__cause__}") from error
                    why = type(error).__name__
                    if attempt < endpoint.attempts:
                        self._sleep(min(2.0**attempt, 8.0))
                    continue
                except (openai.OpenAIError, httpx2.HTTPError, ValueError) as error:
                    raise AssistantError(f"the assistant gave no usable answer: {type(error).__name__}") from error
                text = _text(answer)
                try:
                    value = json.loads(text)
                    digest_of(value)
                except (ValueError, TypeError, RecursionError):
                    why = "the answer is no JSON without floats"
                    messages = [*messages[:2], {"role": "user", "content": "That was no JSON. Answer with JSON only."}]
                    continue
                return AssistantAnswer(value, self._call(request, answer, text, attempt, began))
        raise AssistantError(f"the assistant gave no usable answer in {endpoint.attempts} attempts: {why}")

    def _call(self, request: AssistantRequest, answer: Any, text: str, attempts: int, began: float) -> AssistantCall:
        used = getattr(answer, "usage", None)
        read, written = (int(getattr(used, name, 0) or 0) for name in ("prompt_tokens", "completion_tokens"))
        energy = Decimal(_WH_PER_1000_TOKENS) * (read + written) / 1000
        return AssistantCall(
            endpoint=urlsplit(self._endpoint.url).hostname or "unknown",
            model=self._endpoint.model,
            model_said=str(getattr(answer, "model", ""))[:100],
            prompt=request.prompt,
            request_digest=digest_of(request.model_dump(mode="json")),
            response_digest=digest(text.encode()),
            tokens_in=read,
            tokens_out=written,
            duration_ms=int((time.monotonic() - began) * 1000),
            attempts=attempts,
            energy_wh=f"{energy:.4f}",
        )


def _bounded(deadline: float) -> Callable[[Any], None]:
    """Return a hook that refuses redirects and bodies that are too large, compressed or too slow, before they end."""

    def look(response: Any) -> None:
        if response.is_redirect:
            raise UnusableError("it redirects")
        if response.headers.get("content-encoding", "identity") != "identity":
            raise UnusableError("it is compressed, which was not asked for")
        parts = []
        for part in response.iter_raw():
            parts.append(part)
            if sum(map(len, parts)) > _MOST_BYTES:
                raise UnusableError("it is too large")
            if time.monotonic() > deadline:
                raise UnusableError("it takes too long")
        response._content = b"".join(parts)

    return look


def _text(answer: Any) -> str:
    choices = getattr(answer, "choices", None) or []
    message = getattr(choices[0], "message", None) if choices else None
    if message is None or getattr(message, "tool_calls", None):
        return ""
    return str(getattr(message, "content", "") or "")
