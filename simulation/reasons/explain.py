"""Tells in plain sentences what a delegation did and why, from a log alone."""

from collections.abc import Iterator, Mapping, Sequence

from simulation.errors import DelegationSimError
from simulation.reasons.account_line import Line
from simulation.reasons.delegation_summary import summary
from simulation.reasons.group_changes import Groups
from simulation.reasons.move_told import did, named, reasons_of, who
from simulation.reasons.moves_logged import CHAIR, SIGNED, Log, Move
from simulation.words import Said, said, say

__all__ = ["explain", "without_a_document"]


def explain(
    log: Log, delegation: str, session: int | None = None, *, groups: Groups | None = None
) -> list[Line]:
    """Return the account of a delegation: its moves and their reasons, in one session or in all.

    Args:
        log: Of the negotiation.
        delegation: Key.
        session: Counted from 1; None for a summary and the sessions that mattered most.
        groups: The groups detected; None to leave out why a delegation changed group.

    Raises:
        UnknownComponentError: if no delegation has this key.
        DelegationSimError: if the session was not held.
    """
    log.roster.check(delegation)
    if session is None:
        return _noted(log, [*summary(log, delegation), *_groups_in_all(delegation, groups)])
    if not 1 <= session <= log.roster.sessions:
        raise DelegationSimError(say("explain.not_held", session=session, n=log.roster.sessions))
    changed = list(_change_of_group(log, delegation, session, groups))
    return _noted(log, [*changed, *_session(log, delegation, session, is_told=bool(changed))])


def without_a_document(log: Log, kept: Mapping[str, Sequence[str]]) -> Iterator[Line]:
    """Yield who kept a negotiation without a document.

    Args:
        log: Of the negotiation.
        kept: Keys of the delegations that kept brackets to the end, by key of the issue.
    """
    yield Line(said("explain.no_document"))
    for issue, name in log.roster.issues.items():
        if kept.get(issue):
            yield Line(
                said("explain.kept", issue=name, who=named(kept[issue], log.roster.names, len(kept[issue])))
            )
    if not any(kept.values()):
        yield Line(said("explain.whole"))


def _noted(log: Log, lines: list[Line]) -> list[Line]:
    """Add what is assumed about red lines, if any line tells of one that is."""
    is_told = any(line.text.key == "red.assumed" for line in lines)
    return [*lines, Line(log.roster.assumed)] if is_told else lines


def _groups_in_all(delegation: str, groups: Groups | None) -> Iterator[Line]:
    """Yield in which sessions it changed group."""
    row = groups.row(delegation) if groups else None
    told = [] if groups is None or row is None else [str(each) for each in groups.sessions_of_change(row)]
    if told:
        yield Line(said("group.all", n=len(told), sessions=Said.names(told, len(told))))


def _change_of_group(log: Log, delegation: str, session: int, groups: Groups | None) -> Iterator[Line]:
    """Yield that it is in another group after a session, and why; what it signed follows with its other moves."""
    row = groups.row(delegation) if groups else None
    if groups is None or row is None or not groups.has_changed(row, session):
        return
    yield Line(groups.headline(row, session))
    yield from (Line(sentence, 1) for sentence in groups.why(row, session))
    signed = any(move.move in SIGNED for move in log.by(delegation, session))
    yield Line(said("group.read.signed" if signed else "group.read.unsigned"), 1)


def _session(log: Log, delegation: str, session: int, *, is_told: bool = False) -> Iterator[Line]:
    moves = log.by(delegation, session)
    seekers = tuple(
        dict.fromkeys(
            move.delegation
            for move in log.moves
            if move.session == session and move.move == "consult_bilaterally" and delegation in move.others
        )
    )
    if seekers:
        others = named(seekers, log.roster.names)
        yield Line(said("did.was_sought", who=who(log.roster, delegation), others=others))
    told = [move for move in moves if move.move != "state_position" and not _said_already(move, moves)]
    changed = [move for move in told if move.move == "change_position"]
    if changed:
        largest = max(changed, key=lambda move: abs(move.amount))
        yield Line(did(log, largest, len(changed)))
        yield from reasons_of(log, largest)
    # Two that sought each other out strike one trade in two talks: what reads alike is told once.
    lines = [
        (Line(did(log, move)), *reasons_of(log, move)) for move in told if move.move != "change_position"
    ]
    for alike in dict.fromkeys(lines):
        yield from alike
    by_chair = list(_of_the_chair(log, delegation, session))
    yield from by_chair
    if not (told or seekers or by_chair or is_told):
        yield Line(said("explain.nothing", who=who(log.roster, delegation), session=session))


def _of_the_chair(log: Log, delegation: str, session: int) -> Iterator[Line]:
    """Yield what the chair told of that a delegation had to do with: a group it sat in, a clause it stood against."""
    for move in log.by(CHAIR, session):
        if delegation in move.others:
            yield Line(did(log, move))
            yield Line(move.private_reason, 1)


def _said_already(move: Move, moves: Sequence[Move]) -> bool:
    """Brackets that merely repeat an objection, and a wording supported that one tabled oneself."""
    spoken = {(other.move, other.issue, other.option) for other in moves}
    at = (move.issue, move.option)
    if move.move == "request_brackets":
        return ("object_formally", *at) in spoken
    return move.move == "support" and ("propose_option", *at) in spoken
