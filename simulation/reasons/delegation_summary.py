"""Sums up what one delegation did in a whole negotiation, from a log alone."""

from collections import Counter
from collections.abc import Iterator, Sequence

from simulation.reasons.account_line import Line
from simulation.reasons.deals import deals_of
from simulation.reasons.move_told import did, named, reasons_of, who
from simulation.reasons.movement import tell_steps, way_told
from simulation.reasons.moves_logged import MOVES, Log, Move
from simulation.words import Said, said

__all__ = ["summary"]

ENDING = MOVES[MOVES.index("join_consensus") :]
KEY_SESSIONS = 3
WEIGHT = {
    "receive_instructions": 8,
    "propose_package": 6,
    "make_statement": 6,
    "lift_brackets": 5,
    "leave_coalition": 4,
    "propose_option": 2,
}
"""What makes a session one to look at, besides what the lines on issues, talks and trades tell."""


def summary(log: Log, delegation: str) -> Iterator[Line]:
    """Yield the summary: a line for each issue, talks and trades, the stand at the end, at most three sessions."""
    moves = log.by(delegation)
    if all(move.move == "state_position" for move in moves):
        yield Line(said("summary.nothing", who=who(log.roster, delegation)))
        return
    yield Line(_furthest(log, delegation, moves))
    for issue in log.roster.issues:
        yield from _issue(log, issue, [move for move in moves if move.issue == issue])
    for told in (*_tabled(log, moves), *_refused(log, moves), *_talked(log, delegation, moves)):
        yield Line(told)
    for move in moves:
        if move.move in ENDING:
            yield Line(did(log, move))
            yield from reasons_of(log, move)
    yield from _key_sessions(log, moves)


def _furthest(log: Log, delegation: str, moves: Sequence[Move]) -> Said:
    steps: dict[str, list[Move]] = {}
    for move in moves:
        if move.move == "change_position":
            steps.setdefault(move.issue, []).append(move)
    if not steps:
        return said("summary.still", who=who(log.roster, delegation))
    ways = {issue: sum(step.amount for step in taken) for issue, taken in steps.items()}
    issue = max(ways, key=lambda key: abs(ways[key]))
    return said(
        "summary.moved",
        who=who(log.roster, delegation),
        issue=log.roster.issues[issue],
        amount=way_told(ways[issue]),
        pole=Said.pole(log.roster.poles[issue][ways[issue] > 0]),
        reason=tell_steps(steps[issue], ways[issue]),
    )


def _issue(log: Log, issue: str, moves: Sequence[Move]) -> Iterator[Line]:
    """Yield what it did on one issue in a line, and its limits, as last met, in another."""
    stood = [move for move in moves if move.move in ("state_position", "change_position")]
    if not stood:
        return
    yield Line(Said.joined(_stood(log, issue, stood), *_coalition(log, moves), _fate(log, issue)))
    limits = [move.red_line for move in moves if move.red_line]
    if limits:
        yield Line(limits[-1], 1)


def _stood(log: Log, issue: str, stood: Sequence[Move]) -> Said:
    way = sum(move.amount for move in stood if move.move == "change_position")
    first, last = (log.roster.option(issue, stood[place].option) for place in (0, -1))
    key = "still" if f"{abs(way):.2f}" == "0.00" else "near" if first == last else "moved"
    return said(
        f"summary.issue.{key}",
        issue=log.roster.issues[issue],
        first=first,
        last=last,
        amount=way_told(way),
        pole=Said.pole(log.roster.poles[issue][way > 0]),
    )


def _coalition(log: Log, moves: Sequence[Move]) -> Iterator[Said]:
    """Tell for how many wordings it stood with others, and which was the last."""
    stood = [move for move in moves if move.move in ("found_coalition", "join_coalition") and move.others]
    if stood:
        last = stood[-1]
        yield said(
            "summary.coalition",
            n=len({move.option for move in stood}),
            option=log.roster.option(last.issue, last.option),
            others=named(last.others, log.roster.names, 4),
        )


