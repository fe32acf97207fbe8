"""The language model's endpoint, if one is set."""

from __future__ import annotations

import importlib.util

from bot.assistant_settings import AssistantSettings
from bot.doctor.base import Health


def look() -> tuple[Health, ...]:
    """Return whether an endpoint answers; nothing but its list of models is asked for."""
    settings = AssistantSettings()
    if not settings.url:
        hint = "GAINS_ASSISTANT_URL names none: no wording by a language model, which nothing needs"
        return (Health("assistant", "off", hint),)
    if importlib.util.find_spec("openai") is None:
        return (Health("assistant", "off", "the extra `assistant` is not installed"),)
    import httpx

    try:
        headers = {"Authorization": f"Bearer {settings.secret}"}
        with httpx.Client(timeout=5.0, follow_redirects=False) as client:
            said = client.get(f"{settings.url.rstrip('/')}/models", headers=headers)
    except httpx.HTTPError as error:
        return (Health("assistant", "off", f"{settings.url} does not answer: {type(error).__name__}"),)
    if said.status_code != 200:
        return (Health("assistant", "off", f"{settings.url} answers {said.status_code} to a look at its models"),)
    model = settings.model or "not named: GAINS_ASSISTANT_MODEL"
    return (Health("assistant", "good", f"{settings.url}, model {model}"),)


PLUGIN = look
