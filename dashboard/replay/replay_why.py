"""Why each delegation moved, with whom it dealt, and what was said in the room."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import numpy as np

from dashboard.components.packing import pack
from dashboard.replay.replay_contract import Links, Proposal, Reason, Reasons
from dashboard.replay.replay_moved import moved_told
from dashboard.replay.replay_view import View
from dashboard.replay.typicality import FEWEST
from simulation.reasons import CHAIR, SIGNED, Move, deals_of, did
from simulation.words import numbered, say, told_in

__all__ = ["LARGE", "UNSAID", "links_of", "log_of", "moves_by_session", "reasons_of"]

LARGE: Final = 2_500
"""Delegations times sessions from which only the selected delegation's reasons are told."""
_MOST: Final = 5
_DEALT: Final = 2
"""Partners named in the deals of the same two issues."""
_SIGNED: Final = 2
"""Signatures told beside a change of group."""
_DID: Final = ("propose_option", "leave_coalition", "lift_brackets", "request_brackets", "make_statement")
"""What is told of a delegation besides its change of position, the first that fits."""
UNSAID: Final = frozenset(
    {"state_position", "change_position", "consult_bilaterally", "offer_trade", "accept_trade", "keep_silent"}
)
"""Moves that the log leaves out, or tells as a deal; all others are made before the whole room, or known in it."""

type Moves = Mapping[int, Sequence[Move]]


def moves_by_session(view: View) -> Moves:
    """Return the moves of each session, in the order in which they were made."""
    moves: dict[int, list[Move]] = defaultdict(list)
    for move in view.run.log.moves:
        moves[move.session].append(move)
    return moves


def reasons_of(view: View, moves: Moves, selected: str | None) -> Reasons:
    """Return why delegations moved; in a large room only why the selected one did."""
    everybody = len(view.run.delegations) * view.sessions <= LARGE
    by: dict[str, dict[str, Reason]] = {}
    done: dict[str, list[Move]] = defaultdict(list)
    """What each did up to a session."""
    for session in range(1, view.sessions + 1):
        own: dict[str, list[Move]] = defaultdict(list)
        for move in moves.get(session, ()):
            if move.delegation != CHAIR and (everybody or move.delegation == selected):
                own[move.delegation].append(move)
        for key, moves_of_it in own.items():
            done[key] += moves_of_it
            reason = _reason(view, session, view.row[key], moves_of_it, done[key])
            if reason is not None:
                by.setdefault(str(view.row[key]), {})[str(session)] = reason
    return Reasons(all=everybody, by=by)


def _reason(
    view: View, session: int, row: int, moves: Sequence[Move], before: Sequence[Move]
) -> Reason | None:
    steps = [move for move in moves if move.move == "change_position"]
    refused, because = _refused(view, moves)
    did = _did(view, moves)
    crossed = view.label[session, row] != view.label[session - 1, row]
    if not (steps or refused or did or crossed):
        return None
    steps.sort(key=lambda step: -abs(_weighted(view, step)))
    freq, leader = _frequency(view, session, row)
    return Reason(
        {
            "told": view.pool.text(moved_told(view, session, steps, before, crossed=crossed)),
            "group": [view.pool.text(text) for text in _group(view, session, row, moves)] if crossed else [],
            "parts": _parts(view, steps),
            "refused": view.pool.maybe(refused),
            "because": view.pool.maybe(because),
            "public": view.pool.maybe(view.told(steps[0].public_reason)) if steps else -1,
            "private": view.pool.maybe(did),
            "freq": freq,
            "with": leader,
        }
    )


def _group(view: View, session: int, row: int, moves: Sequence[Move]) -> Iterator[str]:
    """Yield why a delegation is in another group than before, then what it signed or took its name off."""
    signed = [move for move in moves if move.move in SIGNED]
    with told_in(view.words.language):
        yield from map(str, view.run.groups.why(row, session))
        yield say("group.read.signed" if signed else "group.read.unsigned")
        for move in signed[:_SIGNED]:
            yield f"{did(view.run.log, move)} {view.told(move.private_reason)}".strip()
        if len(signed) > _SIGNED:
            yield numbered("group.signed.more", len(signed) - _SIGNED)


def _weighted(view: View, step: Move) -> float:
    """Return what a step on one issue comes to on the main axis."""
    return step.amount * float(view.axes.weight[view.issue[step.issue]])


def _parts(view: View, steps: Sequence[Move]) -> list[tuple[int, int, int]]:
    """Return the move on the main axis by cause, largest first: label, reason of the largest step, amount."""
    causes: dict[str, list[Move]] = defaultdict(list)
    for step in steps:
        causes[step.cause].append(step)
    parts = [
        (
            view.pool.text(view.say(f"cause.{cause}")),
            view.pool.text(_note(view, own)),
            round(1000 * sum(_weighted(view, step) for step in own)),
        )
        for cause, own in causes.items()
    ]
    return sorted(parts, key=lambda part: -abs(part[2]))[:_MOST]


def _note(view: View, steps: Sequence[Move]) -> str:
    first = steps[0]
    name = view.run.log.roster.issues[first.issue]
    return view.counted("why.note", len(steps) - 1, issue=name, reason=view.told(first.private_reason))


