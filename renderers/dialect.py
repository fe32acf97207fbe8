"""Dialect: how a platform that writes blocks by indentation is merged, compared and ordered, as data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property


@dataclass(frozen=True, slots=True)
class Gathered:
    """A text of several lines whose members change one by one."""

    header: str
    """Pattern of its first line."""
    end: str
    """Its last line."""
    mark: str = ""
    """Pattern of the line that begins a section, its number in group 1; empty: a member a line, commas between."""


@dataclass(frozen=True)
class Dialect:
    """Declarative rules of one platform; a pattern is matched at the beginning of a line without indentation."""

    single: tuple[str, ...] = ()
    """Lines of which a block holds one: the groups, or else the match, are the key; a new line replaces the old one."""
    top_single: tuple[str, ...] = ()
    """Top-level lines of which there is one, in the same way."""
    objects: tuple[str, ...] = ()
    """Top-level headers that are known by all of their words, though a line of a block of which there is one looks
    alike: `vrf RED` defines one of many, and puts an interface into the only one."""
    plural: tuple[tuple[str, str], ...] = ()
    """Where there may be several of them all the same: pattern of the block's header, and of the line."""
    lists: tuple[str, ...] = ()
    """Commands with a list of numbers that is edited by `add` and `remove`."""
    numbered: tuple[str, ...] = ()
    """Headers of blocks whose entries take effect in the order of their numbers."""
    unnumbered: tuple[str, ...] = ()
    """Headers of such blocks that may be shown without numbers: implicit 10, 20, …"""
    resequence: str = ""
    """Command that numbers such a block `first` by `step`; `{name}` is the last word of the header."""
    flat: tuple[tuple[str, str], ...] = ()
    """Top-level lines that form one ordered list, by key: pattern, and header of the block that edits it (or empty)."""
    whole: tuple[str, ...] = ()
    """Objects written over several lines: when none of them remains, one `no` and the key removes all."""
    whole_in: str = ""
    """Header of the blocks that such objects live in."""
    whole_by: tuple[str, ...] = ()
    """Lines that define such an object, the weightiest first: removed last, and all of it goes with them."""
    births: tuple[str, ...] = ()
    """Lines of such an object that make it: when one goes, the object goes with all of its lines, and what remains of
    it is written again."""
    opens: tuple[tuple[str, str], ...] = ()
    """Lines that enter a block even where nothing stands in it: pattern of the block around it, and of the line."""
    counted: tuple[tuple[str, str, int], ...] = ()
    """Top-level lines that get a number where they show none: pattern, where it goes, and the step."""
    entry: tuple[str, ...] = ()
    """Top-level lines that are refused while another one with the same key is there: that one goes just before."""
    noise: str = ""
    """Top-level lines of a printed configuration that say nothing."""
    closing: tuple[tuple[str, str], ...] = ()
    """Headers of blocks that are left with another word than `exit`."""
    definitions: tuple[str, ...] = ()
    """Headers and lines that others refer to, in the order of definition: added first, removed last."""
    uses_last: tuple[str, ...] = ()
    """Headers that come after all other uses."""
    resets: tuple[tuple[str, str], ...] = ()
    """Lines whose change clears others: pattern, and pattern of the lines that are written again."""
    default_headers: tuple[str, ...] = ()
    """Headers of blocks that cannot be removed, only set to their defaults: `default <header>`."""
    optional: tuple[str, ...] = ()
    """Lines whose further words are options: the words that name such a line. One in its place keeps the options that
    it does not name, so it replaces another only where it names at least as many; with `bare_no` it goes as a whole."""
    option_words: str = ""
    """The words that begin such options, with spaces between them."""
    bare_no: tuple[str, ...] = ()
    """Lines of which `no` takes no more than what the pattern matches: `no description`."""
    emptied: tuple[str, ...] = ()
    """Headers of blocks, of any depth, that cannot be removed: their lines go one by one."""
    named_after: tuple[str, ...] = ()
    """Headers of which there is one, with the name of the device in it: it follows the device's name."""
    vlans: str = ""
    """Header of VLANs with a list of numbers in group 1: each VLAN is an object of its own."""
    preface: str = ""
    """Top-level line before which the text is that of other files; without such a line there is nothing before."""
    other_forms: tuple[tuple[str, str], ...] = ()
    """What only a text of another form than the running configuration has, across lines, and what to do about it."""
    void: tuple[tuple[str, str], ...] = ((r"interface ", r"no shutdown$"),)
    """Lines that are set, but never removed, as a configuration without them means the same: pattern of the block's
    header, and of the line."""
    negated_shown: str = "default {line}"
    """How a shown `no` line is removed when nothing replaces it; `{line}` is the line without `no`."""
    banners: tuple[tuple[str, str], ...] = ()
    """Texts of several lines: pattern of the first line, and of the last (`{1}` is the first group of the former)."""
    gathered: tuple[Gathered, ...] = ()
    """Texts that are changed member by member, although the device takes them as a whole."""
    texts: tuple[tuple[str, str, str], ...] = ()
    """Texts of several lines inside a block: pattern of the block's header, of the first line, and of the last."""
    comment: str = "!"
    """What begins a comment."""
    silence: str = r"exit$|exit-[a-z-]+$"
    """Lines of a printed configuration that say nothing: what leaves a block, or says that a default holds."""
    sided: tuple[str, ...] = (
        r"(?:ip|ipv6|mac) (?:access-group|traffic-filter)(?= )",
        r"access-class(?= )",
        r"neighbor \S+ (?:route-map|prefix-list|filter-list|distribute-list)(?= )",
    )
    """Lines of which a block holds one for each direction: their key is all but the name after what is matched."""
    shown_no: tuple[str, ...] = (
        r"switchport$",
        r"passive-interface (?!default)",
        r"bgp default ipv4-unicast",
        r"(?:ip (?:redirects|unreachables|proxy-arp)|autostate|cdp enable|keepalive)$",
        r"ip http (?:server|secure-server)$",
        r"ip domain[ -]lookup$",
        r"aaa root$",
    )
    """Lines whose `no` a configuration shows, because they hold by default."""
    silent: tuple[str, ...] = (
        r"switchport$",
        r"(?:ip (?:redirects|unreachables|proxy-arp)|autostate|cdp enable|keepalive)$",
        r"bgp default ipv4-unicast$",
        r"(?:mtu 1500|switchport access vlan 1)$",
    )
    """Lines that a configuration does not show, because they hold by default."""
    indent: str = " "
    """One step of indentation, where the configuration itself shows none."""

    @cached_property
    def single_key(self) -> re.Pattern[str]:
        """Match a line of which there is one; the match is its key."""
        return any_of(self.single)

    @cached_property
    def top_single_key(self) -> re.Pattern[str]:
        """Match a top-level line of which there is one."""
        return any_of((*self.single, *self.top_single))

    @cached_property
    def sided_key(self) -> re.Pattern[str]:
        """Match a line of which there is one for each direction."""
        return any_of(self.sided)

    def key(self, line: str, around: str = "") -> str:
        """Return what a line is known by where a block holds one of it, for each direction or at all; or nothing."""
        if sided := self.sided_key.match(line):
            return " ".join((sided[0], *line[sided.end() :].split()[1:]))
        keys = self.single_key if around else self.top_single_key
        if line.startswith("no "):
            # `no ip address` is shown where no address is: the two stand in one place.
            bare = line[3:]
            match = keys.match(f"{bare} x")
            return bare if match and match[0] == bare else ""
        single = keys.match(line)
        if single is None or any(
            compiled(block).match(around) and compiled(many).match(line) for block, many in self.plural
        ):
            return ""
        return " ".join(group.strip() for group in single.groups() if group) or single[0]

    @cached_property
    def silent_line(self) -> re.Pattern[str]:
        """Match a line of a printed configuration that says nothing."""
        words = (rf"{re.escape(word)}$" for word in sorted(self.closings))
        return any_of((self.silence, *words))

    def says_nothing(self, around: str, line: str) -> bool:
        """Tell whether a block means the same without a line."""
        return any(compiled(block).match(around) and compiled(pattern).match(line) for block, pattern in self.void)

    @cached_property
    def defines_whole(self) -> re.Pattern[str]:
        """Match a line that defines an object written over several lines."""
        return any_of(self.whole_by)

    def top_key(self, header: str) -> str:
        """Return what a top-level line is known by where there is one of it; empty for others."""
        return "" if any(compiled(pattern).match(header) for pattern in self.objects) else self.key(header)

    @cached_property
    def hides(self) -> re.Pattern[str]:
        """Match a line that a configuration does not show."""
        return any_of(self.silent)

    @cached_property
    def shows_no(self) -> re.Pattern[str]:
        """Match a line whose `no` a configuration shows."""
        return any_of(self.shown_no)

    @cached_property
    def bare(self) -> re.Pattern[str]:
        """Match as much of a line as its `no` takes."""
        return any_of(self.bare_no)

    @cached_property
    def option_line(self) -> re.Pattern[str]:
        """Match the words that name a line with options."""
        return any_of(self.optional)

    def outdoes(self, line: str, other: str) -> bool:
        """Tell whether a line with options takes the place of another one, none of whose options it leaves out."""
        name = self.option_line.match(line)
        if name is None or not (other == name[0] or other.startswith(f"{name[0]} ")):
            return False
        known = frozenset(self.option_words.split())
        mine, left = (text[name.end() :].split() for text in (line, other))
        # A word before the first option is a value of its own, such as the level of IS-IS.
        loose = bool(left) and left[0] not in known and (not mine or mine[0] in known)
        return not loose and known & set(left) <= known & set(mine)

    @cached_property
    def stays(self) -> re.Pattern[str]:
        """Match the header of a block that is emptied, not removed."""
        return any_of(self.emptied)

    @cached_property
    def list_key(self) -> re.Pattern[str]:
        """Match a list-valued command."""
        return any_of(self.lists)

    @cached_property
    def whole_key(self) -> re.Pattern[str]:
        """Match a line of an object that is written over several lines."""
        return any_of(self.whole)

    @cached_property
    def birth(self) -> re.Pattern[str]:
        """Match a line that makes such an object."""
        return any_of(self.births)

    @cached_property
    def numbered_header(self) -> re.Pattern[str]:
        """Match the header of a block with numbered entries."""
        return any_of(self.numbered)

    @cached_property
    def unnumbered_header(self) -> re.Pattern[str]:
        """Match the header of a block whose entries may be shown without their numbers."""
        return any_of(self.unnumbered)

    @cached_property
    def flat_line(self) -> re.Pattern[str]:
        """Match a top-level line of an ordered list."""
        return any_of(tuple(pattern for pattern, _ in self.flat))

    @cached_property
    def entry_key(self) -> re.Pattern[str]:
        """Match a top-level line that must make room for another one of its key."""
        return any_of(self.entry)

    @cached_property
    def ranks(self) -> tuple[re.Pattern[str], ...]:
        """Return the definitions in their order."""
        return tuple(re.compile(pattern) for pattern in self.definitions)

    def gathers(self, header: str) -> Gathered | None:
        """Return how members of a text are told apart, None for a header that begins no such text."""
        return next((one for one in self.gathered if compiled(one.header).fullmatch(header)), None)

    @cached_property
    def closings(self) -> frozenset[str]:
        """Return the words other than `exit` that leave a block; shown in a configuration, they say nothing."""
        return frozenset(word for _, word in self.closing)

    def rank(self, header: str) -> int:
        """Return the place of a top-level header in the order of definition; uses come after all definitions."""
        for number, pattern in enumerate(self.ranks):
            if pattern.match(header):
                return number
        late = any(compiled(pattern).match(header) for pattern in self.uses_last)
        return len(self.ranks) + (1 if late else 0)

    def close(self, header: str) -> str:
        """Return the command that leaves a block."""
        return next((word for pattern, word in self.closing if compiled(pattern).match(header)), "exit")

    def no(self, line: str) -> str:
        """Return the command that removes a line."""
        if line.startswith("no "):
            return self.negated_shown.format(line=line[3:])
        if "\n" in line:
            # A text of several lines, such as a banner, goes by its name.
            first = line.split("\n", 1)[0]
            return f"no {self.key(line) or (' '.join(first.split()[:2]) if first.startswith('banner ') else first)}"
        bare = self.bare.match(line)
        return f"no {bare[0] if bare else line}"


def opposite(line: str) -> str:
    """Return the `no` of a line, or the line that a `no` is about."""
    return line[3:] if line.startswith("no ") else f"no {line}"


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a rule's pattern once; a rule is asked for every line, and the look-up of `re` itself costs more."""
    return re.compile(pattern)


def any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Return one pattern for several; without any, one that never matches."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) if patterns else r"(?!)")
