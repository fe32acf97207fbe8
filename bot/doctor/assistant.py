"""The language model's endpoint, if one is set: whether it answers and knows the model."""

from __future__ import annotations

import importlib.util
import time
from urllib.parse import urlsplit

from bot.assistant_mode import Mode
from bot.assistant_settings import AssistantSettings, read
from bot.doctor.base import Health
from pipeline.errors import SettingsError

NAME = "assistant"
_SECONDS = 5.0
_MOST_MODELS = 500


def look() -> tuple[Health, ...]:
    """Return whether an endpoint answers; nothing but its list of models is asked for."""
    try:
        settings = read()
    except SettingsError as error:
        return (Health(NAME, "off", str(error)),)
    if settings.mode is Mode.OFF:
        return (Health(NAME, "off", "GAINS_ASSISTANT_MODE is off: nobody is asked"),)
    if settings.mode is Mode.REPLAY:
        return (Health(NAME, "good", f"answers are replayed from {settings.kept or 'nowhere'}; nobody is asked"),)
    if not settings.url:
        hint = "GAINS_ASSISTANT_URL names none: no wording by a language model, which nothing needs"
        return (Health(NAME, "off", hint),)
    if not settings.model:
        return (Health(NAME, "off", "GAINS_ASSISTANT_MODEL names no model, and another model's answer is refused"),)
    missing = [one for one in ("openai", "netconan") if importlib.util.find_spec(one) is None]
    if missing:
        return (Health(NAME, "off", f"{' and '.join(missing)} missing: install the extra `assistant`"),)
    return (_asked(settings),)


def _asked(settings: AssistantSettings) -> Health:
    import openai

    from bot.adapters.llm_http import UnusableError, opened
    from bot.adapters.same_model import same_model

    host = urlsplit(settings.url).hostname or "the endpoint"
    try:
        with opened(settings.url, settings.secret, _SECONDS, time.monotonic() + _SECONDS) as client:
            listed = client.models.list().data[:_MOST_MODELS]
    except SettingsError as error:
        return Health(NAME, "off", str(error))
    except openai.APIStatusError as error:
        return Health(NAME, "off", f"{host} answers {error.status_code} to a look at its models")
    except (openai.OpenAIError, UnusableError, ValueError, TypeError, AttributeError) as error:
        return Health(NAME, "off", f"{host} does not answer: {type(error).__name__}")
    ours = any(same_model(settings.model, str(getattr(one, "id", ""))) for one in listed)
    known = "" if ours else "; it does not list that model, and another model's answer is refused"
    most = f"at most {settings.job_tokens} tokens and {settings.job_seconds:g} s a pull request"
    return Health(NAME, "good" if ours or not listed else "off", f"{host}, model {settings.model}, {most}{known}")


PLUGIN = look
