"""Negative controls: changes that must change nothing."""

from collections.abc import Callable
from dataclasses import fields
from typing import Final

import numpy as np

from simulation.evidence.facts.fact import LEVEL, Control, Rooms
from simulation.evidence.facts.measures import lies
from simulation.evidence.facts.play_rooms import Played
from simulation.evidence.facts.rooms import ALL, TXT, RoomSpec
from simulation.protocols.result import Result
from simulation.stats import interval

__all__ = ["CONTROLS", "differing"]

_LEFT_OUT: Final = {"spec", "result", "place", "kind", "commits"}
_DRIFT: Final = 0.02
"""Largest drift of a symmetric room, of the axis, that its interval may reach."""

type Check = Callable[[Rooms], tuple[bool, str]]


def differing(one: Played, two: Played) -> tuple[str, ...]:
    """Return the names of all that differs between two batches of rooms, to the last bit."""
    pairs = [
        (name, getattr(one, name), getattr(two, name))
        for name in Played.__dataclass_fields__.keys() - _LEFT_OUT
    ]
    pairs += [(f.name, getattr(one.result, f.name), getattr(two.result, f.name)) for f in fields(Result)]
    return tuple(
        sorted(name for name, a, b in pairs if a.shape != b.shape or not np.array_equal(a, b, equal_nan=True))
    )


def _same(*ignoring: str) -> Check:
    """Return the check that all variants are identical, but for fields that name the change itself."""

    def check(rooms: Rooms) -> tuple[bool, str]:
        first, *others = rooms.values()
        found = sorted({name for other in others for name in differing(first, other)} - set(ignoring))
        number = len(first.closed_at)
        if found:
            return False, f"differ in {number} rooms: {', '.join(found)}"
        return True, f"{number} rooms of each, identical to the last bit"

    return check


def _no_drift(rooms: Rooms) -> tuple[bool, str]:
    words, is_null = [], True
    for key, played in rooms.items():
        drift = interval.mean(lies(played).mean(axis=1) - 0.5, level=LEVEL)
        is_null = is_null and drift.low >= -_DRIFT and drift.high <= _DRIFT
        words.append(f"{key} {drift.value:+.4f} [{drift.low:+.4f}, {drift.high:+.4f}]")
    return is_null, "; ".join(words)


def _closes_at_first_reading(rooms: Rooms) -> tuple[bool, str]:
    (played,) = rooms.values()
    # The floor takes the clauses as listed while none has been read, so the first one is read in the first session.
    at_once = played.closed_at[:, 0] == 0
    return bool(at_once.all()), f"{int(at_once.sum())} of {len(at_once)} rooms"


def _closes_as_fast_as_the_floor_allows(rooms: Rooms) -> tuple[bool, str]:
    words, is_null = [], True
    for key, played in rooms.items():
        spec = played.spec
        needed = -(-spec.issues // 2)
        at_once = (played.closed_at >= 0).all(axis=1) & (played.sessions == needed)
        is_null = is_null and bool(at_once.all())
        words.append(f"{key}: {int(at_once.sum())} of {len(at_once)} rooms in {needed} sessions")
    return is_null, "; ".join(words)


def _pair(one: str, first: RoomSpec, two: str, second: RoomSpec) -> dict[str, RoomSpec]:
    return {one: first, two: second}


_PLAIN_CHAIR: Final = ALL.but(powers=())
_MIDDLE: Final = ALL.but(ideals="mirrored", status_quo=0.5, draft=0.5, salience="equal", red=(0.5, 0.5))

CONTROLS: Final = (
    Control(
        key="observers",
        name="Observers without persuasion",
        variants=_pair("none", ALL, "observers", ALL.but(stakeholders=8)),
        check=_same(),
    ),
    Control(
        key="renaming",
        name="Other names for all delegations",
        variants=_pair("names", ALL, "other names", ALL.but(name_stem="z")),
        check=_same(),
    ),
    Control(
        key="reordering",
        name="Delegations listed the other way round, seats kept",
        variants=_pair("listed", ALL, "reversed", ALL.but(listed_backwards=True)),
        check=_same(),
    ),
    Control(
        key="one-clause",
        name="A package of one clause",
        variants=_pair("package", ALL.but(issues=1), "one by one", ALL.but(issues=1, package=False)),
        check=_same(),
    ),
    Control(
        key="symmetry",
        name="A symmetric room does not drift",
        variants={
            rule: _MIDDLE.but(rule=rule) for rule in ("consensus", "simple_majority", "qualified_majority")
        },
        check=_no_drift,
    ),
    Control(
        key="chair",
        name="A chair without powers, whatever its wish",
        variants={
            "no wish": _PLAIN_CHAIR,
            "wish at 0": _PLAIN_CHAIR.but(chair_ideal=0.0, impartiality=0.0),
            "wish at 1": _PLAIN_CHAIR.but(chair_ideal=1.0, impartiality=0.0),
        },
        check=_same(),
    ),
    Control(
        key="idle-clause",
        name="A clause that nobody cares about closes at its first reading",
        variants={"idle": TXT.but(idle_first=True, red=(1.0, 1.0))},
        check=_closes_at_first_reading,
    ),
    Control(
        key="same-wish",
        name="Delegations that want the same adopt it as fast as the floor allows",
        variants={
            "package": TXT.but(ideals="same"),
            "one by one": TXT.but(ideals="same", package=False),
        },
        check=_closes_as_fast_as_the_floor_allows,
    ),
    Control(
        key="isolation",
        name="Isolation off is a price of nothing",
        variants=_pair(
            "off",
            ALL.with_protocol(signal__enabled=False),
            "price 0",
            ALL.with_protocol(signal__isolation=0.0),
        ),
        check=_same(),
    ),
    Control(
        key="caucus",
        name="A caucus without blocs",
        variants=_pair("on", ALL, "off", ALL.with_protocol(caucus__enabled=False)),
        check=_same(),
    ),
    Control(
        key="last-resort",
        name="Patience with deletion and referral where there is neither",
        variants=_pair(
            "patient",
            TXT.with_protocol(propose__patience=10),
            "hasty",
            TXT.with_protocol(propose__patience=0),
        ),
        check=_same(),
    ),
    Control(
        key="red-lines",
        name="Red lines beyond the axis",
        variants=_pair("at its ends", ALL.but(red=(1.0, 1.0)), "far beyond", ALL.but(red=(5.0, 5.0))),
        check=_same("red_low", "red_high"),
    ),
)
