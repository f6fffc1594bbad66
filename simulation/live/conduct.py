"""What a move does once it is allowed, and the answer that comes back."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

import numpy as np

from simulation.arrays import ATOL
from simulation.live import bargain, names_for_people, talks, warnings
from simulation.live.live_state import LiveState
from simulation.live.moves import SEAT_MOVES, SIGNAL_OF, TABLING, SeatMove
from simulation.live.public import Statement
from simulation.live.request import Reply
from simulation.live.unnamed_wordings import softer_option, special_option
from simulation.protocols.people import ACCEPTED
from simulation.protocols.result import JOINS, SIGNALS, SIGNATURES
from simulation.protocols.room import Package
from simulation.state.tableau import DELETE, REFER
from simulation.words import said

__all__ = ["apply"]

_SUPPORT, _CAN_LIVE_WITH = SIGNALS.index("support"), SIGNALS.index("can_live_with")
_STATEMENT, _FORMAL_OBJECT = SIGNALS.index("statement"), SIGNALS.index("formal_object")
_STANDS: Final = {
    "join_consensus": JOINS.index("joins"),
    "join_consensus_with_statement": JOINS.index("joins_with_statement"),
    "dissociate": JOINS.index("dissociates"),
    "abstain": JOINS.index("abstains"),
    "reject_document": JOINS.index("votes_against"),
}
_SIGNS: Final = {
    "sign": SIGNATURES.index("signs"),
    "sign_with_reservation": SIGNATURES.index("signs_with_reservation"),
    "not_sign": SIGNATURES.index("does_not_sign"),
}
_RECESS_TALKS: Final = 2
"""Talks that a recess leaves time for: those of one session."""
_GROUP_LEARNS: Final = 0.5
"""Share of the unknown that the members of a drafting group lose about each other: they sit together (judgement)."""


def apply(live: LiveState, move: SeatMove) -> Reply:
    """Carry out a legal move and return the answer, with the warnings of the seat's own brief."""
    row = live.row(move.seat)
    against = warnings.against(live, move, row)
    if move.text:
        live.statements.append(_statement(live, move))
    reply = _EFFECTS[move.move](live, move, row)
    return replace(reply, warnings=against)


def _statement(live: LiveState, move: SeatMove) -> Statement:
    """Return the text of a move: what goes with a talk, an offer or a cable is not for everybody."""
    to = move.to
    if move.offer and move.offer in live.offers:
        to = live.offers[move.offer].by
    return Statement(
        session=live.session,
        seat=move.seat,
        move=move.move,
        text=move.text,
        issue=move.issue,
        to=to,
        is_private=SEAT_MOVES[move.move].is_private,
    )


def _speak(live: LiveState, move: SeatMove, row: int) -> Reply:
    return Reply()


def _signal(live: LiveState, move: SeatMove, row: int) -> Reply:
    issue = live.issue(move.issue)
    option = live.option(issue, move.option)
    code = SIGNAL_OF.get(move.move, _FORMAL_OBJECT)
    live.people.said[row, issue, option] = code
    if live.phase == "floor":
        live.people.answer[row, issue, option] = code
    else:
        _reweigh(live)
    return Reply()


def _propose(live: LiveState, move: SeatMove, row: int) -> Reply:
    issue = live.issue(move.issue)
    if move.move == "soften_verb":
        option = softer_option(live, issue)
    elif move.move in ("delete_clause", "refer_clause"):
        option = special_option(live, issue, DELETE if move.move == "delete_clause" else REFER)
    else:
        option = live.option(issue, move.option)
    live.people.tabled[row, issue] = option
    _supports(live, row, issue, option)
    return Reply(reason=said("live.reply.floor", option=names_for_people.wording(live, issue, option)))


def _supports(live: LiveState, row: int, issue: int, option: int) -> None:
    if live.room.tableau.decide[row]:
        live.people.said[row, issue, option] = _SUPPORT
        _reweigh(live)


def _brackets(live: LiveState, move: SeatMove, row: int) -> Reply:
    issue = live.issue(move.issue)
    puts = move.move == "request_brackets"
    objects = live.room.state.objects.copy()
    objects[:, row, issue] = puts
    live.room.state.objects = objects
    table = live.room.state.table[0, issue]
    live.people.said[row, issue, table] = _FORMAL_OBJECT if puts else _CAN_LIVE_WITH
    _reweigh(live)
    return Reply()


