"""Behaviour: what a device does with the lines typed at its configuration prompt, as data.

These facts feed the model of the device alone. They are kept apart from the rules that merge and derive, so that a
mistake in one of the two shows as a failed proof.

`modes` in a rule are names of modes separated by spaces: `global` is the outermost one, `*` is any.
Patterns are matched at the beginning of a line without its indentation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Rule = tuple[str, str]
"""Modes, and a pattern."""


@dataclass(frozen=True, slots=True)
class Mode:
    """A block that a header line enters."""

    name: str
    """What rules call it."""
    header: str
    """Pattern of the whole header."""
    inside: str = "global"
    """Modes in which the header is understood."""
    leave: str = ""
    """The word that leaves it besides `exit`."""
    entries: bool = False
    """Holds entries that are matched in the order of their numbers."""
    ordered: bool = False
    """The order of its lines counts."""


@dataclass(frozen=True, slots=True)
class Text:
    """Free text of several lines; entering it replaces what was there."""

    modes: str
    start: str
    """Pattern of the first line: group 1 names the text; a group `mark` is the delimiter, whatever follows is text."""
    end: str = ""
    """The last line; empty where the delimiter ends it."""
    spaced: bool = False
    """Indentation counts."""


@dataclass(frozen=True, slots=True)
class Removal:
    """A `no` that removes other lines than the one it names."""

    modes: str
    command: str
    """Pattern of the whole command after `no`."""
    starts: tuple[str, ...]
    """What the removed lines begin with, in whole words; `{1}` is the first group of the command."""
    deep: bool = False
    """Also in the blocks inside this one."""
    apart: str = ""
    """Headers of those inner blocks that hold other objects under the same names, such as a VRF's."""
    exact: bool = False
    """Only where the line itself is there."""


@dataclass(frozen=True, slots=True)
class Clear:
    """A line whose change makes the device drop others of the same block."""

    modes: str
    trigger: str
    dropped: str


@dataclass(frozen=True, slots=True)
class Options:
    """A line whose further words are options: typed again it keeps those that it does not name."""

    modes: str
    line: str
    """Pattern of the words that name it, such as `redistribute static`."""
    words: str
    """The words that begin an option, with spaces between them; what follows belongs to it."""
    no: Literal["whole", "named", "unsure"]
    """What a `no` with options takes: the whole line, the options that it names, or nobody knows; without options it
    takes the line."""
    around: str = ""
    """Pattern of the headers around it, searched for in `router bgp 1 / address-family ipv4`; empty: anywhere."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A line that must be there for others; the device takes it away only together with them."""

    line: str
    """Pattern of the whole outermost line, such as `feature bgp`."""
    modes: str
    needed_by: str
    """Pattern of the lines, by mode, that cannot be without it; `{1}` is the first group of `line`."""


@dataclass(frozen=True, slots=True)
class Named:
    """A line that defines or uses a named object: group 1 of the pattern is the name, or a list of VLANs."""

    kind: str
    """acl, route-map, prefix-list, vrf, vlan, …"""
    modes: str
    pattern: str


