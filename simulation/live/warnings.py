"""What a seat's own brief says against a move before it is made: red lines, instructions, promises."""

from collections.abc import Iterator
from typing import Final

from simulation.arrays import ATOL
from simulation.live import names_for_people
from simulation.live.enough import ACCEPTED
from simulation.live.instructed import instructed_on_floor
from simulation.live.live_state import LiveState
from simulation.live.moves import TABLING, Place, SeatMove
from simulation.live.offers import brings, favourites_of, pays, said_before
from simulation.live.unnamed_wordings import softer_option, special_option
from simulation.state.tableau import DELETE, REFER
from simulation.words import Said, said

__all__ = ["against"]

_ACCEPTS: Final = frozenset(
    {
        *("support", "can_live_with", "keep_silent", "make_statement"),
        *TABLING,
        *("found_coalition", "join_coalition", "co_sign"),
    }
)
"""Moves after which a wording may be agreed with the seat's consent."""
_TRADES: Final = ("offer_trade", "accept_trade")


def against(live: LiveState, move: SeatMove, row: int) -> tuple[Said, ...]:
    """Return the warnings of the brief of a seat, a row, against a legal move. They forbid nothing."""
    found = list[Said]()
    for issue, option in _wordings(live, move):
        if live.turn.is_red[0, row, issue, option]:
            found.append(_red(live, row, issue, option))
        elif not (
            _within(live, row, issue, option)
            or _is_paid(live, move, row)
            or _owes(live, move)
            or instructed_on_floor(live, row).get((issue, option)) in ACCEPTED
        ):
            found.append(_beyond(live, row, issue, option))
    if move.move in _TRADES:
        found.extend(_twice(live, move))
    if move.move == "offer_trade":
        found.extend(_no_price(live, move, row))
    if move.move in ("object_formally", "oppose"):
        found.extend(_promised(live, move))
    if move.move in ("join_consensus", "join_consensus_with_statement"):
        found.extend(_document(live, row))
    if move.move == "abstain" and not live.room.setting.conditions.votes:
        found.append(said("live.warning.abstain"))
    return tuple(found)


def _red(live: LiveState, row: int, issue: int, option: int) -> Said:
    """Say what rules a wording out: that it strikes what the seat tabled, else its red line."""
    if live.room.tableau.strikes_own(row, issue, option):
        return said("live.warning.sponsor", issue=live.topic(issue).name)
    return said("live.warning.red", option=names_for_people.wording(live, issue, option))


def _beyond(live: LiveState, row: int, issue: int, option: int) -> Said:
    """Say that a wording goes beyond the instructions of today, and whether it brings the seat points even so."""
    is_gain = brings(float(live.room.state.gain[0, row, issue, option]), len(live.case.issues))
    key = "live.warning.brings" if is_gain else "live.warning.instructions"
    return said(key, option=names_for_people.wording(live, issue, option))


def _is_paid(live: LiveState, move: SeatMove, row: int) -> bool:
    """Return whether a move is a trade that brings the seat points in all: then it can answer for what it gives."""
    if move.move not in _TRADES:
        return False
    _, give, get = _terms(live, move)
    if give is None or get is None:
        return False
    (given, got), gain = (live.place(give), live.place(get)), live.room.state.gain[0, row]
    is_red = bool(live.turn.is_red[(0, row, *got)])
    return not is_red and pays(float(gain[given]), float(gain[got]), len(live.case.issues))


def _owes(live: LiveState, move: SeatMove) -> bool:
    """Return whether a move is what the seat has promised in a trade: its price is paid already."""
    return bool(_promised(live, move))


def _terms(live: LiveState, move: SeatMove) -> tuple[str, Place | None, Place | None]:
    """Return of a trade, as the seat of the move has it: the other, what it gives, what it gets."""
    if move.move == "offer_trade":
        return move.to, move.give, move.get
    offer = live.offers[move.offer]
    return offer.by, offer.get, offer.give


def _wordings(live: LiveState, move: SeatMove) -> list[tuple[int, int]]:
    """Return the wordings that the move says the seat accepts, as indices."""
    if move.move in _ACCEPTS:
        return [(live.issue(move.issue), _accepted(live, move))]
    if move.move == "lift_brackets":
        issue = live.issue(move.issue)
        return [(issue, int(live.room.state.table[0, issue]))]
    if move.move in _TRADES:
        promised = move.give or live.offers[move.offer].get
        return [live.place(promised)]
    if move.move == "propose_package":
        return [live.place(place) for place in move.package.items()]
    if move.move in ("accept_package", "accept_package_with_statement") and live.turn.waiting is not None:
        return [(i, int(option)) for i, option in enumerate(live.turn.waiting.option) if live.is_open[i]]
    return []


def _accepted(live: LiveState, move: SeatMove) -> int:
    issue = live.issue(move.issue)
    match move.move:
        case "soften_verb":
            return softer_option(live, issue)
        case "delete_clause":
            return special_option(live, issue, DELETE)
        case "refer_clause":
            return special_option(live, issue, REFER)
        case _:
            return live.option(issue, move.option)


def _within(live: LiveState, row: int, issue: int, option: int) -> bool:
    """Return whether a wording is inside today's instructions, the account of what is agreed left aside."""
    gain = live.room.state.gain[0, row, issue, option]
    return bool(gain >= live.turn.asked[0, row, issue, option] - ATOL)


def _promised(live: LiveState, move: SeatMove) -> list[Said]:
    return [
        said("live.warning.promise", to=promise.to)
        for promise in live.ledger
        if (promise.by, promise.issue, promise.option, promise.state)
        == (move.seat, move.issue, move.option, "open")
    ]


def _twice(live: LiveState, move: SeatMove) -> list[Said]:
    """Say what of a trade these two have promised each other already: it is worth nothing more."""
    other, give, get = _terms(live, move)
    stands = {(item.by, item.to, (item.issue, item.option)) for item in live.ledger if item.state == "open"}
    told = {"other": names_for_people.name(live, other)}
    found = list[Said]()
    if give is not None and (move.seat, other, give) in stands:
        found.append(
            said("live.warning.sold", option=names_for_people.wording(live, *live.place(give)), **told)
        )
    if get is not None and (other, move.seat, get) in stands:
        found.append(
            said("live.warning.bought", option=names_for_people.wording(live, *live.place(get)), **told)
        )
    return found


def _no_price(live: LiveState, move: SeatMove, row: int) -> Iterator[Said]:
    """Say that what the seat would pay with is no price to anybody, by what the seat knows of itself."""
    place = live.place(move.give or ("", ""))
    told = {"option": names_for_people.wording(live, *place)}
    is_sold = any(  # to the same delegation: that has a sentence of its own
        (one.by, one.to, (one.issue, one.option), one.state) == (move.seat, move.to, move.give, "open")
        for one in live.ledger
    )
    if said_before(live.room, row)[place] and not is_sold:
        yield said("live.warning.given", **told)
    elif favourites_of(live.room, row)[place] and not is_sold:
        yield said("live.warning.anyway", **told)


def _document(live: LiveState, row: int) -> list[Said]:
    """Return what is red in the document as it would be adopted."""
    state = live.room.state
    return [
        _red(live, row, issue, int(state.table[0, issue]))
        for issue in range(len(live.case.issues))
        if state.is_clean[0, issue] and state.is_red[0, row, issue, state.table[0, issue]]
    ]
