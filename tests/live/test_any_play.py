"""Whatever people do within the rules, it goes on, ends, and can be played again."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulation import load_scenario
from simulation.live import LiveLog, LiveNegotiation, view_of
from simulation.scenario.schema import Scenario
from tests.extent import WHOLE, at_a_desk
from tests.live.playing import Wanderer, play_to_the_end

SMALL = "worked_package"
CASES: dict[str, Scenario] = {
    key: load_scenario(key, overrides=changes)
    for key, changes in {
        SMALL: {"sessions": "2"},
        "wtpf13_training": {"sessions": "3", "chair.powers": "[agenda, groups, text, suspend, extend, call]"},
        "unga_cyber": {"sessions": "3", "forum.signing": "true"},
    }.items()
}


def seats_of(case: Scenario) -> tuple[str, ...]:
    live = LiveNegotiation(case)
    return live.live.room.tableau.delegations


SEATS = {key: seats_of(case) for key, case in CASES.items()}


# At a desk an eighth of the examples is tried: twenty-five.
@settings(max_examples=1000 if WHOLE else 200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    seed=st.integers(0, 2**31),
    key=st.sampled_from([SMALL] * 15 + ["wtpf13_training"]),
    level=st.sampled_from(["easy", "standard", "hard"]),
    people=st.integers(1, 3),
)
def test_any_play_ends_and_can_be_repeated(seed: int, key: str, level: str, people: int) -> None:
    case, seats = CASES[key], SEATS[key]
    chosen = tuple(np.random.Generator(np.random.PCG64(seed)).permutation(seats)[:people].tolist())
    live = LiveNegotiation(case, seed=seed % 97, seats=chosen, level=level)
    play_to_the_end(live, Wanderer(case, seed))
    again = LiveNegotiation.from_log(LiveLog.from_text(live.log.to_text()), case)
    assert again.log.to_text() == live.log.to_text()
    for name in ("signal", "table", "platform", "give", "traded", "trust"):
        np.testing.assert_array_equal(getattr(again.record, name), getattr(live.record, name), err_msg=name)
    assert again.live.ledger == live.live.ledger
    for seat in live.seated:
        assert view_of(live, seat).phase == "over"


@pytest.mark.parametrize("key", at_a_desk([SMALL], sorted(CASES)))
def test_bots_are_refused_some_moves_and_not_all(key: str) -> None:
    bot = Wanderer(CASES[key], 3)
    play_to_the_end(LiveNegotiation(CASES[key], seats=SEATS[key][:2]), bot)
    assert bot.made
    assert bot.refused
