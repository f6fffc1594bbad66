"""Whoever is said to hold a bracket objects to the wording that is on the table, and to no earlier one."""

import pytest

from simulation import load_scenario
from simulation.live import LiveNegotiation, SeatMove, view_of
from tests.live.playing import Wanderer


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("key", ["first_hour", "wtpf13_training"])
def test_nobody_holds_a_bracket_on_a_wording_that_it_stands_for(key: str, seed: int) -> None:
    case = load_scenario(key)
    seat = case.delegations[0].key
    live, bot = LiveNegotiation(case, seed=seed, seats=(seat,)), Wanderer(case, seed)
    held = 0
    while live.phase != "over":
        for issue in view_of(live, seat).issues:
            table = next(option for option in issue.options if option.on_table)
            assert set(table.holders).isdisjoint(issue.brackets)
            held += len(issue.brackets)
        if live.pending:
            bot.move(live)
        else:
            live.advance()
    assert held


def test_who_objected_to_the_text_before_the_chairs_holds_no_bracket_on_the_chairs() -> None:
    case = load_scenario("first_hour")
    live = LiveNegotiation(case, seed=1, seats=("SAB",))
    let_go = 0
    while live.phase != "over":
        if live.phase == "floor":
            objects, keys = live.live.room.state.objects[0], live.live.room.tableau.delegations
            for place, issue in enumerate(view_of(live, "SAB").issues):
                if live.live.turn.chair_text[0, place] not in (-1, live.live.recorder.table[-1][place]):
                    let_go += len({keys[row] for row in objects[:, place].nonzero()[0]} - set(issue.brackets))
        if live.pending:
            live.submit(SeatMove(seat="SAB", move="done"))
        else:
            live.advance()
    assert let_go