def _refused(view: View, moves: Sequence[Move]) -> tuple[str, str]:
    """Return what was turned down, and why: a red line first, then what fell shortest.

    Of a person, what it turned down itself; how many more its instructions did stands behind the reason.
    """
    every = [move for move in moves if move.move == "object_formally"]
    objections = [move for move in every if move.cause != "instructed"] or every
    if not objections:
        return "", ""
    first = min(objections, key=lambda move: (move.cause != "red_line", move.amount))
    told = view.counted(
        "why.refused",
        len(objections) - 1,
        option=view.options[first.issue, first.option],
        issue=view.run.log.roster.issues[first.issue],
    )
    because = view.told(first.private_reason)
    if by_instructions := len(every) - len(objections):
        because = f"{because} {view.counted('why.refused.instructed', by_instructions)}"
    return told, because


def _did(view: View, moves: Sequence[Move]) -> str:
    """Return what else it did that others saw, with its own reason."""
    for kind in _DID:
        for move in moves:
            if move.move == kind:
                return view.say(
                    f"why.did.{kind}",
                    option=view.options[move.issue, move.option],
                    issue=view.run.log.roster.issues[move.issue],
                    reason=view.told(move.private_reason),
                )
    return ""


def _frequency(view: View, session: int, row: int) -> tuple[int | None, int]:
    """Return in how many runs a delegation stands as it does here, and with whom that is; -1: alone."""
    label = view.label[session]
    leader = -1
    if label[row] >= 0:
        others = [other for other in np.flatnonzero(label == label[row]).tolist() if other != row]
        leader = view.by_voice(others)[0]
    ensemble = view.ensemble
    if ensemble is None or ensemble.n < FEWEST:
        return None, leader
    hits = ensemble.alone(session) if leader < 0 else ensemble.together(session, leader)
    return int(hits[row]), leader


def links_of(view: View, moves: Moves) -> list[Links]:
    """Return the dealings before the first session (none) and in each."""
    return [_links(view, moves.get(session, ())) for session in range(view.sessions + 1)]


def _links(view: View, moves: Sequence[Move]) -> Links:
    trades = [_pair(view, move) for move in moves if move.move == "offer_trade"]
    asked: dict[tuple[str, str], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for move in moves:
        if move.move in ("support", "can_live_with", "object_formally"):
            asked[move.issue, move.option][move.move == "object_formally"].append(view.row[move.delegation])
    return Links(
        trades=_packed(trades),
        proposals=[
            Proposal(
                by=-1 if move.delegation == CHAIR else view.row[move.delegation],
                what=view.pool.text(view.options[move.issue, move.option]),
                yes=view.pool.set(asked[move.issue, move.option][0]),
                no=view.pool.set(asked[move.issue, move.option][1]),
            )
            for move in moves
            if move.move in ("propose_option", "issue_chair_text")
        ],
    )


def _pair(view: View, move: Move) -> tuple[int, int]:
    return view.row[move.delegation], view.row[move.others[0]]


def _packed(pairs: Iterable[tuple[int, int]]) -> str:
    return pack(row for pair in pairs for row in pair)


def log_of(view: View, moves: Moves) -> list[list[tuple[int, int, int]]]:
    """Return what was said in the room: who (the first by capability), what, and all who did."""
    return [[], *(_said(view, moves.get(session, ())) for session in range(1, view.sessions + 1))]


def _deals(view: View, moves: Sequence[Move]) -> list[tuple[int, int, int]]:
    """Return the deals with both sides, those of the same two issues as one, told by who moved on the first of them."""
    issues, moved = list(view.issue), defaultdict[tuple[str, ...], dict[str, list[int]]](dict)
    for deal in deals_of(moves):
        pair = tuple(sorted((issue for _, issue in deal.sides), key=issues.index))
        for key, issue in deal.sides:
            moved[pair].setdefault(issue, []).append(view.row[key])
    names = view.run.log.roster.issues
    entries = []
    for pair, rows in sorted(moved.items(), key=lambda item: -len(item[1][item[0][0]])):
        first, others = (view.by_voice(list(dict.fromkeys(rows[issue]))) for issue in (pair[0], pair[-1]))
        text = view.say("deal", issue=names[pair[0]], other=names[pair[-1]], names=view.names(others, _DEALT))
        entries.append((first[0], view.pool.text(text), view.pool.set(first)))
    return entries


def _said(view: View, moves: Sequence[Move]) -> list[tuple[int, int, int]]:
    same: dict[tuple[str, str, str], list[int]] = {}
    for move in moves:
        if move.move not in UNSAID:
            who = same.setdefault((move.move, move.issue, move.option), [])
            if move.delegation != CHAIR:
                who.append(view.row[move.delegation])
    entries = []
    for (kind, issue, option), who in same.items():
        rows = view.by_voice(list(dict.fromkeys(who)))
        text = view.say(
            f"log.{kind}",
            issue=view.run.log.roster.issues.get(issue, ""),
            option=view.options.get((issue, option), ""),
        )
        entries.append((rows[0] if rows else -1, view.pool.text(text), view.pool.set(rows)))
    return [*entries, *_deals(view, moves)]
