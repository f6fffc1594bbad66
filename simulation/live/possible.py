"""Which kinds of moves a seat can make: of each that is named, some move is taken; of each that is not, none is."""

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np

from simulation.arrays import BoolArray
from simulation.live.live_state import LiveState
from simulation.live.moves import SEAT_MOVES, SIGNAL_OF, MoveKind
from simulation.live.offers import MOST_OFFERS
from simulation.live.unnamed_wordings import softer_option, special_option
from simulation.protocols.result import JOINS
from simulation.state.tableau import AGREED_LANGUAGE, DELETE, REFER

__all__ = ["MOST_STATEMENTS", "has_right", "legal_moves"]

MOST_STATEMENTS: Final = 2_000
"""Texts that people may put beside their moves in one negotiation."""


def has_right(live: LiveState, kind: MoveKind, row: int) -> bool:
    """Return whether the forum lets a seat, a row, make such a move."""
    tableau = live.room.tableau
    match kind.right:
        case "propose":
            return bool(tableau.propose[row])
        case "object":
            return bool(tableau.decide[row])
        case "speak":
            delegation = next(d for d in live.case.delegations if d.key == tableau.delegations[row])
            return live.room.setting.forum.rights_of(delegation).speak
        case _:
            return True


def legal_moves(live: LiveState, seat: str) -> tuple[str, ...]:
    """Return the kinds of moves of which a seat can make one now, by key; what it says can still rule another out."""
    keys = live.room.tableau.delegations
    if seat not in keys or live.phase == "over":
        return ()
    row = keys.index(seat)
    if not live.held[row]:
        return ("take_over",) if live.phase == "talks" else ()
    if row in live.done:
        return ()
    return tuple(
        move
        for move, kind in SEAT_MOVES.items()
        if live.phase in kind.phases
        and move != "take_over"
        and has_right(live, kind, row)
        and (move not in _IN_THE_ROOM or _IN_THE_ROOM[move](live))
        and (move not in _FOR_THE_SEAT or _FOR_THE_SEAT[move](live, row))
    )


def _speak(live: LiveState) -> bool:
    return len(live.statements) < MOST_STATEMENTS


def _signal(live: LiveState) -> bool:
    if live.phase == "floor":
        return any(live.is_open[issue] for issue, _ in live.on_floor())
    return bool(live.is_open.any())


def _listed(live: LiveState) -> list[int]:
    return [issue for issue in live.opened if live.is_open[issue]]


def _may_be_put(live: LiveState) -> BoolArray:
    """Return the wordings of open issues that may be put in this session, `[I, O]`."""
    may: BoolArray = live.turn.admissible[0] & live.room.tableau.valid & live.is_open[:, None]
    return may


def _may_be_tabled(live: LiveState) -> BoolArray:
    """Return the wordings that may be tabled in this session: on the agenda and not on the table, `[I, O]`."""
    may, listed = _may_be_put(live), _listed(live)
    may[np.arange(len(may)), live.room.state.table[0]] = False
    may[np.setdiff1d(np.arange(len(may)), listed)] = False
    return may


def _propose(live: LiveState) -> bool:
    return bool(_may_be_tabled(live).any())


def _amend(live: LiveState) -> bool:
    text = ~np.isin(live.room.tableau.option_kind, (DELETE, REFER))
    return bool((_may_be_tabled(live) & text).any())


def _cite(live: LiveState) -> bool:
    return bool((_may_be_tabled(live) & (live.room.tableau.option_kind == AGREED_LANGUAGE)).any())


def _soften(live: LiveState) -> bool:
    may = _may_be_tabled(live)
    return any(
        option >= 0 and may[issue, option]
        for issue in _listed(live)
        for option in [softer_option(live, issue)]
    )


def _special(kind: int) -> Callable[[LiveState], bool]:
    def is_possible(live: LiveState) -> bool:
        may = _may_be_tabled(live)
        found = ((issue, special_option(live, issue, kind)) for issue in _listed(live))
        return any(option >= 0 and may[issue, option] for issue, option in found)

    return is_possible


def _request_brackets(live: LiveState, row: int) -> bool:
    return any(row not in live.brackets(issue) for issue in np.flatnonzero(live.is_open).tolist())


def _lift_brackets(live: LiveState, row: int) -> bool:
    return any(row in live.brackets(issue) for issue in np.flatnonzero(live.is_open).tolist())


def _offer(live: LiveState, row: int) -> bool:
    """Return whether somebody would listen, and there are two clauses to trade.

    Two clauses make two trades at least, and who has turned down two of them listens no more.
    """
    deaf = {other for other in range(len(live.held)) if _turned_down(live, row, other) >= MOST_OFFERS}
    listens = set(np.flatnonzero(live.room.tableau.decide).tolist()) - deaf - {row}
    return bool(listens) and int(_may_be_put(live).any(axis=1).sum()) > 1


