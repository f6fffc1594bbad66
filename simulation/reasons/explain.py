"""Tells in plain sentences what a delegation did and why, from a log alone."""

from collections import Counter
from collections.abc import Iterator, Sequence

from simulation.errors import DelegationSimError
from simulation.reasons.moves import MOVES, Log, Move
from simulation.reasons.sentences import numbered, say
from simulation.text.render import names_in_words

__all__ = ["explain"]

ENDING = MOVES[MOVES.index("join_consensus") :]
KEY_SESSIONS = 3
WEIGHT = {
    "receive_instructions": 8,
    "propose_package": 6,
    "make_statement": 6,
    "lift_brackets": 5,
    "offer_trade": 4,
    "accept_trade": 4,
    "leave_coalition": 4,
    "found_coalition": 1,
    "request_brackets": 1,
    "propose_option": 2,
    "join_coalition": 1,
    "object_formally": 1,
}
"""What makes a session one to look at."""


def explain(log: Log, delegation: str, session: int | None = None) -> list[str]:
    """Return what a delegation did and why: in one session, or in the whole negotiation.

    A line that starts with two spaces belongs to the line above it.

    Args:
        log: Of the negotiation.
        delegation: Key.
        session: Counted from 1; None for a summary and the sessions that mattered most.

    Raises:
        UnknownComponentError: if no delegation has this key.
        DelegationSimError: if the session was not held.
    """
    log.roster.check(delegation)
    if session is None:
        return list(_summary(log, delegation))
    if not 1 <= session <= log.roster.sessions:
        message = f"Session {session} was not held. There were {log.roster.sessions}, counted from 1."
        raise DelegationSimError(message)
    return list(_session(log, delegation, session))


def _session(log: Log, delegation: str, session: int) -> Iterator[str]:
    moves = log.by(delegation, session)
    seekers = tuple(
        dict.fromkeys(
            move.delegation
            for move in log.moves
            if move.session == session and move.move == "consult_bilaterally" and delegation in move.others
        )
    )
    if seekers:
        others = names_in_words(seekers, log.roster.names)
        yield say("did.was_sought", who=log.roster.name(delegation), others=others)
    told = [move for move in moves if not _said_already(move, moves)]
    changed = [move for move in told if move.move == "change_position"]
    if changed:
        largest = max(changed, key=lambda move: abs(move.amount))
        yield _did(log, largest, len(changed))
        yield from _reasons(log, largest)
    for move in told:
        if move.move != "change_position":
            yield _did(log, move)
            yield from _reasons(log, move)
    if not told and not seekers:
        yield say("explain.nothing", who=log.roster.name(delegation), session=session)


def _said_already(move: Move, moves: Sequence[Move]) -> bool:
    """Brackets that merely repeat an objection, and a wording supported that one tabled oneself."""
    spoken = {(other.move, other.issue, other.option) for other in moves}
    at = (move.issue, move.option)
    if move.move == "request_brackets":
        return ("object_formally", *at) in spoken
    return move.move == "support" and ("propose_option", *at) in spoken


def _did(log: Log, move: Move, times: int = 1) -> str:
    roster = log.roster
    key = f"did.{move.move}"
    if move.move == "found_coalition" and not move.others:
        key += ".alone"
    elif times > 1:
        key += ".many"
    poles = roster.poles.get(move.issue, ["", ""])
    return say(
        key,
        n=times,
        who=roster.name(move.delegation),
        issue=roster.issues.get(move.issue, ""),
        option=roster.option(move.issue, move.option),
        others=names_in_words(move.others, roster.names, 4),
        amount=f"{abs(move.amount):.2f}",
        pole=poles[move.amount > 0],
        document=roster.document,
    )


def _reasons(log: Log, move: Move) -> Iterator[str]:
    if move.public_reason:
        yield "  " + say("explain.public", reason=f"“{move.public_reason}”")
    if move.private_reason:
        yield "  " + say("explain.private", reason=move.private_reason)
    if move.red_line:
        yield "  " + say("explain.red_line", reason=move.red_line)
    if move.refused and move.refused != move.option:
        option = log.roster.option(move.issue, move.refused)
        yield "  " + say("explain.refused", option=option, reason=move.refused_because)


