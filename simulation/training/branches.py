"""What a seat could have done otherwise in a session: possible moves that differ from those that it made."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from simulation.arrays import ATOL
from simulation.live.live_state import LiveState
from simulation.live.moves import SeatMove
from simulation.live.unnamed_wordings import softer_option
from simulation.state.tableau import AGREED_LANGUAGE, DELETE, REFER
from simulation.training.course_of_play import Stage
from simulation.training.frontier import Stakes, documents
from simulation.training.futures import Script, tried
from simulation.words import NOTHING, Said, said

__all__ = ["Branch", "as_played", "branches_at"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One session as a seat could have played it: all else that people did in it stays."""

    key: str
    """One of `_MADE`; `as_played`: nothing is changed."""
    session: int
    """Counted from 1."""
    script: Script
    issue: str = ""
    option: str = ""
    other: str = ""
    """Names: of the clause, of the wording, of the delegation whose offer it is."""
    takes_over: bool = False
    """An agent sat in the seat in that session: the person takes it back first."""

    @property
    def sentence(self) -> Said:
        """What is done otherwise, in words."""
        told = said(
            f"debrief.branch.{self.key}",
            s=self.session,
            issue=self.issue,
            option=self.option,
            other=self.other,
        )
        before = said("debrief.branch.takes_over", s=self.session) if self.takes_over else NOTHING
        return Said.joined(before, told)


def as_played(stage: Stage) -> Branch:
    """Return the branch in which nothing is changed."""
    return Branch(key="as_played", session=stage.session, script=Script.as_played(stage))


def branches_at(stage: Stage, seat: str) -> tuple[Branch, ...]:
    """Return what a seat could have done otherwise in a session, each kind once, as far as it was possible there."""
    found = (next(filter(None, made(stage, seat)), None) for made in _MADE.values())
    return tuple(branch for branch in found if branch is not None)


type _Tries = Iterator[Branch | None]
"""Of one kind of branch, on what matters most to the seat first; None: it is not possible, or is what it did."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A clause on the agenda, and the text on the table."""

    issue: int
    table: int


def _agenda(stage: Stage, row: int) -> list[_Place]:
    """Return the clauses on the agenda, what matters most to the seat first."""
    state = stage.state.room.state
    opened = sorted(stage.state.opened, key=lambda issue: (-state.salience[0, row, issue], issue))
    return [_Place(issue, int(state.table[0, issue])) for issue in opened]


def _branch(
    stage: Stage,
    key: str,
    moves: tuple[SeatMove, ...],
    *,
    place: tuple[int, int] | None = None,
    answers: dict[int, str] | None = None,
    other: str = "",
) -> Branch | None:
    """Return a branch, if its moves are possible and are not what the seat did; own moves on its clause give way.

    `place` is the clause and wording that it is about; -1: no wording. `answers` are signals by option of the clause;
    None: the wording is supported.
    """
    state, seat = stage.state, moves[0].seat
    clause = "" if place is None else state.topic(place[0]).key
    if place is not None and place[1] >= 0 and answers is None:
        answers = {place[1]: "support"}
    signals = tuple(
        SeatMove(seat=seat, move=signal, issue=clause, option=state.topic(place[0]).options[option].key)
        for option, signal in (answers or {}).items()
        if place is not None
    )
    if _did(stage, (*moves, *signals)):
        return None
    takes_over = not state.people.seated[state.row(seat)]
    if takes_over:
        moves = (SeatMove(seat=seat, move="take_over"), *moves)
    talks = tuple(move for move in stage.talks if not _gives_way(move, moves, clause))
    if tried(stage, moves, before=talks) is None:
        return None
    floor = tuple(move for move in stage.floor if not (signals and (move.seat, move.issue) == (seat, clause)))
    return Branch(
        key=key,
        session=stage.session,
        script=Script(talks=(*talks, *moves), floor=floor + signals, package=stage.package),
        issue="" if place is None else state.topic(place[0]).name,
        option="" if place is None or place[1] < 0 else state.wording(*place).label,
        other=other,
        takes_over=takes_over,
    )


def _gives_way(move: SeatMove, moves: tuple[SeatMove, ...], clause: str) -> bool:
    """Return whether a move that was made stands in the way of those of a branch."""
    if move.seat != moves[0].seat:
        return False
    again = {(other.move, other.offer) for other in moves} | {
        ("refuse_trade", other.offer) for other in moves
    }
    same_clause = clause != "" and move.issue == clause
    return move.move in ("hand_over", "done") or same_clause or (move.move, move.offer) in again


def _did(stage: Stage, moves: tuple[SeatMove, ...]) -> bool:
    made = [replace(move, text="") for move in (*stage.talks, *stage.floor)]
    return all(move in made for move in moves)


def _on(state: LiveState, seat: str, move: str, issue: int, option: int = -1) -> tuple[SeatMove, ...]:
    key = state.wording(issue, option).key if option >= 0 else ""
    return (SeatMove(seat=seat, move=move, issue=state.topic(issue).key, option=key),)


def _soften(stage: Stage, seat: str) -> _Tries:
    state, row = stage.state, stage.state.row(seat)
    for place in _agenda(stage, row):
        option = softer_option(state, place.issue)
        if option >= 0 and not state.turn.is_red[0, row, place.issue, option]:
            moves = _on(state, seat, "soften_verb", place.issue)
            yield _branch(stage, "soften", moves, place=(place.issue, option))