def _fate(log: Log, issue: str) -> Said:
    agreed = [move for move in log.moves if move.move == "call_consensus" and move.issue == issue]
    if not agreed:
        return said("summary.open")
    last = agreed[-1]
    key = "referred" if last.option in log.roster.elsewhere[issue] else "agreed"
    return said(f"summary.{key}", s=last.session, option=log.roster.option(issue, last.option))


def _tabled(log: Log, moves: Sequence[Move]) -> Iterator[Said]:
    tabled = {(move.issue, move.option) for move in moves if move.move == "propose_option"}
    if tabled:
        agreed = {(move.issue, move.option) for move in log.moves if move.move == "call_consensus"}
        kept = len(tabled & agreed)
        yield said("summary.tabled" if kept else "summary.tabled.none", n=len(tabled), kept=kept)


def _refused(log: Log, moves: Sequence[Move]) -> Iterator[Said]:
    refused = Counter((move.issue, move.option) for move in moves if move.move == "object_formally")
    if refused:
        (issue, option), times = refused.most_common(1)[0]
        yield said(
            "summary.refused.again" if times > 1 else "summary.refused",
            n=len(refused),
            m=said("summary.issues", n=len({key for key, _ in refused})),
            option=log.roster.option(issue, option),
            issue=log.roster.issues[issue],
        )
    own = {
        (move.issue, move.option)
        for move in moves
        if move.move == "object_formally" and move.cause != "instructed"
    }
    if left := len(refused) - len(own):
        yield said("summary.refused.instructed" if own else "summary.refused.instructed.all", n=left)


def _talked(log: Log, delegation: str, moves: Sequence[Move]) -> Iterator[Said]:
    own = [move for move in moves if move.move == "consult_bilaterally" and move.cause != "colleagues"]
    met = Counter(other for move in own for other in move.others)
    if met:
        most = tuple(key for key, _ in met.most_common(3))
        yield said("summary.talks", n=met.total(), others=named(most, log.roster.names))
    sides = [deal.sides for deal in deals_of(log.moves)]
    traded = Counter(
        (mine[1], other[1]) for one in sides for mine, other in (one, one[::-1]) if mine[0] == delegation
    )
    if traded:
        (give, get), _ = traded.most_common(1)[0]
        names = log.roster.issues
        yield said("summary.traded", n=traded.total(), give=names[give], get=names[get])


def _key_sessions(log: Log, moves: Sequence[Move]) -> Iterator[Line]:
    """Yield the sessions that mattered most, two sentences each; none is said twice."""
    weights: Counter[int] = Counter()
    for move in moves:
        weights[move.session] += WEIGHT.get(move.move, 0)
    heaviest = sorted(weights, key=lambda session: (-weights[session], session))[:KEY_SESSIONS]
    lines: list[Line] = []
    for session in sorted(session for session in heaviest if weights[session]):
        told = [line for line in _heaviest(log, moves, session) if line not in lines]
        if told:
            lines += [Line(said("explain.session", session=session)), *told]
    if lines:
        yield Line(said("summary.key"))
        yield from lines


def _heaviest(log: Log, moves: Sequence[Move], session: int) -> list[Line]:
    heavy = sorted(
        (move for move in moves if move.session == session and move.move in WEIGHT),
        key=lambda move: (-WEIGHT[move.move], MOVES.index(move.move)),
    )
    lifted: dict[Said, list[str]] = {}
    for move in heavy:
        if move.move == "lift_brackets":
            lifted.setdefault(move.private_reason, []).append(move.issue)
    told = []
    for move in heavy:
        issues = lifted.pop(move.private_reason, []) if move.move == "lift_brackets" else [move.issue]
        if issues:
            told.append(Line(Said.joined(did(log, move, issues=issues), move.private_reason), 1))
    return told[:2]
