"""A template of an organisation ends, whatever it says, reaches nothing, and says why it was stopped."""

from __future__ import annotations

import resource
import time

import pytest

from renderers.base import RenderError, render
from schemas.facts import DeviceFacts, VlanFacts
from schemas.features.services import NtpServer

FEATURE = NtpServer(address="192.0.2.1")
FACTS = DeviceFacts(vlans=tuple(VlanFacts(id=number, name=f"V{number}") for number in range(1, 1001)))
_DOUBLE = "{% set x = x ~ x %}" * 60
HOSTILE = {
    "loops in loops": "{% for a in facts.vlans %}{% for b in facts.vlans %}{% for c in facts.vlans %}{% endfor %}"
    "{% endfor %}{% endfor %}",
    "a range": "{% for a in range(99999) %}{% endfor %}",
    "a text that doubles": "{% set x = 'x' %}" + _DOUBLE + "{{ x }}",
    "a text that doubles by +": "{% set x = 'x' %}" + _DOUBLE.replace("~", "+"),
    "a list that doubles": "{% set x = ['x'] %}" + _DOUBLE.replace("~", "+"),
    "a text that doubles in a loop": "{% set n = namespace(x='x') %}{% for v in facts.vlans %}"
    "{% set n.x = n.x ~ n.x %}{% endfor %}",
    "a repetition": "{{ 'x' * 9999999999 }}",
    "a list repeated": "{{ ([0] * 9999999999) | length }}",
    "a power": "{{ 9 ** 9 ** 9 }}",
    "a width": "{{ '%9999999999d' | format(1) }}",
    "a width from a value": "{{ '%*d' | format(999999999, 1) }}",
    "a width by %": "{{ '%9999999999d' % 1 }}",
    "a width by a method": "{{ 'x'.ljust(9999999999) }}",
    "a width by format": "{{ '{:>9999999999}'.format(1) }}",
    "bytes of a number": "{{ (1).to_bytes(9999999999, 'big') }}",
    "a padding": "{{ 'x' | center(9999999999) }}",
    "an indentation": "{{ 'x' | indent(9999999999) }}",
    "a replacement": "{% set x = 'x' %}" + "{% set x = x | replace('x', 'xx') %}" * 60,
    "a long joint": "{% set x = 'xx' %}" + "{% set x = x | list | join(x) %}" * 9,
    "a macro that calls itself": "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    "a way out": "{{ f.__class__.__mro__[1].__subclasses__() }}",
    "a way out by a filter": "{{ f | attr('__class__') }}",
    "its own budget": "{% set x = gains_steps_left.append(9) %}",
    "a budget of its own": "{% set gains_steps_left = [99999999] %}{% for v in facts.vlans %}{% endfor %}",
    "more of its budget": "{% set gains_steps_left.left = 99999999 %}",
    "something loaded": "{% include 'passwd' %}",
    "something imported": "{% import 'os' as o %}",
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_template_is_stopped(name: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    with pytest.raises(RenderError):
        render(HOSTILE[name], FEATURE, FACTS)
    assert time.process_time() - begun < 20, "it was stopped by its budget, not by luck"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000, "kB"


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{% for v in facts.vlans %}{{ v.id if loop.last else '' }}{% endfor %}", ("1000",)),
        ("{{ '%05.1f' | format(3.14159) }} {{ ['a', 'b'] | join('-') }} {{ 'a-b' | replace('-', '+') }}", None),
        ("{{ f.address ~ '/' ~ 32 }}", ("192.0.2.1/32",)),
        ("{{ 7 + 5 }} {{ 7 * 5 }} {{ facts.vlans | map(attribute='id') | max }}", ("12 35 1000",)),
        ("{% macro line(x) %}ntp {{ x }}{% endmacro %}{{ line(f.address) }}", ("ntp 192.0.2.1",)),
    ],
)
def test_an_honest_one_is_not(template: str, expected: tuple[str, ...] | None) -> None:
    assert render(template, FEATURE, FACTS) == (expected or ("003.1 a-b a+b",))