def _turned_down(live: LiveState, row: int, other: int) -> int:
    return sum(refused[:2] == (row, other) for refused in live.refused)


def _answer(live: LiveState, row: int) -> bool:
    return any(offer.to == live.room.tableau.delegations[row] for offer in live.offers.values())


def _package(live: LiveState) -> bool:
    foreseen = live.room.setting.forum.package and live.protocol.package.enabled
    is_taken = ((live.people.package >= 0).any(axis=1) & live.people.seated).any()
    unread = live.is_open & (live.room.state.readings[0] == 0)
    return bool(
        foreseen
        and live.room.tableau.n_issues > 1
        and not is_taken
        and not unread.any()
        and _may_be_put(live).any()
    )


def _answer_package(live: LiveState, row: int) -> bool:
    return live.turn.waiting is None or live.turn.waiting.author != row


def _talk(live: LiveState, row: int) -> bool:
    others = set(range(len(live.held))) - {row} - {other for one, other in live.met if one == row}
    return bool(others) and live.talks_left(row) > 0


def _coalition(*, is_there: bool | None) -> Callable[[LiveState, int], bool]:
    """Return what says whether a coalition can be joined; None: one that is there, or one that is not."""

    def is_possible(live: LiveState, row: int) -> bool:
        may, listed = _may_be_put(live), _listed(live)
        platform, own = live.room.state.platform[0], live.joined(row)
        for issue in listed:
            for option in np.flatnonzero(may[issue]).tolist():
                there = bool((platform[:, issue] == option).any())
                if option != own[issue] and is_there in (None, there):
                    return True
        return False

    return is_possible


def _leave(live: LiveState, row: int) -> bool:
    return any(live.joined(row)[issue] >= 0 for issue in _listed(live))


def _capital(live: LiveState, row: int) -> bool:
    return f"consult_capital {row}" not in live.used and bool(live.room.state.give[0, row] < 1.0)


def _group(live: LiveState, row: int) -> bool:
    is_read = live.is_open & (live.room.state.readings[0] > 0)
    return _grants(live, "groups", "ask_for_group", row) and bool(is_read.any())


def _recess(live: LiveState, row: int) -> bool:
    return _grants(live, "suspend", "ask_for_recess", row) and not live.turn.last[0]


def _text(live: LiveState, row: int) -> bool:
    return _grants(live, "text", "ask_for_chair_text", row) and live.protocol.chair_text.enabled


def _grants(live: LiveState, power: str, what: str, row: int) -> bool:
    """Return whether the chair has a power that was not asked for in this session, nor too often by this seat."""
    is_free = what not in live.used and not live.has_asked_enough(what, row)
    return power in live.room.setting.powers and is_free


def _defer(live: LiveState) -> bool:
    agenda = live.opened
    others = any([issue] != agenda for issue in _listed(live))
    return "agenda" in live.room.setting.powers and not live.turn.last[0] and others


def _abstain(live: LiveState) -> bool:
    return live.room.setting.conditions.votes or live.room.setting.forum.call_vote is not None


def _dissociate(live: LiveState) -> bool:
    return not live.room.setting.conditions.votes


def _sign(live: LiveState, row: int) -> bool:
    return live.result is None or bool(live.result.joins[0, row] != JOINS.index("dissociates"))


_IN_THE_ROOM: Final[Mapping[str, Callable[[LiveState], bool]]] = {
    "speak": _speak,
    **dict.fromkeys((*SIGNAL_OF, "oppose"), _signal),
    "propose_option": _propose,
    "amend": _amend,
    "cite_agreed_language": _cite,
    "soften_verb": _soften,
    "delete_clause": _special(DELETE),
    "refer_clause": _special(REFER),
    "propose_package": _package,
    "seek_deferral": _defer,
    "abstain": _abstain,
    "dissociate": _dissociate,
}
"""What the room has to allow, besides phase, seat and right: with `_FOR_THE_SEAT` the twin of the checks in `legal`."""


_FOR_THE_SEAT: Final[Mapping[str, Callable[[LiveState, int], bool]]] = {
    "request_brackets": _request_brackets,
    "lift_brackets": _lift_brackets,
    "offer_trade": _offer,
    **dict.fromkeys(("accept_trade", "refuse_trade"), _answer),
    **dict.fromkeys(("accept_package", "accept_package_with_statement", "refuse_package"), _answer_package),
    "consult_bilaterally": _talk,
    "found_coalition": _coalition(is_there=False),
    "join_coalition": _coalition(is_there=True),
    "co_sign": _coalition(is_there=None),
    "leave_coalition": _leave,
    "consult_capital": _capital,
    "ask_for_group": _group,
    "ask_for_recess": _recess,
    "ask_for_chair_text": _text,
    "sign": _sign,
}
"""What the seat has to find, by row."""
