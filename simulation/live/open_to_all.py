"""What lies open to everybody in the room at one moment, worked out once for all the seats that are asked in it."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Self

import numpy as np

from simulation.live.followed import Followed
from simulation.live.live_state import LiveState
from simulation.live.moves import Place
from simulation.reasons.record_reading import moments_of
from simulation.scenario.schema import Delegation
from simulation.text.document import DocumentState, Moment, build_document

__all__ = ["Shown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The open part of what every seat sees. Seats share it, so a view copies whatever can be changed."""

    document: DocumentState
    followed: Followed
    on_floor: AbstractSet[tuple[int, int]]
    """Wordings on the floor, as indices."""
    opened: AbstractSet[int]
    """Issues on the agenda of this session."""
    waits_for_text: tuple[bool, ...]
    """Whether the chair would look for a text on a clause, by issue."""
    brackets: tuple[tuple[str, ...], ...]
    """Who keeps the text on the table in brackets, by issue."""
    holders: tuple[Mapping[int, tuple[str, ...]], ...]
    """Who is in a coalition, by issue and option, as indices."""
    heard_tabling: Mapping[tuple[int, int], tuple[int, ...]]
    """Rows of those who were heard to table a wording on the floor."""
    people: tuple[Delegation, ...]
    """What the case says of the delegations, by row."""
    blocs: tuple[tuple[str, ...], ...]
    """Names of the blocs of the delegations, by row."""
    called_now: tuple[str, ...]
    drafted_now: tuple[Place, ...]
    takes_stock: bool
    takes_package: bool
    closed: Mapping[str, int]
    """Session in which an issue was agreed, counted from 1, by issue."""
    clauses_in_brackets: tuple[int, ...]
    """After each session held."""

    @classmethod
    def by(cls, state: LiveState) -> Self:
        """Return the open part as it is now."""
        known = {delegation.key: delegation for delegation in state.case.delegations}
        tableau, issues = state.room.tableau, range(state.room.tableau.n_issues)
        bracketed = [state.brackets(issue) for issue in issues]
        stock = state.phase != "over" and bool(state.protocol.calendar.takes_stock(state.room)[0])
        return cls(
            document=_document(state, bracketed),
            followed=state.followed,
            on_floor=frozenset(state.on_floor() if state.phase == "floor" else ()),
            opened=frozenset(state.opened if state.phase in ("talks", "floor", "package") else ()),
            waits_for_text=tuple(state.awaiting_text.tolist()),
            brackets=tuple(tuple(tableau.delegations[row] for row in rows) for rows in bracketed),
            holders=tuple(_holders(state, issue) for issue in issues),
            heard_tabling=_heard_tabling(state),
            people=tuple(known[key] for key in tableau.delegations),
            blocs=tuple(
                tuple(bloc.name for bloc, belongs in zip(state.case.blocs, member, strict=True) if belongs)
                for member in tableau.member.tolist()
            ),
            called_now=tuple(_called_now(state)),
            drafted_now=tuple(_drafted_now(state)),
            takes_stock=stock,
            takes_package=_takes_package(state),
            closed=_closed(state),
            clauses_in_brackets=tuple(
                int((sheet > 0).sum()) for sheet in state.recorder.sheets.get("brackets", [])
            ),
        )


def _holders(state: LiveState, issue: int) -> dict[int, tuple[str, ...]]:
    holders = dict[int, tuple[str, ...]]()
    for key, option in zip(
        state.room.tableau.delegations, state.room.state.platform[0, :, issue].tolist(), strict=True
    ):
        if option >= 0:
            holders[option] = (*holders.get(option, ()), key)
    return holders


def _heard_tabling(state: LiveState) -> dict[tuple[int, int], tuple[int, ...]]:
    """Return who took the floor for each wording; before the floor is open, nobody has heard it."""
    if state.phase != "floor":
        return {}
    turn, heard = state.turn, dict[tuple[int, int], set[int]]()
    for place, speaker in np.argwhere((turn.speaker[0] >= 0) & turn.is_opened[0][:, None]).tolist():
        wording = int(turn.opened[0, place]), int(turn.speaker_option[0, place, speaker])
        heard.setdefault(wording, set()).add(int(turn.speaker[0, place, speaker]))
    return {wording: tuple(sorted(rows)) for wording, rows in heard.items()}


def _called_now(state: LiveState) -> Iterator[str]:
    """Yield the open issues that were not called when the session before ended; none without a programme."""
    if not state.protocol.calendar.enabled:
        return
    called = state.recorder.sheets.get("called", [])
    for issue in np.flatnonzero(state.turn.called[0] & state.is_open).tolist():
        if not called or not called[-1][issue]:
            yield state.topic(issue).key


def _drafted_now(state: LiveState) -> Iterator[Place]:
    for issue in np.flatnonzero(state.turn.drafted[0] >= 0).tolist():
        yield state.topic(issue).key, state.wording(issue, int(state.turn.drafted[0, issue])).key


def _closed(state: LiveState) -> dict[str, int]:
    closed = enumerate(state.room.state.closed_at[0].tolist())
    return {state.topic(issue).key: int(when) + 1 for issue, when in closed if when >= 0}


def _takes_package(state: LiveState) -> bool:
    is_foreseen = state.room.setting.package and state.protocol.package.enabled
    return bool(is_foreseen and len(state.case.issues) > 1 and not (state.people.package >= 0).any())


def _document(state: LiveState, bracketed: list[list[int]]) -> DocumentState:
    """Return the text as it stands, with brackets and who stands for which wording."""
    moment = moments_of(state.so_far)[-1] if state.phase == "over" else _now(state, bracketed)
    return build_document(state.case, state.room.tableau.delegations, moment)


def _now(state: LiveState, bracketed: list[list[int]]) -> Moment:
    """Return what the text depends on now: as after the last session, with what has changed in this one.

    A text of the chair is on the table at once, and nobody has objected to it yet. Who objects to a wording does not
    stand for it, whatever it tabled before.
    """
    moving, platform, followed = state.room.state, state.room.state.platform[0], state.followed
    objects = np.zeros(platform.shape, dtype=bool)
    for issue, rows in enumerate(bracketed):
        objects[rows, issue] = True
    tabled = followed.tabled
    if followed.held:
        tabled = np.where(state.recorder.sheets["platform"][-1] >= 0, -1, tabled)
    holds = np.where(platform >= 0, platform, tabled)
    return Moment(
        session=followed.held,
        table=moving.table[0],
        is_clean=moving.is_clean[0],
        is_read=followed.is_read,
        holds=np.where(objects & (holds == moving.table[0]), -1, holds),
        objects=objects,
    )
