"""What coalitions are called: after their side and their best-known members."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import combinations, count
from typing import Final

import numpy as np

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray
from simulation.coalitions.sides import HALF, Side, end_of, sides_of
from simulation.coalitions.tracking import CoalitionHistory, events_told
from simulation.coalitions.wording_names import short_label
from simulation.scenario.drafting import lies_between
from simulation.scenario.schema import Scenario
from simulation.words import (
    USUAL_POLES,
    Said,
    Value,
    said,
    shared_ends,
)

__all__ = ["name_coalitions"]

NAMED: Final = 2
"""Members that a coalition is named after."""

_LEADS: Final = 0.8
"""Correlation with the main axis from which an issue may lend it the names of its ends."""


def name_coalitions(
    history: CoalitionHistory,
    scenario: Scenario,
    *,
    delegations: Sequence[str],
    capability: FloatArray,
    position: FloatArray,
    weight: FloatArray,
    platform: IntArray,
) -> CoalitionHistory:
    """Return the history with a name for every coalition, and the wording that all its members put their name to.

    A name says where the coalition stood on the main axis when it was founded, and the best known of those that were
    in it for the whole of its life, so that it names nobody who has left. It is kept over the run, and no other
    coalition of the run has it; nor does another that lives have its side, see `sides_of`. A coalition of everybody
    who decides is no side: it is the whole room. None is told to merge into another that whoever it is named after
    does not join.

    Args:
        history: As tracked.
        scenario: The case.
        delegations: Keys of the rows.
        capability: `[A]`.
        position: After each session, `[T, A, I]`.
        weight: Of each issue on the main axis, `[I]`, summing to 1.
        platform: Option whose coalition each delegation belongs to, `[T, A, I]`; -1: none.
    """
    known = _prominence(scenario, delegations, capability)
    called = {item.key: item.short or item.name for item in scenario.delegations}
    ends = _ends(scenario, position[0], weight) if len(position) else None
    used: set[Said] = set()
    taken: set[str] = set()
    named, rows = [], []
    sides = sides_of(history, position @ weight, capability)
    for index, coalition in enumerate(history.coalitions):
        inside = history.label == index
        founding = coalition.founded - 1
        place: FloatArray = position[founding] @ weight
        side = _side(place[inside[founding]], capability[inside[founding]])
        order = _best_known(inside, side * (place - HALF), known)
        names = [called[delegations[row]] for row in order]
        choices = _names(names, taken, _Place(sides[index], ends, coalition.slot + 1))
        if coalition.is_whole:
            choices = iter([(coalition.name, ())])
        found = ((replace(coalition, name=name), some) for name, some in choices)
        called_so, some = next(one for one in found if used.isdisjoint((one[0].name, one[0].short)))
        used |= {called_so.name, called_so.short}
        taken.update(some)
        text = _signed_by_all(scenario, inside, platform)
        named.append(replace(called_so, text=text))
        rows.append([order[names.index(name)] for name in some])
    return events_told(replace(history, coalitions=tuple(named)), capability, rows)


def _ends(scenario: Scenario, position: FloatArray, weight: FloatArray) -> tuple[str, str] | None:
    """Return what most issues call their ends; where they differ, what the leading issue calls them.

    None: no issue leads, or the ends say what a wording says, which some refuse.

    Args:
        scenario: The case.
        position: After the first session, `[A, I]`.
        weight: Of each issue on the main axis, `[I]`.
    """
    poles = [(issue.low, issue.high) for issue in scenario.issues]
    ends = shared_ends(poles)
    if ends is None and (leading := _leading(position, weight)) is not None:
        ends = poles[leading]
    whole = [
        (option.label, lies_between(option, issue)) for issue in scenario.issues for option in issue.options
    ]
    labels = {
        text.casefold() for label, between in whole for text in (label, short_label(label, between=between))
    }
    quotes = ends is not None and any(label in end.casefold() for label in labels for end in ends)
    return None if quotes else ends


def _leading(position: FloatArray, weight: FloatArray) -> int | None:
    """Return the issue that means most of those along which the room is ordered as on the main axis; None: none is."""
    main = position @ weight
    found = [
        number
        for number, place in enumerate(position.T)
        if min(place.std(), main.std()) > ATOL and np.corrcoef(main, place)[0, 1] >= _LEADS
    ]
    return max(found, key=lambda number: weight[number], default=None)


def _prominence(
    scenario: Scenario, delegations: Sequence[str], capability: FloatArray
) -> list[tuple[float, bool]]:
    """Return what makes each delegation better known than another: its voice, then that it speaks for others.

    It speaks for others as the spokesperson of a bloc or as a sponsor of the first draft.
    """
    speakers = {bloc.spokesperson for bloc in scenario.blocs} | {
        key for issue in scenario.issues for key in issue.sponsors
    }
    return [(float(voice), key in speakers) for key, voice in zip(delegations, capability, strict=True)]


def _side(place: FloatArray, capability: FloatArray) -> int:
    """Return on which side of the main axis delegations stand, by their voice: -1, 0 in the middle, or 1."""
    voice = np.maximum(capability, ATOL)
    return end_of(float(place @ voice / voice.sum()))


def _best_known(inside: BoolArray, ahead: FloatArray, known: Sequence[tuple[float, bool]]) -> list[int]:
    """Return who was in a coalition for the whole of its life, the best known first.

    Those who stood on its side when it was founded come before all others.

    Args:
        inside: Who was in it, `[T, A]`.
        ahead: How far each stood on its side then, `[A]`; all 0 in the middle.
        known: See `_prominence`.
    """

    def rank(row: int) -> tuple[bool, float, bool, int]:
        voice, speaks = known[row]
        return bool(ahead[row] < -ATOL), -voice, not speaks, row

    stayed = inside[inside.any(axis=1)].all(axis=0)
    return sorted(np.flatnonzero(stayed).tolist(), key=rank)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a coalition stands: on which side, what the ends are called, and which of the run it is."""

    side: Side
    ends: tuple[str, str] | None
    number: int


