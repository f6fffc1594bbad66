"""What happens beside the floor: instructions, changes of position, talks and trades, coalitions."""

from collections.abc import Iterator, Sequence

import numpy as np

from simulation.arrays import ATOL
from simulation.reasons.delivered import delivers
from simulation.reasons.ending_in_words import is_asked
from simulation.reasons.moves_logged import Move, OwnPart
from simulation.reasons.order_of_work import calls
from simulation.reasons.passed_over import passed_over
from simulation.reasons.record_reading import CAUSES, Reading
from simulation.words import Said, said

__all__ = ["changes", "coalition_moves", "instructions", "openings", "talks"]

NOTICEABLE = 0.005
"""Smaller changes of position are not told."""
LITTLE, FAR = 0.05, 0.25
"""Changes below and from which a delegation speaks of a little flexibility, and of a long way."""


def instructions(reading: Reading, session: int) -> Iterator[Move]:
    """Yield new instructions that arrive at the start of a session, counted from 0."""
    rows = set(reading.record.tableau.delegations)
    for event in reading.record.scenario.events:
        if event.session == session + 1 and event.kind == "instruction" and event.delegation in rows:
            yield Move(
                session=session + 1,
                delegation=event.delegation,
                move="receive_instructions",
                issue=event.issue or "",
                public_reason=said("public.receive_instructions"),
                private_reason=Said.verbatim(event.note),
                cause="instructions",
            )


def openings(reading: Reading) -> Iterator[Move]:
    """Yield the opening position of every delegation on every issue."""
    record = reading.record
    for row, issue in np.ndindex(record.position.shape[1:]):
        place = float(record.tableau.ideal[0, row, issue])
        yield Move(
            **reading.place(0, row, issue, _nearest(reading, 0, issue, place)),
            move="state_position",
            private_reason=said("private.state"),
            cause="mandate",
            amount=place,
        )


def _nearest(reading: Reading, held: int, issue: int, place: float) -> int:
    """Return the option that lies nearest to a place on the axis, one that leaves a text if two are as near.

    One that a drafting group may write counts once it was on the floor in one of the sessions held.
    """
    record, tableau = reading.record, reading.record.tableau
    away = np.abs(reading.ladder[issue] - place) + np.where(tableau.commits[issue], 0.0, ATOL)
    is_there = ~tableau.drafted[issue] | record.on_floor[:held, issue].any(axis=0)
    return int(np.argmin(np.where(tableau.valid[issue] & is_there, away, np.inf)))


def changes(reading: Reading, session: int) -> Iterator[Move]:
    """Yield every noticeable change of position, against the session before or the opening position."""
    record = reading.record
    before = record.position[session - 1] if session else record.tableau.ideal[0]
    step = record.position[session] - before
    tables = reading.places(record.table[session + 1])
    shares = reading.shares_of_change(session)
    for row, issue in np.argwhere(np.abs(step) > NOTICEABLE).tolist():
        cause = CAUSES[int(np.argmax(shares[:, row, issue] * np.sign(step[row, issue])))]
        if cause == "wish":
            cause = _why_it_wishes(reading, session, row, issue)
        elif cause == "clock" and issue in calls(reading, session):
            cause = "called"
        gaps = [abs(float(place[row, issue] - tables[issue])) for place in (before, record.position[session])]
        after = float(record.position[session, row, issue])
        how = _how(gaps, abs(step[row, issue]))
        yield Move(
            **reading.place(session, row, issue, _nearest(reading, session + 1, issue, after)),
            move="change_position",
            public_reason=said(f"public.change.{how}", issue=reading.issues[issue]),
            private_reason=_why_it_moved(reading, (session, row, issue), cause, gaps),
            cause=cause,
            amount=float(step[row, issue]),
        )


def _how(gaps: Sequence[float], step: float) -> str:
    """Return whether a step leads towards the text on the table, and how large it is."""
    size = "far" if step >= FAR else "some" if step >= LITTLE else "little"
    return f"{'towards' if gaps[1] < gaps[0] else 'away'}.{size}"


def _share_of_the_way(gaps: Sequence[float]) -> str:
    """Return how much of the way to the text on the table a delegation went."""
    if gaps[1] < NOTICEABLE:
        return "all"
    if gaps[1] <= gaps[0] / 2:
        return "most"
    return "part" if gaps[0] - gaps[1] >= LITTLE else "little"


def _why_it_wishes(reading: Reading, session: int, row: int, issue: int) -> str:
    """Return why what a delegation wishes or may do has changed."""
    record = reading.record
    if not is_asked(record):
        return "mean"
    delegation, topic = record.tableau.delegations[row], record.scenario.issues[issue].key
    told = any(
        event.session == session + 1
        and event.delegation == delegation
        and event.issue in (None, topic)
        and (event.position, event.red_line, event.flexibility) != (None, None, None)
        for event in record.scenario.events
    )
    matters = session > 0 and record.salience[session, row, issue] != record.salience[session - 1, row, issue]
    return "instructions" if told or matters else "persuaded"


