"""That a delegation delivers what it sold is told where it would else stand with another wording, and nowhere else."""

import copy
from dataclasses import replace

import numpy as np
import pytest

from simulation.arrays import ATOL
from simulation.engine.batch import prepare
from simulation.engine.case_events import apply_due
from simulation.engine.record import Record
from simulation.engine.recorder import Recorder
from simulation.protocols.conference.conference import Conference
from simulation.reasons.moves_logged import Move
from simulation.reasons.record_log import build_log
from simulation.reasons.record_reading import Reading
from simulation.scenario.load import load_scenario

type Choice = tuple[int, int, int]
"""Session counted from 0, row, issue."""
JOINS = ("found_coalition", "join_coalition")
CASES = ("first_hour", "ai_oversight", "wtpf13_training")


def played_beside(case: str, seed: int) -> tuple[Record, set[Choice], set[tuple[int, int, int, int]]]:
    """Return a record, the choices that would be others if nothing were delivered, and what everybody could choose."""
    negotiation = prepare(load_scenario(case))
    conference = negotiation.protocol
    assert isinstance(conference, Conference)
    selfish = replace(conference, coalesce=replace(conference.coalesce, deliver=0.0))
    room = negotiation.open(seed, [0])
    recorder = Recorder(negotiation.scenario, room)
    other: set[Choice] = set()
    could: set[tuple[int, int, int, int]] = set()
    while not room.state.is_over[0]:
        session = int(room.state.session)
        apply_due(negotiation.scenario, room)
        turn = conference.begin(room)
        twins = room.fork(), copy.deepcopy(turn)
        conference.meet(room, turn)
        selfish.meet(*twins)
        for row, issue in np.argwhere(room.state.platform[0] != twins[0].state.platform[0]).tolist():
            other.add((session, row, issue))
        own, blocs = turn.on(turn.own_margin), room.setting.blocs
        allowed = ((own if blocs is None else blocs.mixed(own)) >= -ATOL)[0] & ~turn.kept(turn.is_red)[0]
        for place, row, option in np.argwhere(allowed & turn.is_opened[0][:, None, None]).tolist():
            could.add((session, row, int(turn.opened[0, place]), option))
        conference.hear(room, turn)
        conference.conclude(room, turn)
        recorder.note(room, turn)
    return recorder.record(room, conference.close(room)), other, could


def place_of(record: Record, move: Move) -> Choice:
    """Return when a move was made, by which row and on which issue."""
    issues = [issue.key for issue in record.scenario.issues]
    return move.session - 1, record.tableau.delegations.index(move.delegation), issues.index(move.issue)


# In the room on artificial intelligence one can be outvoted: there nobody delivers.
@pytest.mark.parametrize(
    ("case", "seed", "told"), [("first_hour", 2, 1), ("wtpf13_training", 6, 2), ("ai_oversight", 1, 0)]
)
def test_that_it_delivers_is_the_reason_where_it_would_else_stand_with_another_wording(
    case: str, seed: int, told: int
) -> None:
    record, other, _ = played_beside(case, seed)
    joins = {place_of(record, move): move.cause for move in build_log(record).moves if move.move in JOINS}
    by_trade = {at for at, cause in joins.items() if cause == "trade"}
    assert by_trade == {at for at in other & joins.keys() if joins[at] != "bloc"}
    assert len(by_trade) == told


@pytest.mark.parametrize("case", CASES)
def test_by_what_one_could_choose_a_coalition_is_read_as_it_was(case: str) -> None:
    record, _, could = played_beside(case, 1)
    stands = Reading(record).stands & record.opened[:, None, :, None]
    assert {(t, a, i, o) for t, a, i, o in np.argwhere(stands).tolist()} == could
