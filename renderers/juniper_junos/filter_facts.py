"""Packet filters of a Junos configuration: what exactly each term matches."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_network
from typing import TYPE_CHECKING, Literal

from renderers.juniper_junos.term_matches import SAYS_NOTHING, term_matches
from renderers.port_names import port
from schemas.facts import FilterEntryFacts, FilterFacts

if TYPE_CHECKING:
    from renderers.juniper_junos.statements import Words


@dataclass(slots=True)
class _Term:
    line: int
    match: dict[str, list[str]] = field(default_factory=dict)
    then: list[Words] = field(default_factory=list)


@dataclass(slots=True)
class Filters:
    """The filters read so far, terms in their order."""

    found: dict[tuple[str, str], dict[str, _Term]] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    """Prefix lists by name."""

    def prefix_list(self, words: Words) -> None:
        """Take a statement below `policy-options prefix-list`."""
        if len(words) > 1:  # what is no prefix, such as `apply-path`, makes the list one that nobody understands
            self.lists.setdefault(words[0], []).append(" ".join(words[1:]))

    def read(self, words: Words, line: int) -> None:
        """Take one statement below `firewall`; what is no term of a filter says nothing."""
        family = "inet"
        if words[:1] == ("family",) and len(words) > 2:
            family, words = words[1], words[2:]
        if words[:1] != ("filter",) or len(words) < 2 or family not in ("inet", "inet6"):
            return
        terms = self.found.setdefault((family, words[1]), {})
        if words[2:3] != ("term",) or len(words) < 4:
            return
        term = terms.setdefault(words[3], _Term(line))
        rest = words[4:]
        if rest[:1] == ("from",) and len(rest) > 1:
            term.match.setdefault(rest[1], []).extend([" ".join(rest[2:])] if len(rest) > 2 else [])
        elif rest[:1] == ("then",) and len(rest) > 1:
            term.then.append(rest[1:])

    def facts(self) -> tuple[FilterFacts, ...]:
        """Return what was read, by name."""
        return tuple(
            FilterFacts(
                name=name,
                family=_family(family),
                entries=tuple(self._entry(term_name, term, _family(family)) for term_name, term in terms.items()),
            )
            for (family, name), terms in sorted(self.found.items(), key=lambda item: (item[0][1], item[0][0]))
        )

    def _entry(self, name: str, term: _Term, family: Literal["ipv4", "ipv6"]) -> FilterEntryFacts:
        said = [f"from {key} {' '.join(values)}".strip() for key, values in term.match.items()]
        said += [f"then {' '.join(words)}" for words in term.then]
        text = f"term {name} " + "; ".join(said)
        bare = FilterEntryFacts(id=name, line=term.line, text=text, understood=False)
        fields = _exact(term, family)
        if fields is None:
            more = term_matches(term.match, term.then, family, self.lists)
            return bare if more is None else bare.model_copy(update={"decides": more[0], "matches": more[1]})
        action, protocol, source, destination, source_port, destination_port = fields
        return FilterEntryFacts(
            id=name,
            line=term.line,
            text=text,
            understood=True,
            action="permit" if action == "accept" else "deny",
            protocol=protocol,
            source=source,
            destination=destination,
            source_port=source_port,
            destination_port=destination_port,
        )


def _family(word: str) -> Literal["ipv4", "ipv6"]:
    return "ipv6" if word == "inet6" else "ipv4"


def _exact(term: _Term, family: str) -> tuple[str, str, str, str, str, str] | None:
    """Return what the term matches, None where the neutral fields cannot say it."""
    actions = [words for words in term.then if words[0] not in SAYS_NOTHING]
    if len(actions) != 1 or actions[0][0] not in ("accept", "discard", "reject"):
        return None
    known = {"source-address", "destination-address", "protocol", "next-header", "source-port", "destination-port"}
    if not known.issuperset(term.match) or any(len(values) != 1 for values in term.match.values()):
        return None
    one = {key: values[0] for key, values in term.match.items()}
    protocol = one.get("protocol") or one.get("next-header") or "ip"
    protocol = "icmp" if protocol == "icmp6" and family == "ipv6" else protocol
    source, destination = (_prefix(one.get(f"{side}-address", "any")) for side in ("source", "destination"))
    ports = [_ports(one.get(f"{side}-port", ""), protocol) for side in ("source", "destination")]
    if source is None or destination is None or ports[0] is None or ports[1] is None:
        return None
    return actions[0][0], protocol, source, destination, ports[0], ports[1]


def _prefix(written: str) -> str | None:
    if written == "any":
        return written
    try:
        network = ip_network(written, strict=False)
    except ValueError:
        return None  # such as `192.0.2.0/24 except`
    return "any" if network.prefixlen == 0 else str(network)


def _ports(written: str, protocol: str) -> str | None:
    if not written:
        return ""
    if protocol not in ("tcp", "udp"):
        return None
    found = (
        [port(piece, protocol) for piece in written.split("-")] if written[0].isdigit() else [port(written, protocol)]
    )
    if any(number is None for number in found) or len(found) > 2:
        return None
    return "-".join(str(number) for number in found)