def _names(
    names: Sequence[str], taken: AbstractSet[str], place: _Place
) -> Iterator[tuple[Said, Sequence[str]]]:
    """Yield names in order of preference, each with who is in it; the last are numbered, so that one is free.

    Whoever another coalition is named after comes after all others. One of which nobody stayed is called by its side.
    """
    free = [name for name in names if name not in taken]
    for known in filter(None, (free, names)):
        for size in range(min(NAMED, len(known)), len(known) + 1):
            for some in combinations(known, size):
                yield _name(some, place), some
    first = names[:NAMED]
    yield _name(first, place), first
    for n in count(2):
        yield said("coalition.again", name=_name(first, place), n=n), first


def _name(names: Sequence[str], place: _Place) -> Said:
    form, values = "around", dict[str, Value]()
    if not place.side.end:
        form = "middle"
    elif place.ends is not None:
        pole = place.ends[place.side.end > 0]
        kind = "side" if pole in USUAL_POLES else "side.named"
        form, values = ".".join(filter(None, (kind, place.side.degree))), {"pole": Said.pole(pole)}
    if names:
        return said(f"coalition.{form}", names=Said.listed(names), **values)
    if form == "around":
        values = {"n": place.number}
    return said(f"coalition.{form}.alone", **values)


def _signed_by_all(scenario: Scenario, inside: BoolArray, platform: IntArray) -> str:
    """Return the wording that whoever was in a coalition put its name to while it was; empty: there is none.

    So it crosses nobody's red line. Of several it is the one that the fewest others stood for.
    """
    ever = inside.any(axis=0)
    found = []
    for number, issue in enumerate(scenario.issues):
        for place, option in enumerate(issue.options):
            stands = platform[:, :, number] == place
            if (stands & inside).any(axis=0)[ever].all():
                found.append((int((stands & ~inside).sum()), number, place, option.label))
    return min(found)[-1] if found else ""