def _summary(log: Log, delegation: str) -> Iterator[str]:
    moves = log.by(delegation)
    if not moves:
        yield say("summary.nothing", who=log.roster.name(delegation))
        return
    yield _furthest(log, delegation, moves)
    yield from _coalition(log, moves)
    yield from _tabled(log, moves)
    yield from _objected(log, moves)
    yield from _talked(log, moves)
    for move in moves:
        if move.move in ENDING:
            yield _did(log, move)
            yield from _reasons(log, move)
    key_sessions = _key_sessions(moves)
    if key_sessions:
        yield say("summary.key")
    for session in key_sessions:
        yield say("explain.session", session=session)
        heavy = sorted(
            (move for move in log.by(delegation, session) if move.move in WEIGHT),
            key=lambda move: (-WEIGHT[move.move], MOVES.index(move.move)),
        )
        for move in heavy[:2]:
            yield f"  {_did(log, move)} {move.private_reason}".rstrip()


def _furthest(log: Log, delegation: str, moves: Sequence[Move]) -> str:
    who = log.roster.name(delegation)
    amounts: Counter[str] = Counter()
    for move in moves:
        if move.move == "change_position":
            amounts[move.issue] += move.amount  # type: ignore[assignment] # a Counter adds any numbers
    if not amounts:
        return say("summary.still", who=who)
    issue = max(amounts, key=lambda key: abs(amounts[key]))
    largest = max(
        (move for move in moves if move.move == "change_position" and move.issue == issue),
        key=lambda move: abs(move.amount),
    )
    return say(
        "summary.moved",
        who=who,
        issue=log.roster.issues[issue],
        amount=f"{abs(amounts[issue]):.2f}",
        pole=log.roster.poles[issue][amounts[issue] > 0],
        reason=largest.private_reason,
    )


def _coalition(log: Log, moves: Sequence[Move]) -> Iterator[str]:
    """Tell the coalition it stood with last on each issue."""
    last: dict[str, Move] = {}
    for move in moves:
        if move.move in ("found_coalition", "join_coalition") and move.others:
            last[move.issue] = move
    for move in last.values():
        yield say(
            "summary.coalition",
            option=log.roster.option(move.issue, move.option),
            issue=log.roster.issues[move.issue],
            others=names_in_words(move.others, log.roster.names, 4),
        )


def _tabled(log: Log, moves: Sequence[Move]) -> Iterator[str]:
    tabled = {(move.issue, move.option) for move in moves if move.move == "propose_option"}
    if tabled:
        agreed = {(move.issue, move.option) for move in log.moves if move.move == "call_consensus"}
        kept = len(tabled & agreed)
        key = "summary.tabled" if kept else "summary.tabled.none"
        yield numbered(key, len(tabled), kept=kept)


def _objected(log: Log, moves: Sequence[Move]) -> Iterator[str]:
    objections = [move for move in moves if move.move == "object_formally"]
    if not objections:
        return
    (issue, option), _ = Counter((move.issue, move.option) for move in objections).most_common(1)[0]
    yield numbered(
        "summary.objected",
        len(objections),
        option=log.roster.option(issue, option),
        issue=log.roster.issues[issue],
    )
    order = list(log.roster.issues)
    crossed = sorted((move for move in objections if move.red_line), key=lambda move: order.index(move.issue))
    for line in dict.fromkeys(move.red_line for move in crossed):
        yield "  " + say("explain.red_line", reason=line)


def _talked(log: Log, moves: Sequence[Move]) -> Iterator[str]:
    met = Counter(other for move in moves if move.move == "consult_bilaterally" for other in move.others)
    if met:
        most = tuple(key for key, _ in met.most_common(3))
        yield say("summary.talks", n=met.total(), others=names_in_words(most, log.roster.names))
    trades = sum(move.move in ("offer_trade", "accept_trade") for move in moves)
    if trades:
        yield numbered("summary.traded", trades)


def _key_sessions(moves: Sequence[Move]) -> list[int]:
    weights: Counter[int] = Counter()
    for move in moves:
        weights[move.session] += WEIGHT.get(move.move, 0)
    heaviest = sorted(weights, key=lambda session: (-weights[session], session))[:KEY_SESSIONS]
    return sorted(session for session in heaviest if weights[session])