def _put_package(live: LiveState, move: SeatMove, row: int) -> Reply:
    live.people.package[row] = live.room.state.table[0]
    for key, option in move.package.items():
        issue = live.issue(key)
        live.people.package[row, issue] = live.option(issue, option)
    return Reply(reason=said("live.reply.package"))


def _answer_package(live: LiveState, move: SeatMove, row: int) -> Reply:
    waiting = live.turn.waiting
    codes = {
        "accept_package": _CAN_LIVE_WITH,
        "accept_package_with_statement": _STATEMENT,
        "refuse_package": _FORMAL_OBJECT,
    }
    if waiting is not None:
        live.people.on_package[row, waiting.column] = codes[move.move]
    return Reply()


def _consult(live: LiveState, move: SeatMove, row: int) -> Reply:
    other = live.row(move.to)
    live.met.add((row, other))
    live.people.talked[row] = True
    live.talks_used[row] = live.talks_used.get(row, 0) + 1
    _know_each_other(live, row, other)
    if live.people.seated[other]:
        if other in live.programs:
            return Reply(by=move.to, granted=False, reason=said("live.reply.reserved"))
        return Reply(by=move.to, is_pending=True, reason=said("live.reply.person"))
    place = live.issue(move.issue) if move.issue else -1
    option = live.option(place, move.option) if move.option else -1
    told = talks.ask(live, row, other, issue=place, option=option)
    if told is None:
        live.declined[row, other] = live.session
        return Reply(by=move.to, granted=False, reason=said("live.reply.distrust"))
    live.declined.pop((row, other), None)
    return Reply(by=move.to, reason=talks.spoken(live, move, told), told=told)


def _know_each_other(live: LiveState, row: int, other: int) -> None:
    """Take off what a talk tells, as `Consult` does: twice the rate times trust."""
    state = live.room.state
    unknown = state.unknown.copy()
    rate = 2 * live.protocol.consult.learn
    for one, two in ((row, other), (other, row)):
        unknown[:, one, two] *= 1.0 - np.minimum(1.0, rate * state.trust[:, one, two])
    state.unknown = unknown


def _coalition(live: LiveState, move: SeatMove, row: int) -> Reply:
    issue = live.issue(move.issue)
    option = -1 if move.move == "leave_coalition" else live.option(issue, move.option)
    live.people.joins[row, issue] = option
    platform = live.room.state.platform.copy()
    platform[:, row, issue] = option
    live.room.state.platform = platform
    if option >= 0:
        _supports(live, row, issue, option)
    return Reply()


def _capital(live: LiveState, move: SeatMove, row: int) -> Reply:
    live.used.add(f"consult_capital {row}")
    live.people.asked_capital[row] = live.people.hastened[row] = True
    return Reply(reason=said("live.reply.capital"))


def _group(live: LiveState, move: SeatMove, row: int) -> Reply:
    issue = live.issue(move.issue)
    live.used.add("ask_for_group")
    live.grant("ask_for_group", row)
    live.people.first[issue] = True
    members = live.room.state.objects[0, :, issue].copy()
    members[row] = True
    state = live.room.state
    unknown, chair = state.unknown.copy(), state.chair_unknown.copy()
    rows = np.flatnonzero(members)
    unknown[:, rows[:, None], rows] *= 1.0 - _GROUP_LEARNS
    chair[:, rows] *= 1.0 - _GROUP_LEARNS
    state.unknown, state.chair_unknown = unknown, chair
    for other in rows.tolist():
        if other != row and not live.people.seated[other]:
            talks.ask(live, row, other, issue=issue)
    return Reply(reason=said("live.reply.group", issue=live.topic(issue).name))


def _recess(live: LiveState, move: SeatMove, row: int) -> Reply:
    live.used.add("ask_for_recess")
    live.grant("ask_for_recess", row)
    live.people.deferred[:] = True
    live.extra_talks += _RECESS_TALKS
    return Reply(reason=said("live.reply.recess", n=_RECESS_TALKS))