def _why_it_moved(reading: Reading, at: tuple[int, int, int], cause: str, gaps: Sequence[float]) -> Said:
    session, row, issue = at
    record = reading.record
    if cause == "table":
        label = reading.labels[issue][int(record.table[session + 1, issue])]
        return said(f"private.change.table.{_share_of_the_way(gaps)}", option=label)
    give = Said.percent(float(record.ease[session, row, issue]))
    if cause == "called":
        why = "light" if reading.gives_more_at_call(session)[row, issue] else "ready"
        return said(f"private.change.called.{why}", give=give)
    if cause == "account":
        return said(f"private.change.account.{'towards' if gaps[1] < gaps[0] else 'away'}")
    if cause != "clock":
        return said(f"private.change.{cause}")
    still_open = int((~record.is_clean[session]).sum())
    left = said("private.left", n=int(record.deadline[session]) - session)
    return said("private.change.clock", n=still_open, left=left, give=give)


def talks(reading: Reading, session: int) -> Iterator[Move]:
    """Yield the talks of a session, each by the delegation that sought it, and the trades struck in them.

    For whoever sits in a seat and calls no talk its colleagues hold them.
    """
    record = reading.record
    keys = record.tableau.delegations
    held = record.objects[session - 1] & ~record.is_clean[session] if session else None
    for row, talk in np.argwhere(record.partner[session] >= 0).tolist():
        other = int(record.partner[session, row, talk])
        brackets = 0 if held is None else int(held[other].sum())
        if record.played[session, row]:  # whom somebody in the seat talks to itself is not in the record
            cause, private = "colleagues", said("private.consult.colleagues")
        elif brackets:
            cause = "brackets"
            private = said("private.consult.brackets", n=brackets, others=reading.names[other])
        else:
            cause, private = "voice", said("private.consult.voice", others=reading.names[other])
        yield Move(
            **reading.place(session, row),
            move="consult_bilaterally",
            others=(keys[other],),
            private_reason=private,
            cause=cause,
        )
        give, get = int(record.trade_give[session, row, talk]), int(record.trade_get[session, row, talk])
        if give < 0:
            continue
        for who, whom, move, gives, gets in (
            (row, other, "offer_trade", give, get),
            (other, row, "accept_trade", get, give),
        ):
            names = {"give": reading.issues[gives], "get": reading.issues[gets]}
            yield Move(
                **reading.place(session, who, gives),
                move=move,
                others=(keys[whom],),
                public_reason=said(f"public.{move}", **names),
                private_reason=said("private.trade", **names),
                cause="trade",
            )


def coalition_moves(reading: Reading, session: int) -> Iterator[Move]:
    """Yield who left, founded and joined the coalition of a wording in a session."""
    record = reading.record
    now = record.platform[session]
    before = record.platform[session - 1] if session else np.full_like(now, -1)
    before = np.where(record.is_clean[session], -1, before)
    moved = np.argwhere((now != before) & ~record.is_clean[session]).tolist()
    for row, issue in moved:
        if before[row, issue] >= 0:
            yield _left(reading, session, row, issue, int(before[row, issue]))
    for row, issue in moved:
        option = int(now[row, issue])
        if option >= 0:
            founds = not (before[:, issue] == option).any()
            yield _joined(reading, session, row, issue, option, founds=founds)


def _left(reading: Reading, session: int, row: int, issue: int, option: int) -> Move:
    at = (session, row, issue, option)
    return Move(
        **reading.place(*at),
        move="leave_coalition",
        public_reason=said("public.leave_coalition", option=reading.labels[issue][option]),
        **({} if reading.in_public else _why_it_left(reading, at)),
    )


def _why_it_left(reading: Reading, at: tuple[int, int, int, int]) -> OwnPart:
    cause = "better" if reading.stands[at] else "bloc" if reading.record.could[at] else "limit"
    told = said(f"private.leave.{cause}")
    if cause == "limit" and not reading.record.is_red[at] and reading.favours.hindered(at):
        told = Said.joined(told, reading.favours.tipped(at))
    return {"private_reason": told, "cause": cause}


def _joined(reading: Reading, session: int, row: int, issue: int, option: int, *, founds: bool) -> Move:
    at, keys = (session, row, issue, option), reading.record.tableau.delegations
    members = np.flatnonzero(reading.record.platform[session, :, issue] == option).tolist()
    move = "found_coalition" if founds else "join_coalition"
    return Move(
        **reading.place(*at),
        move=move,
        others=tuple(keys[member] for member in members if member != row),
        public_reason=said(f"public.{move}", option=reading.labels[issue][option]),
        **({} if reading.in_public else _why_it_joined(reading, at, founds=founds)),
    )


def _why_it_joined(reading: Reading, at: tuple[int, int, int, int], *, founds: bool) -> OwnPart:
    refused, because = passed_over(reading, *at, by_line=True)
    believed = float(reading.record.believed[at])
    by_bloc = not reading.record.could[at]
    sold = not by_bloc and delivers(reading, at)
    why = "join.bloc" if by_bloc else "join.sold" if sold else "found" if founds else "join"
    return {
        "private_reason": reading.favours.added(said(f"private.{why}", share=Said.percent(believed)), at),
        "cause": "bloc" if by_bloc else "trade" if sold else "support" if refused else "best",
        "refused": refused,
        "refused_because": because,
        "amount": believed,
    }
