"""Builds the log of a record: every move of every session, then how each delegation stood at the end."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from simulation.arrays import ATOL
from simulation.engine.record import JOINS, SIGNATURES, Record
from simulation.engine.score_sheet import POINTS
from simulation.protocols.people import ACCEPTED
from simulation.reasons import floor_told, limits, moves_beside_floor
from simulation.reasons.ending_in_words import outcome_sentence
from simulation.reasons.moves_logged import Log, Move, roster_of
from simulation.reasons.order_of_work import NAMED, order_of_work, waits_for_call
from simulation.reasons.record_reading import Reading, by_capability, is_adopted
from simulation.words import NOTHING, Said, said

__all__ = ["build_log", "chair_texts", "closings", "session_moves"]

JOIN_MOVES = dict(
    zip(
        JOINS,
        ("join_consensus", "join_consensus_with_statement", "dissociate", "vote_against", "abstain"),
        strict=True,
    )
)
_OF_CAPITAL = ("state_position", "receive_instructions")
_ON_FLOOR = (*floor_told.SIGNAL_MOVES, "request_brackets", "lift_brackets")
"""Moves that instructions make where the person in the seat has said nothing of the wording."""
EVEN = 0.005
"""Gains closer to 0 are told as none."""
SIGN_MOVES = dict(zip(SIGNATURES, ("sign", "sign_with_reservation", "not_sign"), strict=True))
_AT_THE_END = (*JOIN_MOVES.values(), *SIGN_MOVES.values())


def build_log(record: Record) -> Log:
    """Return all that was done in a negotiation, in order, with public and private reasons."""
    reading = Reading(record)
    moves: list[Move] = []
    for session in range(record.n_rounds):
        moves.extend(session_moves(reading, session))
    moves.extend(_of_people(reading, record.n_rounds - 1, _ending(reading)))
    return Log(roster=roster_of(record.scenario, record.n_rounds), moves=tuple(moves))


def session_moves(reading: Reading, session: int) -> Iterator[Move]:
    """Yield all that was done in a session, counted from 0, in order; of a reading in public, what the room saw."""
    aside = () if reading.in_public else _aside(reading, session)
    parts = [
        moves_beside_floor.instructions(reading, session),
        order_of_work(reading, session),
        aside,
        moves_beside_floor.coalition_moves(reading, session),
        floor_told.proposals(reading, session),
        chair_texts(reading, session),
        floor_told.signals(reading, session),
        floor_told.bracket_moves(reading, session),
        closings(reading, session),
    ]
    moves = itertools.chain.from_iterable(parts)
    yield from moves if reading.in_public else _of_people(reading, session, moves)


def _aside(reading: Reading, session: int) -> Iterator[Move]:
    """Yield what was done aside in a session: changes of mind, talks and trades."""
    if not session:
        yield from moves_beside_floor.openings(reading)
    yield from moves_beside_floor.changes(reading, session)
    yield from moves_beside_floor.talks(reading, session)


def _of_people(reading: Reading, session: int, moves: Iterable[Move]) -> Iterator[Move]:
    """Yield moves, those of people without a reason of their own: what moved a person, only the person knows.

    As little is known of what moved an agent of the user's own. Where a person said nothing, its instructions decided;
    where it opens is theirs too, also when they change, and talks that colleagues hold for it are not its own.
    """
    record = reading.record
    holders = {
        record.tableau.delegations[row]: "own_agent" if record.own_agent[session, row] else "person"
        for row in np.flatnonzero(record.played[session]).tolist()
    }
    for move in moves:
        holder = holders.get(move.delegation)
        is_its_own = move.cause != "colleagues" and move.move not in _OF_CAPITAL
        if holder is None or not is_its_own or _as_instructed(record, move):
            yield move
            continue
        cause = _of_whom(reading, move) if holder == "person" else holder
        yield replace(
            move,
            public_reason=NOTHING if cause == "counted_anew" else move.public_reason,
            private_reason=said(f"private.{cause}"),
            cause=cause,
            refused="",
            refused_because=NOTHING,
            red_line=NOTHING,
        )


def _of_whom(reading: Reading, move: Move) -> str:
    """Return who decided on a move of a seat in which a person sits: it, its instructions, or the text on the table."""
    record, session = reading.record, move.session - 1
    row = record.tableau.delegations.index(move.delegation)
    if move.move in _AT_THE_END:
        signs = move.move in SIGN_MOVES.values()
        return "person" if record.answered[row, int(signs)] else "instructed"
    if move.move not in (*_ON_FLOOR, "change_position"):
        return "person"
    issues = record.scenario.issues
    issue = next(at for at, one in enumerate(issues) if one.key == move.issue)
    if move.move == "change_position":
        return "person" if _spoke(record, session, row, issue) else "counted_anew"
    option = next(at for at, one in enumerate(issues[issue].options) if one.key == move.option)
    return "person" if record.said[session, row, issue, option] >= 0 else "instructed"


def _spoke(record: Record, session: int, row: int, issue: int) -> bool:
    """Return whether a person took the seat in a session, or said anything new on an issue in it."""
    said = record.said[:, row, issue]
    if not session:
        return bool((said[0] >= 0).any())
    return not record.played[session - 1, row] or bool((said[session] != said[session - 1]).any())


def _as_instructed(record: Record, move: Move) -> bool:
    """Return whether only its instructions, or whoever persuaded it, moved a seat on whose issue nothing is accepted.

    It is counted where it opens, then.
    """
    if move.move != "change_position":
        return False
    session, row = move.session - 1, record.tableau.delegations.index(move.delegation)
    issue = next(at for at, one in enumerate(record.scenario.issues) if one.key == move.issue)
    said = record.said[session, row, issue]
    return not (_spoke(record, session, row, issue) or ((said >= 0) & (said <= ACCEPTED)).any())


def chair_texts(reading: Reading, session: int) -> Iterator[Move]:
    """Yield the texts that the chair put in a session, counted from 0."""
    record = reading.record
    last = session + 1 == record.deadline[session]
    patience = 0 if reading.conference is None else reading.conference.chair_text.patience
    for issue in np.flatnonzero(record.chair_text[session] >= 0).tolist():
        option = int(record.chair_text[session, issue])
        waited = int((record.called[:session, issue] & ~record.is_clean[1 : session + 1, issue]).sum())
        cause = "last" if last else "stalled" if waited >= patience else "asked"
        private = said("private.chair_text.stalled", n=waited)
        yield Move(
            **reading.place(session, None, issue, option),
            move="issue_chair_text",
            public_reason=said("public.issue_chair_text", option=reading.labels[issue][option]),
            private_reason=private if cause == "stalled" else said(f"private.chair_text.{cause}"),
            cause=cause,
        )


def closings(reading: Reading, session: int) -> Iterator[Move]:
    """Yield what closed in a session, counted from 0, and that the conference was extended."""
    record = reading.record
    for issue in np.flatnonzero(record.closed_by[session] >= 0).tolist():
        option, by = int(record.table[session + 1, issue]), int(record.closed_by[session, issue])
        label = reading.labels[issue][option]
        if by:
            author = None if by == 1 else int(record.bridge_by[session])
            yield Move(
                **reading.place(session, author, issue, option),
                move="propose_package",
                public_reason=said("public.propose_package", option=label),
                private_reason=said("private.package"),
                cause="package",
            )
        objected = (
            0 if by else int((record.signal[session, :, issue, option] == floor_told.FORMAL_OBJECT).sum())
        )
        private = said("private.call_consensus", n=objected)
        if by and waits_for_call(reading, session, issue) is not None:
            private = Said.joined(private, said("private.call_consensus.uncalled"))
        yield Move(
            **reading.place(session, None, issue, option),
            move="call_consensus",
            public_reason=said(f"public.call_consensus.{'package' if by else 'floor'}"),
            private_reason=private,
            cause="package" if by else "floor",
        )
    still_open = int((~record.is_clean[session + 1]).sum())
    if session + 1 == record.deadline[session] < record.n_rounds:
        yield Move(
            **reading.place(session, None),
            move="extend",
            public_reason=said("public.extend"),
            private_reason=said("private.extend", n=still_open),
        )


def _ending(reading: Reading) -> Iterator[Move]:
    record = reading.record
    if record.outcome.voted:
        yield _chair_ends(reading, "call_vote", said("public.call_vote"), said("private.call_vote"))
    if record.outcome.referred:
        yield _chair_ends(
            reading, "refer_to_other_body", said("public.refer_to_other_body"), said("private.refer")
        )
    for issue in np.flatnonzero(
        is_adopted(record) & record.is_clean[-1] & (record.outcome.option < 0)
    ).tolist():
        yield _given_up(reading, issue)
    ends = "gavel" if is_adopted(record) else "adjourn"
    yield _chair_ends(reading, ends, outcome_sentence(record), NOTHING)
    for row in np.flatnonzero(record.outcome.joins >= 0).tolist():
        yield _stands(reading, row)
    for row in np.flatnonzero(record.outcome.signature >= 0).tolist():
        signature = SIGN_MOVES[SIGNATURES[record.outcome.signature[row]]]
        cause, private = _why_it_joined(reading, row)
        if cause == "salience" and signature == "sign_with_reservation":
            private = said("private.reject.salience.sign", share=_apart(reading))
        yield Move(
            **reading.place(record.n_rounds - 1, row),
            move=signature,
            public_reason=said(f"public.{signature}"),
            private_reason=private,
            cause=cause,
            amount=float(record.outcome.gain[row]),
        )


def _given_up(reading: Reading, issue: int) -> Move:
    """Return that an agreed clause was given up to save the document; `others` are those whom that won over."""
    record = reading.record
    won = by_capability(record, record.outcome.won_over[:, issue])
    names = Said.names([reading.names[row] for row in won], NAMED)
    return Move(
        **reading.place(record.n_rounds - 1, None, issue, int(record.table[-1, issue])),
        move="give_up_clause",
        others=tuple(record.tableau.delegations[row] for row in won),
        public_reason=said("public.give_up_clause", issue=reading.issues[issue]),
        private_reason=said(
            "private.give_up_clause" if won else "private.give_up_clause.closer", names=names
        ),
        cause="objections" if won else "closer",
    )


def _chair_ends(reading: Reading, move: str, public: Said, private: Said) -> Move:
    return Move(
        **reading.place(reading.record.n_rounds - 1, None),
        move=move,
        public_reason=public,
        private_reason=private,
        cause=reading.record.outcome.outcome_class,
    )


def _stands(reading: Reading, row: int) -> Move:
    record = reading.record
    move = JOIN_MOVES[JOINS[record.outcome.joins[row]]]
    public = (
        "public.join_consensus.vote"
        if record.outcome.voted and move == "join_consensus"
        else f"public.{move}"
    )
    if move == "dissociate" and record.outcome.objects[row]:
        public += ".objects"
    cause, private = _why_it_joined(reading, row)
    if (won := np.flatnonzero(record.outcome.won_over[row])).size:
        given_up = Said.listed(reading.issues[issue] for issue in won.tolist())
        private = Said.joined(said("private.join.won_over", issues=given_up), private)
    issue = next((issue for issue in range(len(reading.issues)) if _final_is_red(reading, row, issue)), -1)
    red_line = NOTHING
    if cause == "red_line" and issue >= 0:
        at = (record.n_rounds - 1, row, issue, int(record.outcome.option[issue]))
        red_line = limits.red_line(reading, at)
    return Move(
        **reading.place(record.n_rounds - 1, row),
        move=move,
        public_reason=said(public),
        private_reason=private,
        cause=cause,
        red_line=red_line,
        amount=float(record.outcome.gain[row]),
    )


def _final_is_red(reading: Reading, row: int, issue: int) -> bool:
    option = int(reading.record.left[issue])
    return option >= 0 and bool(reading.record.is_red[-1, row, issue, option])


def _why_it_joined(reading: Reading, row: int) -> tuple[str, Said]:
    """Return the cause of its stand to the document and the private reason."""
    stands = JOINS[reading.record.outcome.joins[row]]
    if any(_final_is_red(reading, row, issue) for issue in range(len(reading.issues))):
        return "red_line", said("private.reject.red")
    if stands in ("dissociates", "votes_against"):
        return _why_it_stays_out(reading, row)
    if reading.record.outcome.margin[row] < -ATOL:
        return "isolation", said("private.join.lonely")
    if stands == "joins_with_statement":
        return "statement", said("private.join.statement")
    price = float(reading.record.tableau.failure_cost[0, row])
    return _what_it_gained(float(reading.record.outcome.gain[row]), price)


def _why_it_stays_out(reading: Reading, row: int) -> tuple[str, Said]:
    """Return the cause for which it does not stand by the document, which crosses no red line of its own, and why."""
    outcome = reading.record.outcome
    refuses = outcome.objects[row] or outcome.voted
    steps_away = reading.conference is not None and reading.conference.adopt.steps_away
    falls_short = outcome.margin[row] < -ATOL
    loses = outcome.gain[row] + reading.record.tableau.failure_cost[0, row] < -ATOL
    if not refuses and not ((falls_short or loses) and steps_away):
        return "salience", said("private.reject.salience", share=_apart(reading))
    if not refuses and not falls_short:
        return "bloc", said("private.reject.with_bloc")
    if not loses:
        return (
            ("bloc", said("private.reject.by_bloc"))
            if falls_short
            else ("person", said("private.reject.though"))
        )
    return (
        ("shortfall", said("private.reject.short"))
        if refuses
        else ("isolation", said("private.reject.lonely"))
    )


def _apart(reading: Reading) -> Said:
    """Return the share of what it cares about from which a delegation steps away."""
    return Said.percent(0.0 if reading.conference is None else reading.conference.adopt.apart)


def _points(length: float) -> Said:
    """Return a length of the axis in whole points."""
    return said("number.points", n=Said.decimal(POINTS * length, ".0f"))


def _what_it_gained(gain: float, price: float) -> tuple[str, Said]:
    """Return cause and reason of a gain and a price of failure, both in lengths of the axis."""
    worth = {"gain": _points(abs(gain)), "price": _points(price)}
    if gain + price < -ATOL:
        return "bloc", said("private.join.by_bloc")
    if abs(gain) < EVEN:
        return "gain", said("private.join.even" if price >= EVEN else "private.join.even.free", **worth)
    if gain < 0:
        return "failure_cost", said("private.join.cost", **worth)
    return "gain", said("private.join.gain", **worth)
