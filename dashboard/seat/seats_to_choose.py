"""Which cases and seats there are to play, and which three seats are suggested."""

from collections.abc import Container
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

import numpy as np

from dashboard.frame.session_state import memory
from dashboard.library import cases
from dashboard.seat.packs import for_seats
from simulation.errors import DelegationSimError
from simulation.live import LiveNegotiation
from simulation.scenario import Delegation, Scenario, resolve_forum
from simulation.state import centre
from simulation.training import BY_SIZE

__all__ = ["Suggestion", "can_be_played", "is_playable", "playable", "seats_of", "suggested"]

_FIRST: Final = BY_SIZE
"""Cases to begin with, the best first."""
type Degree = Literal["easy", "medium", "hard"]
_DEGREES: Final[tuple[Degree, ...]] = ("easy", "medium", "hard")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A seat, how hard it is to play, and why it is said to be."""

    seat: str
    degree: Degree
    apart: float
    """How far its opening position lies from the others', mean over them and the issues, 0..1."""
    reason: str = ""
    """In the words of whoever made the case; empty: by the distance."""


@cache
def playable() -> tuple[str, ...]:
    """Return the shipped cases that can be played, those to begin with first."""
    keys = [row.key for row in cases.shipped_rows() if can_be_played(cases.scenario_of(row.key, {}))]
    return tuple(sorted(keys, key=lambda key: _FIRST.index(key) if key in _FIRST else len(_FIRST)))


def can_be_played(scenario: Scenario) -> bool:
    """Return whether a person can take a seat in a case: its protocol asks, and somebody has a say."""
    seats = seats_of(scenario)
    if not seats:
        return False
    try:
        LiveNegotiation(scenario, seats=(seats[0].key,))
    except DelegationSimError:
        return False
    return True


def is_playable(key: str) -> bool:
    """Return whether a case of this visit, given by its key, can be played; it is worked out once."""
    kept = memory()
    known: dict[str, bool] = kept.pages.setdefault("seat.playable", {})
    if key not in known:
        known[key] = can_be_played(cases.scenario_of(key, kept.uploads, kept.language))
    return known[key]


def seats_of(scenario: Scenario) -> tuple[Delegation, ...]:
    """Return the delegations in whose seats there is something to do: they speak, propose or decide."""
    forum = resolve_forum(scenario)
    rights = [(delegation, forum.rights_of(delegation)) for delegation in scenario.delegations]
    return tuple(
        delegation
        for delegation, own in rights
        if (own.object or own.vote or own.propose) and delegation.mandate
    )


def suggested(key: str, scenario: Scenario) -> tuple[Suggestion, ...]:
    """Return three seats by how hard they are to play, or fewer where there are fewer.

    What the maker of the case suggests; else the seat that opens nearest to the others, the one in the middle, and
    the one that opens farthest from them. Only opening positions count, which everybody hears. A seat whose time
    leaves it no talk is suggested only where none has one.
    """
    forum = resolve_forum(scenario)
    seats = [
        seat for seat in seats_of(scenario) if forum.rights_of(seat).object or forum.rights_of(seat).vote
    ]
    if not seats:
        return ()
    talks = _talks(scenario, seats[0].key)
    seats = [seat for seat in seats if talks[seat.key]] or seats
    if found := _advised(key, scenario, {seat.key for seat in seats}):
        return found
    apart = _apart(scenario)
    ordered = sorted(seats, key=lambda seat: (apart[seat.key], seat.key))
    places = dict.fromkeys((0, len(ordered) // 2, len(ordered) - 1))
    return tuple(
        Suggestion(seat=ordered[place].key, degree=degree, apart=apart[ordered[place].key])
        for place, degree in zip(places, _DEGREES, strict=False)
    )


def _talks(scenario: Scenario, seat: str) -> dict[str, int]:
    """Return how many talks each delegation can hold in a session; all the same 0 where nobody can play."""
    try:
        room = LiveNegotiation(scenario, seats=(seat,)).live.room
    except DelegationSimError:
        return {item.key: 0 for item in scenario.delegations}
    return dict(zip(room.tableau.delegations, room.setting.talks.tolist(), strict=True))


def _advised(key: str, scenario: Scenario, can_talk: Container[str]) -> tuple[Suggestion, ...]:
    """Return what the maker of the case suggests, of the seats that can talk."""
    advice = for_seats(key, scenario.told_language or scenario.language).seats
    if not advice:
        return ()
    apart = _apart(scenario)
    return tuple(
        Suggestion(seat=seat, degree=degree, apart=apart[seat], reason=reason)
        for degree in _DEGREES
        for seat, reason in (advice[degree],)
        if seat in can_talk
    )


def _apart(scenario: Scenario) -> dict[str, float]:
    """Return by delegation how far its opening positions lie from those of the others, on average.

    Where a position is known only up to a spread, its most likely place counts.
    """
    issues = [issue.key for issue in scenario.issues]
    place = np.array(
        [
            [centre(seat.mandate[key].position) if key in seat.mandate else np.nan for key in issues]
            for seat in scenario.delegations
        ],
    )
    found = {}
    for row, seat in enumerate(scenario.delegations):
        distance = np.abs(np.delete(place, row, axis=0) - place[row])
        found[seat.key] = float(np.nanmean(distance)) if np.isfinite(distance).any() else 0.0
    return found
