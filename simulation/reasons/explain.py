"""Tells in plain sentences what a delegation did and why, from a log alone."""

from collections.abc import Iterator, Mapping, Sequence

from simulation.errors import DelegationSimError
from simulation.reasons.groups import Groups
from simulation.reasons.move_told import did, reasons_of
from simulation.reasons.moves import CHAIR, SIGNED, Log, Move
from simulation.reasons.summary import summary
from simulation.text.render import names_in_words
from simulation.words import names_joined, numbered, say

__all__ = ["explain", "without_a_document"]


def explain(
    log: Log, delegation: str, session: int | None = None, *, groups: Groups | None = None
) -> list[str]:
    """Return what a delegation did and why: in one session, or in the whole negotiation.

    A line that starts with two spaces belongs to the line above it.

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
        message = f"Session {session} was not held. There were {log.roster.sessions}, counted from 1."
        raise DelegationSimError(message)
    changed = list(_change_of_group(log, delegation, session, groups))
    return _noted(log, [*changed, *_session(log, delegation, session, is_told=bool(changed))])


def without_a_document(log: Log, kept: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield who kept a negotiation without a document.

    Args:
        log: Of the negotiation.
        kept: Keys of the delegations that kept brackets to the end, by key of the issue.
    """
    yield say("explain.no_document")
    for issue, name in log.roster.issues.items():
        if kept.get(issue):
            who = names_joined([log.roster.name(key) for key in kept[issue]], len(kept[issue]))
            yield say("explain.kept", issue=name, who=who)
    if not any(kept.values()):
        yield say("explain.whole")


def _noted(log: Log, lines: list[str]) -> list[str]:
    """Add what is assumed about red lines, if any line tells of one that is."""
    assumed = {str(move.red_line) for move in log.moves if move.red_line.key == "red.assumed"}
    return [*lines, str(log.roster.assumed)] if any(line.strip() in assumed for line in lines) else lines


def _groups_in_all(delegation: str, groups: Groups | None) -> Iterator[str]:
    """Yield in which sessions it changed group."""
    row = groups.row(delegation) if groups else None
    told = [] if groups is None or row is None else [str(each) for each in groups.sessions_of_change(row)]
    if told:
        yield numbered("group.all", len(told), sessions=names_joined(told, len(told)))


def _change_of_group(log: Log, delegation: str, session: int, groups: Groups | None) -> Iterator[str]:
    """Yield that it is in another group after a session, and why; what it signed follows with its other moves."""
    row = groups.row(delegation) if groups else None
    if groups is None or row is None or not groups.has_changed(row, session):
        return
    yield str(groups.headline(row, session))
    yield from (f"  {line}" for line in groups.why(row, session))
    signed = any(move.move in SIGNED for move in log.by(delegation, session))
    yield "  " + say("group.read.signed" if signed else "group.read.unsigned")


def _session(log: Log, delegation: str, session: int, *, is_told: bool = False) -> Iterator[str]:
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
    told = [move for move in moves if move.move != "state_position" and not _said_already(move, moves)]
    changed = [move for move in told if move.move == "change_position"]
    if changed:
        largest = max(changed, key=lambda move: abs(move.amount))
        yield did(log, largest, len(changed))
        yield from reasons_of(log, largest)
    # Two that sought each other out strike one trade in two talks: what reads alike is told once.
    lines = [(did(log, move), *reasons_of(log, move)) for move in told if move.move != "change_position"]
    for alike in dict.fromkeys(lines):
        yield from alike
    by_chair = list(_of_the_chair(log, delegation, session))
    yield from by_chair
    if not (told or seekers or by_chair or is_told):
        yield say("explain.nothing", who=log.roster.name(delegation), session=session)


def _of_the_chair(log: Log, delegation: str, session: int) -> Iterator[str]:
    """Yield what the chair told of that a delegation had to do with: a group it sat in, a clause it stood against."""
    for move in log.by(CHAIR, session):
        if delegation in move.others:
            yield did(log, move)
            yield f"  {move.private_reason}"


def _said_already(move: Move, moves: Sequence[Move]) -> bool:
    """Brackets that merely repeat an objection, and a wording supported that one tabled oneself."""
    spoken = {(other.move, other.issue, other.option) for other in moves}
    at = (move.issue, move.option)
    if move.move == "request_brackets":
        return ("object_formally", *at) in spoken
    return move.move == "support" and ("propose_option", *at) in spoken