def _chair_text(live: LiveState, move: SeatMove, row: int) -> Reply:
    live.used.add("ask_for_chair_text")
    if not live.called_and_open.any():
        return Reply(granted=False, reason=said("live.reply.text_before_call"))
    if not live.grants_text:
        return Reply(granted=False, reason=said("live.reply.no_text"))
    live.people.wants_text = True
    live.grant("ask_for_chair_text", row)
    return Reply(reason=said("live.reply.text"))


def _defer(live: LiveState, move: SeatMove, row: int) -> Reply:
    issue = live.issue(move.issue)
    live.people.deferred[issue] = True
    live.people.tabled[:, issue] = -1
    return Reply(reason=said("live.reply.deferred", issue=live.topic(issue).name))


def _stand(live: LiveState, move: SeatMove, row: int) -> Reply:
    live.people.stand[row] = _STANDS[move.move]
    live.people.blocks[row] = move.move == "reject_document"
    return Reply()


def _sign(live: LiveState, move: SeatMove, row: int) -> Reply:
    live.people.signature[row] = _SIGNS[move.move]
    return Reply()


def _done(live: LiveState, move: SeatMove, row: int) -> Reply:
    """End the seat's part of the phase; what it did not answer stands as said before, else as instructed."""
    live.done.add(row)
    waiting = live.turn.waiting
    if live.phase == "package" and waiting is not None:
        answer = live.people.on_package[row]
        column = waiting.column
        if answer[column] < 0:
            answer[column] = _CAN_LIVE_WITH if _is_instructed(live, waiting, row) else _FORMAL_OBJECT
    return Reply()


def _is_instructed(live: LiveState, waiting: Package, row: int) -> bool:
    """Return whether the instructions allow a package: no red line, and in sum no less than they ask today."""
    issues = np.flatnonzero(live.is_open)
    option = waiting.option[issues]
    gain = live.room.state.gain[0, row, issues, option]
    left = float(live.turn.credit[0, row] + (gain - live.turn.asked[0, row, issues, option]).sum())
    return not live.turn.is_red[0, row, issues, option].any() and left >= -ATOL


def _hand_over(live: LiveState, move: SeatMove, row: int) -> Reply:
    live.people.seated[row] = live.people.awaited[row] = False
    if row in live.programs:
        live.given_back.add(row)
    for held in (live.programs, live.spoken, live.speaking):
        held.discard(row)
    live.people.package[row] = live.people.tabled[row] = -1
    _reweigh(live)
    return Reply(reason=said("live.reply.agent"))


def _take_over(live: LiveState, move: SeatMove, row: int) -> Reply:
    """Seat a person where the agent stands: in its coalitions, with what it accepted.

    What it objected to is left to the instructions: they may have gone further by the next time it is put.
    """
    live.people.seated[row] = True
    live.people.joins[row] = live.room.state.platform[0, row]
    last = live.followed.last_signals[row]
    accepted = np.where((last >= 0) & (last <= ACCEPTED), last, -1)
    live.people.said[row] = live.people.answered[row] = accepted
    _reweigh(live)
    return Reply(reason=said("live.reply.seat"))


def _reweigh(live: LiveState) -> None:
    live.protocol.concede.weigh(live.room, live.turn)


_EFFECTS: Final[Mapping[str, Callable[[LiveState, SeatMove, int], Reply]]] = {
    "speak": _speak,
    **dict.fromkeys((*SIGNAL_OF, "oppose"), _signal),
    **dict.fromkeys(TABLING, _propose),
    **dict.fromkeys(("request_brackets", "lift_brackets"), _brackets),
    "offer_trade": bargain.offer_trade,
    "accept_trade": bargain.accept_trade,
    "refuse_trade": bargain.refuse_trade,
    "propose_package": _put_package,
    **dict.fromkeys(("accept_package", "accept_package_with_statement", "refuse_package"), _answer_package),
    "consult_bilaterally": _consult,
    **dict.fromkeys(("found_coalition", "join_coalition", "co_sign", "leave_coalition"), _coalition),
    "consult_capital": _capital,
    "ask_for_group": _group,
    "ask_for_recess": _recess,
    "ask_for_chair_text": _chair_text,
    "seek_deferral": _defer,
    **dict.fromkeys(_STANDS, _stand),
    **dict.fromkeys(_SIGNS, _sign),
    "done": _done,
    "hand_over": _hand_over,
    "take_over": _take_over,
}
