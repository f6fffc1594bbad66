"""Finds the scales of a table: what stands for 0 and for 1 of each issue, of salience, of capability."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from simulation.scenario.interchange import ktab
from simulation.scenario.interchange.positions import Entry, Layout, Positions, Seat
from simulation.scenario.problems import Mark
from simulation.scenario.tree import no_such
from simulation.words import NOTHING, Said, names_joined, said, say

__all__ = ["SALIENCES", "UNIT", "Saliences", "Scaling", "Wanted", "find_scales", "parse_scale", "shown"]

type Ends = tuple[float, float]
type Wanted = Mapping[str | None, Ends]
"""Scales that whoever imports gives: by issue, and under None for all others."""

type Saliences = Literal["share", "percent"]
"""What saliences of a tidy table are: from 0 to 1, or from 0 to 100."""

UNIT: Final = (0.0, 1.0)
_PER_CENT: Final = 100.0
SALIENCES: Final[Mapping[Saliences, Ends]] = {"share": UNIT, "percent": (0.0, _PER_CENT)}
_NOTHING_SAID: Final[Wanted] = MappingProxyType({})
_LIKE_PER_CENT: Final = 10.0
"""Numbers up to this or more look like per cent beside some below 1; saliences up to no more may be points of a scale
of 5 or 10."""
_END: Final = r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)"
_SCALE: Final = re.compile(rf"(?:(?P<issue>.+)=)?(?P<low>{_END})\.\.(?P<high>{_END})")
_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Scaling:
    """The scales of a table."""

    ends: Mapping[str, Ends]
    """By issue."""
    saliences: Mapping[str, float]
    """What stands for the largest salience there can be, by issue."""
    capability: float
    notes: tuple[str, ...]
    """What was chosen, for people."""
    warnings: tuple[Said, ...] = ()
    """What may be a mistake in its numbers."""
    guesses: tuple[Said, ...] = ()
    """What somebody has to agree to."""

    def position(self, issue: str, at: float) -> float:
        """Return where a number of the table lies on the axis of an issue, 0..1."""
        low, high = self.ends[issue]
        return (at - low) / (high - low)

    @property
    def salience(self) -> float:
        """What a case keeps of the scales of saliences, to be written in it again: per cent, or 1 for shares.

        A table of the tidy layout has no other scale that a reader could tell without its heading.
        """
        return _PER_CENT if set(self.saliences.values()) == {_PER_CENT} else 1.0

    def capability_of(self, seat: Seat) -> float:
        """Return the capability of a delegation, 0..1."""
        return (seat.capability or 0.0) / self.capability

    def salience_of(self, issue: str, entry: Entry) -> float:
        """Return the salience of an issue to a delegation, 0..1."""
        return entry.salience / self.saliences[issue]

    def weight(self, seat: Seat, issue: str, entry: Entry) -> float:
        """Return capability times salience of a delegation on an issue, 0..1."""
        return self.capability_of(seat) * self.salience_of(issue, entry)


def shown(value: float) -> str:
    """Return a number of a table as people write it.

    >>> shown(4.0), shown(0.1 + 0.2), shown(-12.5)
    ('4', '0.3', '-12.5')
    """
    return f"{value + 0.0:.12g}"


def parse_scale(text: str) -> tuple[str | None, Ends] | None:
    """Return an issue (None: all) and its scale from `LOW..HIGH` or `ISSUE=LOW..HIGH`; None if it is neither.

    >>> parse_scale("0..100"), parse_scale("term=4..10"), parse_scale("10..4")
    ((None, (0.0, 100.0)), ('term', (4.0, 10.0)), None)
    """
    found = _SCALE.fullmatch(text.strip())
    if found is None or float(found["low"]) >= float(found["high"]):
        return None
    return found["issue"], (float(found["low"]), float(found["high"]))


def find_scales(
    positions: Positions, layout: Layout, wanted: Wanted, saliences: Wanted = _NOTHING_SAID
) -> Scaling:
    """Return the scales of a table; what does not fit them is added to the problems.

    A tidy table says nothing of its scales. An issue whose positions all lie in 0..1 is taken to have that scale;
    another goes from its lowest to its highest position, unless the one who imports knows better. Saliences above 1
    are taken as per cent unless some lie below 1, which is a guess where none is above 10, and capabilities above 1 as
    shares of the largest.

    Args:
        positions: The table.
        layout: Of the table.
        wanted: Scales of positions that whoever imports gives.
        saliences: Scales of saliences that whoever imports, or a heading, says.
    """
    is_whole = not positions.problems  # what is missing may be what could not be read
    by_issue: dict[str, list[Entry]] = {issue: [] for issue in positions.questions}
    for (_, issue), entry in positions.entries.items():
        by_issue[issue].append(entry)
    for meant in wanted:
        if meant is not None and meant not in by_issue:
            positions.problems.add(Mark(f"--scale {meant}"), no_such("issue", meant, by_issue))
    ends, guessed = {}, []
    for issue, entries in by_issue.items():
        ends[issue] = _given_ends(issue, positions, layout, wanted)
        if not entries and is_whole:
            question = positions.questions[issue]
            positions.problems.add(question.mark, say("problem.import.nobody", issue=repr(question.name)))
        elif ends[issue] is None and is_whole:
            ends[issue] = _seen_ends(issue, entries, positions)
            guessed.append(issue)
    notes = []
    names = [positions.questions[issue].name for issue in guessed if ends[issue] != UNIT]
    if names:
        notes.append(say("import.ends", issues=names_joined(names, _NAMED)))
    known = {issue: found for issue, found in ends.items() if found is not None}
    if guessed and len({known[issue] for issue in guessed if issue in known}) > 1:
        notes.append(say("import.ranges", ranges=names_joined(_ranges(known, positions), _NAMED)))
    _check_positions(by_issue, known, positions)
    units, guess = _saliences(by_issue, positions, layout, notes, saliences)
    told = [_mixed_positions(by_issue[issue], positions.questions[issue].name) for issue in guessed]
    told.append(_mixed_capabilities(positions))
    capability = _capability(positions, notes)
    return Scaling(
        known, units, capability, tuple(notes), tuple(filter(None, told)), (guess,) if guess else ()
    )


def _ranges(ends: Mapping[str, Ends], positions: Positions) -> list[str]:
    return [
        say("import.range", issue=positions.questions[issue].name, low=shown(low), high=shown(high))
        for issue, (low, high) in ends.items()
    ]


def _mixed_positions(entries: Sequence[Entry], issue: str) -> Said:
    """Return a warning where some positions on an issue look like shares and others like per cent."""
    largest = max((entry.position for entry in entries), default=0.0)
    small = [entry for entry in entries if 0 < entry.position < 1]
    if not small or largest < _LIKE_PER_CENT or min(entry.position for entry in entries) < 0:
        return NOTHING
    told = Said.names([f"{shown(entry.position)} ({entry.at.line})" for entry in small], _NAMED)
    return said("import.mixed", issue=issue, small=told, largest=shown(largest))


def _mixed_capabilities(positions: Positions) -> Said:
    """Return a warning where some capabilities look like shares and others like per cent."""
    found = [(seat.capability or 0.0, seat.capability_mark) for seat in positions.seats.values()]
    largest = max((value for value, _ in found), default=0.0)
    small = [f"{shown(value)} ({mark.line})" for value, mark in found if mark and 0 < value < 1]
    if not small or largest < _LIKE_PER_CENT:
        return NOTHING
    return said("import.mixed.capability", small=Said.names(small, _NAMED), largest=shown(largest))


def _given_ends(issue: str, positions: Positions, layout: Layout, wanted: Wanted) -> Ends | None:
    """Return the scale that is known whatever the positions are."""
    places = [point.at for point in positions.questions[issue].points]
    if len(places) == 1:
        question = positions.questions[issue]
        positions.problems.add(question.mark, say("problem.import.one_point", issue=repr(question.name)))
    elif places:
        return min(places), max(places)
    if layout == "tidy":
        return wanted.get(issue, wanted.get(None))
    return ktab.SCALE


def _seen_ends(issue: str, entries: list[Entry], positions: Positions) -> Ends | None:
    places = [entry.position for entry in entries]
    low, high = min(places), max(places)
    if low >= 0 and high <= 1:
        return UNIT
    if low < high:
        return low, high
    name = positions.questions[issue].name
    positions.problems.add(entries[0].at, say("problem.import.one_place", issue=repr(name), value=shown(low)))
    return None


def _check_positions(
    by_issue: Mapping[str, Iterable[Entry]], ends: Mapping[str, Ends], positions: Positions
) -> None:
    for issue, (low, high) in ends.items():
        for entry in by_issue[issue]:
            if not low <= entry.position <= high:
                told = {"value": shown(entry.position), "low": shown(low), "high": shown(high)}
                positions.problems.add(entry.at, say("problem.import.range", column="position", **told))


def _saliences(
    by_issue: Mapping[str, Sequence[Entry]],
    positions: Positions,
    layout: Layout,
    notes: list[str],
    wanted: Wanted,
) -> tuple[dict[str, float], Said]:
    """Return what stands for the largest salience on each issue, and what of it is a guess."""
    fixed = {"ktab": _PER_CENT, "decide": 1.0}.get(layout)
    said_so = {issue: wanted.get(issue, wanted.get(None)) for issue in by_issue if fixed is None}
    units = {issue: ends[1] for issue, ends in said_so.items() if ends and ends[1] > 0}
    loose = [entry for issue in by_issue if issue not in units for entry in by_issue[issue]]
    largest = max((entry.salience for entry in loose), default=0.0)
    seen = fixed or (_PER_CENT if largest > 1 else 1.0)
    units = {issue: units.get(issue, seen) for issue in by_issue}
    guess = NOTHING
    if fixed is None and seen > 1:
        _check_mixed(loose, positions, notes)
        if largest <= _LIKE_PER_CENT:
            guess = said("import.guess.per_cent", largest=shown(largest))
    for issue, entries in by_issue.items():
        for entry in entries:
            if not 0 <= entry.salience <= units[issue]:
                told = {"value": shown(entry.salience), "low": "0", "high": shown(units[issue])}
                positions.problems.add(
                    entry.salience_at, say("problem.import.range", column="salience", **told)
                )
    notes += [say("import.salience", unit=shown(unit)) for unit in dict.fromkeys(units.values()) if unit > 1]
    return units, guess


def _check_mixed(found: Sequence[Entry], positions: Positions, notes: list[str]) -> None:
    """Refuse saliences of which some look like shares and some like per cent; a 1 among them may be either."""
    entries = sorted(found, key=lambda entry: entry.salience_at.line or 0)
    large = next(entry for entry in entries if entry.salience > 1)
    small = [entry for entry in entries if 0 < entry.salience < 1]
    if small:
        lines = names_joined([f"{entry.salience_at.line}" for entry in small], _NAMED)
        told = {"value": shown(small[0].salience), "lines": lines}
        told |= {"large": shown(large.salience), "line": f"{large.salience_at.line}"}
        positions.problems.add(small[0].salience_at, say("problem.import.mixed", **told))
        return
    ones = [f"{entry.salience_at.line}" for entry in entries if entry.salience == 1]
    if ones:
        notes.append(say("import.ones", lines=names_joined(ones, _NAMED)))


def _capability(positions: Positions, notes: list[str]) -> float:
    found = [seat.capability for seat in positions.seats.values() if seat.capability is not None]
    unit = max([1.0, *found])
    if unit > 1:
        notes.append(say("import.capability", unit=shown(unit)))
    return unit