def _bridge(stage: Stage, seat: str) -> _Tries:
    state, row = stage.state, stage.state.row(seat)
    moving = state.room.state
    sizes = [
        (int((moving.platform[0, :, place.issue] == option).sum()), place.issue, option)
        for place in _agenda(stage, row)
        for option in range(len(state.topic(place.issue).options))
        if option not in (place.table, moving.platform[0, row, place.issue])
        and not state.turn.is_red[0, row, place.issue, option]
    ]
    for size, issue, option in sorted(sizes, key=lambda item: (-item[0], item[1:])):
        if size:
            moves = _on(state, seat, "join_coalition", issue, option)
            yield _branch(stage, "bridge", moves, place=(issue, option))


def _firm(stage: Stage, seat: str) -> _Tries:
    state, row = stage.state, stage.state.row(seat)
    for place in _agenda(stage, row):
        moving = state.room.state
        written = moving.written[0, place.issue]
        out = state.turn.is_red[0, row, place.issue] | ~written
        gain = np.where(out, -np.inf, moving.gain[0, row, place.issue])
        best = int(gain.argmax())
        short = np.flatnonzero(written & (gain < gain[best] - ATOL)).tolist()
        if not short or not np.isfinite(gain[best]):
            continue
        answers = dict.fromkeys(short, "object_formally") | {best: "support"}
        holds = bool(state.room.state.objects[0, row, place.issue])
        moves = _on(
            state, seat, "oppose" if holds else "request_brackets", place.issue, place.table if holds else -1
        )
        if place.table not in short:
            moves = _on(state, seat, "support", place.issue, place.table)
        yield _branch(stage, "firm", moves, place=(place.issue, best), answers=answers)


def _offer(stage: Stage, seat: str) -> _Tries:
    taken = {move.offer for move in stage.talks if move.move == "accept_trade"}
    names = {item.key: item.short or item.name for item in stage.state.case.delegations}
    for offer in stage.state.offers.values():
        if offer.to == seat and offer.id not in taken:
            moves = (SeatMove(seat=seat, move="accept_trade", offer=offer.id),)
            place = stage.state.place(offer.get)
            yield _branch(stage, "offer", moves, place=place, other=names[offer.by])


def _chair_text(stage: Stage, seat: str) -> _Tries:
    state = stage.state
    asked = any(move.seat == seat and move.move == "ask_for_chair_text" for move in stage.talks)
    if state.grants_text and not asked:
        yield _branch(stage, "chair_text", (SeatMove(seat=seat, move="ask_for_chair_text"),))


def _cite(stage: Stage, seat: str) -> _Tries:
    state, row = stage.state, stage.state.row(seat)
    kind = state.room.tableau.option_kind
    for place in _agenda(stage, row):
        for option in np.flatnonzero(kind[place.issue] == AGREED_LANGUAGE).tolist():
            if state.turn.is_red[0, row, place.issue, option]:
                continue
            moves = _on(state, seat, "cite_agreed_language", place.issue, option)
            yield _branch(stage, "cite", moves, place=(place.issue, option))


def _package(stage: Stage, seat: str) -> _Tries:
    state = stage.state
    moving, tableau = state.room.state, state.room.tableau
    stakes = Stakes.now(tableau, moving)
    last_resort = np.isin(tableau.option_kind, (DELETE, REFER))
    early = last_resort & ~state.turn.admissible[0]
    # A package speaks to every clause.
    stakes = replace(stakes, is_red=stakes.is_red | early, may_drop=False)
    fixed = np.where(moving.is_clean[0], moving.table[0], -1)
    option = documents(stakes, fixed=fixed).fairest(stakes)
    if option is None:
        return
    package = {
        state.topic(issue).key: state.wording(issue, int(option[issue])).key
        for issue in np.flatnonzero(~moving.is_clean[0]).tolist()
    }
    yield _branch(stage, "package", (SeatMove(seat=seat, move="propose_package", package=package),))


def _give_way(stage: Stage, seat: str) -> _Tries:
    state, row = stage.state, stage.state.row(seat)
    for place in _agenda(stage, row):
        if state.turn.is_red[0, row, place.issue, place.table]:
            continue
        holds = bool(state.room.state.objects[0, row, place.issue])
        move = "lift_brackets" if holds else "can_live_with"
        moves = _on(state, seat, move, place.issue, -1 if holds else place.table)
        answers = {place.table: "can_live_with"}
        yield _branch(stage, "give_way", moves, place=(place.issue, place.table), answers=answers)


def _group(stage: Stage, seat: str) -> _Tries:
    for place in _agenda(stage, stage.state.row(seat)):
        moves = _on(stage.state, seat, "ask_for_group", place.issue)
        yield _branch(stage, "group", moves, place=(place.issue, -1))


_MADE: Final[dict[str, Callable[[Stage, str], _Tries]]] = {
    "soften": _soften,
    "bridge": _bridge,
    "firm": _firm,
    "offer": _offer,
    "chair_text": _chair_text,
    "cite": _cite,
    "package": _package,
    "give_way": _give_way,
    "group": _group,
}
"""Soften the text on the table; join the largest group that one can live with; object to all but the best; accept an
offer that was not taken; ask for a chair's text; cite agreed language; put the fairest package; live with the text on
the table; ask for a drafting group."""
