"""Negotiations with a person in a seat, played to the end in a few fixed ways."""

from collections.abc import Sequence

import numpy as np

from simulation.live import IllegalMoveError, LiveNegotiation, SeatMove
from simulation.scenario.schema import Scenario
from simulation.training.debrief import Debrief, debriefing
from simulation.training.notes import Prediction, SeatNotes, keep_notes

__all__ = ["accept_all_and", "debrief_of", "negotiated", "quiet"]


def accept_all_and(
    last: str, case: Scenario | str = "worked_package", seat: str = "OPEN", *, signs: str = ""
) -> LiveNegotiation:
    """Live with every wording on the floor, then make one last move when the document as a whole is put."""
    live = LiveNegotiation(case, seats=(seat,))
    while live.phase != "over":
        for request in live.pending:
            for issue, option in request.asked:
                live.submit(SeatMove(seat=seat, move="can_live_with", issue=issue, option=option))
            if request.phase == "adoption":
                live.submit(SeatMove(seat=seat, move=last))
            if request.phase == "signing" and signs:
                live.submit(SeatMove(seat=seat, move=signs))
            live.submit(SeatMove(seat=seat, move="done"))
        live.advance()
    return live


def quiet(
    seed: int, seats: tuple[str, ...] = ("NOR",), *, case: str = "first_hour", accepts: bool = False
) -> LiveNegotiation:
    """Say nothing in any seat; with `accepts`, but to accept every package of which the first one is asked."""
    live = LiveNegotiation(case, seed=seed, seats=seats)
    while live.phase != "over":
        for request in live.pending:
            if accepts and request.phase == "package" and request.seat == seats[0]:
                live.submit(SeatMove(seat=request.seat, move="accept_package"))
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
    return live


def debrief_of(live: LiveNegotiation, seat: str, *, futures: int) -> Debrief:
    """Return the debriefing of a seat, whole."""
    *_, last = debriefing(live, seat, futures=futures)
    return last


def negotiated(case: Scenario, seat: str, *, seed: int = 3, texts: Sequence[str] = ()) -> LiveNegotiation:
    """Consult, take offers, table the own best wording; leave signals to the instructions; note down a prediction."""
    live = LiveNegotiation(case, seed=seed, seats=(seat,))
    while live.phase != "over":
        for request in live.pending:
            if request.phase == "talks":
                _talk(live, seat, texts)
            live.submit(SeatMove(seat=seat, move="done"))
        live.advance()
    issue = live.case.issues[0]
    notes = SeatNotes(
        prediction=Prediction(options={issue.key: issue.written[-1].key}, outcome_class="partial"),
        answers={"happened": "".join(texts) or "We talked."},
        principle="".join(texts) or "Ask first.",
    )
    keep_notes(live.log, seat, notes)
    return live


def _talk(live: LiveNegotiation, seat: str, texts: Sequence[str]) -> None:
    state, row = live.live, live.live.row(seat)
    other = next(key for key in state.room.tableau.delegations if key != seat)
    issue = state.opened[0]
    gain = state.room.state.gain[0, row, issue]
    allowed = np.flatnonzero(state.room.state.written[0, issue] & ~state.turn.is_red[0, row, issue]).tolist()
    wanted: list[SeatMove] = [SeatMove(seat=seat, move="consult_bilaterally", to=other)]
    if state.offers and live.session % 2:
        wanted.append(SeatMove(seat=seat, move="accept_trade", offer=next(iter(state.offers))))
    if allowed:
        best = state.wording(issue, max(allowed, key=lambda o: gain[o])).key
        wanted.append(SeatMove(seat=seat, move="propose_option", issue=state.topic(issue).key, option=best))
    wanted += [SeatMove(seat=seat, move="speak", text=text) for text in texts]
    for move in wanted:
        try:
            live.submit(move)
        except IllegalMoveError:
            continue
