"""Fatigue, exclusion and the host's own channel: neutral unless a case asks for them."""

import numpy as np

from simulation.arrays import FloatArray
from simulation.engine.batch import negotiate, prepare
from tests import small_cases as small

FIVE = [small.delegation(f"d{k}", 0.8, reservation=0.0) for k in range(4)] + [
    small.delegation("d4", 0.6, reservation=0.0)
]
"""Four want .8, one wants .6: the text at .75 costs the fifth .05 more than it likes to pay."""


def closes(protocol: small.Data) -> tuple[int, int]:
    """Return the session in which the issue closes, counted from 0, and the option."""
    case = small.case(
        FIVE,
        issues=[small.issue(draft="o3")],
        protocol=small.PLAIN | small.BY_HAND | protocol,
        sessions=8,
        chair={"powers": []},
    )
    record = negotiate(case, seed=1)
    return record.n_rounds - 1, int(record.outcome.option[0])


def test_a_tired_room_makes_the_lone_objector_fold_one_session_later() -> None:
    # Price in session n, counted from 0: .04 x .8 x (1 + fatigue x n): .032, then .064 against .05.
    assert closes({"signal": {"isolation": 0.04}}) == (6, 2)
    assert closes({"signal": {"isolation": 0.04, "fatigue": 1.0}}) == (1, 3)


def test_a_chairs_text_is_resented_by_those_whom_the_chair_does_not_know() -> None:
    pair = [small.delegation(f"d{k}", 0.75, reservation=0.0) for k in range(2)]
    base = small.PLAIN | {"propose": False}

    def session_of_closing(exclusion: float, knowledge: float) -> int:
        protocol = base | {
            "chair_text": {"patience": 1, "exclusion": exclusion},
            "consult": {"enabled": False, "initial_knowledge": knowledge},
        }
        record = negotiate(small.case(pair, protocol=protocol, sessions=3), seed=1)
        return record.n_rounds - 1 if (record.outcome.option >= 0).all() else -1

    assert session_of_closing(0.0, 0.0) == 1
    assert session_of_closing(0.5, 0.0) == -1
    assert session_of_closing(0.5, 1.0) == 1


def test_the_hosts_own_channel_is_worth_its_price_times_salience() -> None:
    choices = small.options(*small.RUNGS)
    choices[3]["own_channel"] = True
    seats = [small.delegation("d0", 0.2, 0.2, salience=(0.75, 0.25)), small.delegation("d1", 0.8, 0.8)]
    issues = [small.issue("q0", choices=choices), small.issue("q1")]

    def gain(worth: float) -> FloatArray:
        protocol = small.PLAIN | {"values": {"own_channel": worth}}
        room = prepare(small.case(seats, issues=issues, protocol=protocol)).open(1, [0])
        first: FloatArray = room.state.gain[0]
        return first

    rise = gain(0.1) - gain(0.0)
    expected = np.zeros_like(rise)
    expected[0, 0, 3], expected[1, 0, 3] = 0.15, 0.1
    np.testing.assert_allclose(rise, expected, atol=1e-12)