@dataclass(frozen=True, slots=True, eq=False)
class Behaviour:
    """Everything the model of a device knows of one platform; there is one of each, so none are compared."""

    modes: tuple[Mode, ...]
    """Known blocks; others are known by what a configuration shows inside them."""
    climb: Literal["parents", "global"] = "parents"
    """Where a command goes that the present mode does not have: the nearest outer one that has it, or the outermost."""
    outer: tuple[str, ...] = ()
    """Lines without a block that are of the outermost mode only."""
    own: tuple[Rule, ...] = ()
    """Lines of a mode that look like headers of an outer one."""
    leave: str = r"exit\b.*|end|end-\S+"
    """Commands that leave modes; in a configuration they say nothing."""
    top: str = ""
    """The one that leaves all modes at once and stays in configuration mode."""
    noise: str = r"!.*|end|exit|Building configuration.*|Current configuration.*"
    """Outermost lines of a configuration that say nothing."""
    preface: str = ""
    """Outermost line before which a text is that of other files; without such a line there is nothing before."""
    single: tuple[Rule, ...] = ()
    """Lines of which there is one: the groups, or else the match, are the key; another one replaces it in place."""
    once: tuple[Rule, ...] = ()
    """Lines, by key as above, that are refused while another one is there."""
    lists: tuple[Rule, ...] = ()
    """Commands with a list of VLANs that `add`, `remove`, `except`, `none` and `all` edit; without the line, all."""
    gathers: tuple[Rule, ...] = ()
    """Commands whose further words are a set that grows with every line."""
    flat_entries: tuple[tuple[str, str], ...] = ()
    """Outermost lines that are entries of a numbered list, as in `access-list 101 permit …`: the words before its name,
    and the pattern of the header that edits the same list, with the name in group 1. That mode is called `acl`."""
    sequence: tuple[str, ...] = ()
    """Outermost lines whose order among those with the same groups counts."""
    counted: tuple[tuple[str, str, int], ...] = ()
    """Outermost lines that get a number when they have none: pattern, where it goes, and the step."""
    options: tuple[Options, ...] = ()
    removals: tuple[Removal, ...] = ()
    clears: tuple[Clear, ...] = ()
    gates: tuple[Gate, ...] = ()
    """Lines that cannot go while others need them, the first that matches; what the device would drop with such a line
    is not relied upon."""
    follows: tuple[tuple[str, str], ...] = ()
    """Headers that hold a name given by an outermost line: pattern of that line with the name in group 1, and of the
    header with the name in group `name`."""
    defaults: tuple[Rule, ...] = ()
    """Whole lines that say what holds anyway; as a command they are taken and not shown."""
    idle: tuple[tuple[str, str, str, str], ...] = ()
    """Lines of blocks that say what holds anyway, unless another line is there: patterns of the whole outermost header,
    of the whole line, of that other line in the block, and of an outermost one."""
    shown_no: tuple[Rule, ...] = ()
    """Lines whose `no` is shown."""
    texts: tuple[Text, ...] = ()
    unknown: tuple[tuple[str, str, str], ...] = ()
    """Commands with `no` that the device refuses though it takes like ones: modes, pattern of the command, and why."""
    beyond: tuple[tuple[str, str, str], ...] = ()
    """Commands that the model cannot follow: modes, pattern, and why."""
    beyond_while: tuple[tuple[str, str, str], ...] = ()
    """Outermost commands that the model cannot follow while a line with a pattern is there: command, pattern, why."""
    standing: str = ""
    """Headers of blocks that come with the hardware: empty, they say nothing."""
    hollow: tuple[Rule, ...] = ()
    """Whole headers of inner blocks that are not shown while nothing stands in them."""
    standing_no: Literal["reset", "refuse"] = "refuse"
    """What `no` and such a header does."""
    has_default: bool = False
    """There is a `default` command."""
    vlan: str = ""
    """Header of VLANs, with a list in group 1."""
    entry: str = r"(?:(?P<number>\d+) )?(?P<rest>(?:permit|deny|remark)\b.*)"
    """An entry of a numbered list."""
    loose_remarks: bool = False
    """Remarks have no number of their own: they stand before the entry of that number."""
    shows_numbers: bool = True
    """A new numbered list is shown with its numbers."""
    resequence: str = ""
    """Command that numbers a list anew: groups `name`, `first`, `step`."""
    apart: tuple[tuple[str, str, str], ...] = ()
    """Lines that cannot change in one commit with others: modes, pattern of the line, and of those that must be gone
    before."""
    atomic: bool = False
    """All commands take effect together."""
    last: str = ""
    """Line that stays the last one of a block whose order counts, whatever is added."""
    indent: str = " "
    """One step of indentation as the platform writes it."""
    separator: str = "!"
    """Line between blocks, if any."""
    defines: tuple[Named, ...] = ()
    """Lines that define what others refer to."""
    uses: tuple[Named, ...] = ()
    """Lines that refer to it."""
    filters: tuple[Rule, ...] = ()
    """Lines that bind a filter to the way a device is managed."""
    resets: tuple[Rule, ...] = ()
    """Lines whose change tears down a session: the groups, or else the match, name it."""
    lag: str = ""
    """Line of an interface that makes it a member: group 1 is the number of the group."""
    lag_settings: str = ""
    """Lines that all members of a group must have alike."""
    addresses: str = r"(?:ip|ipv6) address "
    """How lines with the addresses of an interface begin."""
    vrf_line: str = r"(?:ip )?vrf forwarding (\S+)"
    """Line that puts an interface into a VRF."""
    routes: str = r"(?:ip|ipv6) route (?:vrf (\S+) )?|ip default-gateway "
    """How outermost lines with static routes begin; group 1 is the VRF."""
    inner_routes: tuple[tuple[str, str], ...] = ()
    """Static routes inside blocks: the headers around them, joined by ` / `, with the VRF in group 1, and the line."""
