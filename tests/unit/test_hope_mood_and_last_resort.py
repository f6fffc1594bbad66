"""What everybody asks: hope, mood, what others see of it, the account of what is agreed, and the last resort."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.engine.batch import prepare
from simulation.protocols.conference.concede import mood_of
from simulation.protocols.conference.signal import FORMAL_OBJECT
from simulation.protocols.room import Turn
from simulation.scenario.schema import Scenario
from tests.small_cases import BY_HAND, PLAIN, SAY, Data, case, cases, data, delegation, issue, options, play

SEED = st.integers(0, 1000)


def test_a_tighter_red_line_lowers_nobodys_hope() -> None:
    def hope(width: float, *, beyond: bool) -> float:
        rows = [delegation("d0", 0.4, red_line=width), delegation("d1", 0.9)]
        choices = issue(choices=options(0.0, 0.5, 1.0), status_quo=0.0)
        rules = PLAIN | {"values": {"hope_beyond": beyond}}
        return float(prepare(case(rows, issues=[choices], protocol=rules)).open(1, [0]).state.hope[0, 0, 0])

    assert hope(0.05, beyond=True) == hope(1.0, beyond=True) == hope(1.0, beyond=False) == pytest.approx(0.3)
    assert hope(0.05, beyond=False) == 0.0


def test_who_came_for_no_text_hopes_for_none_and_lets_a_clause_be_struck() -> None:
    rows = [delegation("d0", 0.75), delegation("no", 0.75, strategy={"key": "obstructor"})]
    choices = issue(choices=options(0.0, 0.75, delete=0.5))
    rules = PLAIN | {"values": {"hope_beyond": True}}
    state = prepare(case(rows, issues=[choices], protocol=rules)).open(1, [0]).state
    assert state.hope[0, :, 0].tolist() == [0.25, 0.0]
    assert state.gain[0, 1, 0, 2] >= state.hope[0, 1, 0]


@settings(max_examples=30)
@given(drawn=cases(protocol={"concede": {"temperature": 0.5}}), seed=SEED)
def test_no_mood_moves_anybody_past_its_limit_or_asks_more_than_it_hopes_for(drawn: Data, seed: int) -> None:
    for _, turn, room in play(Scenario.model_validate(drawn), seed=seed):
        state = room.state
        low, high = np.minimum(state.limit, state.hope), np.maximum(state.limit, state.hope)
        has_line = ~room.tableau.has_fallbacks
        assert (turn.aspiration >= low - 1e-9)[0][has_line].all()
        assert (turn.aspiration <= high + 1e-9)[0][has_line].all()


def test_the_mood_lasts_and_is_the_same_for_every_variant_of_a_case() -> None:
    def moods(sessions: int) -> list[list[float]]:
        rules = PLAIN | {"concede": {"temperature": 0.1}}
        drawn = case([delegation(f"d{k}", k / 2) for k in range(3)], protocol=rules, sessions=sessions)
        return [room.state.mood[0].tolist() for _, _, room in play(drawn, seed=3)]

    short, long = moods(3), moods(5)
    assert short[0] != [0.0]
    assert all(mood == short[0] for mood in short + long)


def test_half_of_the_mood_is_of_the_room_and_half_of_each_clause_and_no_draw_is_endless() -> None:
    draws = prepare(case([delegation("d0", 0.5, 0.5)], issues=[issue("q0"), issue("q1")])).open(1, [0]).draws

    def mood(*uniform: float) -> list[float]:
        found: list[float] = mood_of(replace(draws, mood=np.array([[uniform]])), 0.1)[0].tolist()
        return found

    ninth, farthest = 0.05 * np.log(9), 0.05 * np.log(0.98 / 0.02)
    assert mood(0.9, 0.5, 0.5) == pytest.approx([ninth, ninth])
    assert mood(0.5, 0.9, 0.1) == pytest.approx([ninth, -ninth])
    assert mood(0.5, 1.0, 0.0) == pytest.approx([farthest, -farthest])


def test_a_good_mood_lowers_what_is_asked_by_its_length_and_less_where_one_cares_less() -> None:
    hold = {"key": "hold"}
    rows = [delegation("d0", 0.75, 0.75, salience=(1.0, 0.25), red_line=1.0, strategy=hold)]
    issues = [issue(f"q{k}", status_quo=0.0) for k in range(2)]
    negotiation = prepare(case(rows, issues=issues))
    opened = negotiation.open(1, [0])
    opened.state.mood = np.array([[0.1, 0.1]])
    turn = negotiation.protocol.play(opened)
    assert turn.aspiration[0, 0] == pytest.approx([1.2 - 0.1, 0.3 - 0.04])


def test_a_good_mood_takes_back_no_fallback_that_is_worth_less_than_no_agreement() -> None:
    hold = {"key": "hold"}
    rows = [delegation("d0", 0.75, red_line=1.0, flexibility=1.0, strategy=hold)]
    rows[0]["mandate"]["q0"]["fallbacks"] = ["o0"]
    negotiation = prepare(case(rows))
    opened = negotiation.open(1, [0])
    opened.state.give, opened.state.mood = np.array([[1.0]]), np.array([[0.1]])
    turn = negotiation.protocol.play(opened)
    assert opened.state.limit[0, 0, 0] == pytest.approx(-0.1)
    assert turn.aspiration[0, 0, 0] == pytest.approx(-0.5)


def test_a_fallback_beyond_ones_own_red_line_is_never_released() -> None:
    def asked(width: float) -> float:
        hold = {"key": "hold"}
        rows = [delegation("d0", 0.75, red_line=width, flexibility=1.0, strategy=hold)]
        rows[0]["mandate"]["q0"]["fallbacks"] = ["o3", "o1"]
        negotiation = prepare(case(rows))
        opened = negotiation.open(1, [0])
        opened.state.give = np.array([[1.0]])
        return float(negotiation.protocol.play(opened).aspiration[0, 0, 0])

    assert asked(1.0) == pytest.approx(-0.25)
    assert asked(0.25) == pytest.approx(0.25)


def test_at_temperature_nought_there_is_no_mood() -> None:
    room = prepare(case([delegation("d0", 0.5), delegation("d1", 0.5)])).open(1, [0])
    assert not room.state.mood.any()


@settings(max_examples=25)
@given(drawn=cases(protocol={"propose": {"last_resort": 2, "patience": 1}}), seed=SEED)
def test_a_clause_is_struck_or_referred_in_the_last_sessions_only(drawn: Data, seed: int) -> None:
    for before, turn, room in play(Scenario.model_validate(drawn), seed=seed):
        special = ~room.tableau.commits & room.tableau.valid
        assert (turn.admissible[0] & special).any() <= (before.sessions_left[0] <= 2)


def test_it_may_be_struck_in_each_of_the_last_sessions() -> None:
    rows = [delegation(f"d{k}", float(k), strategy={"key": "hold"}) for k in range(2)]
    rules = PLAIN | {"propose": {"last_resort": 2}}
    drawn = case(rows, issues=[issue(choices=options(0.0, 1.0, delete=0.5))], protocol=rules, sessions=5)
    may = [bool(turn.admissible[0, 0, 2]) for _, turn, _ in play(drawn)]
    assert may == [False, False, False, True, True]


def test_where_nobody_concedes_there_is_no_mood() -> None:
    rules = PLAIN | {"concede": {"enabled": False, "temperature": 0.5}}
    assert not prepare(case([delegation("d0", 0.5)], protocol=rules)).open(1, [0]).state.mood.any()


def test_what_matters_less_is_seen_in_its_own_measure_and_what_hardly_matters_is_no_abyss() -> None:
    hold = {"key": "hold"}
    rules = PLAIN | BY_HAND | {"concede": BY_HAND["concede"] | {"shade": 0.5}}
    issues = [issue(f"q{k}") for k in range(3)]
    near: Data = {"salience": (1.0, 0.2, 0.05), "reservation": 0.0, "red_line": 1.0, "strategy": hold}
    rows = [delegation("d0", 0.0, 0.0, 0.0, **near), delegation("d1", 1.0, 1.0, 1.0)]
    _, turn, _ = next(play(case(rows, issues=issues, protocol=rules)))
    # Relative saliences 2.4, .48 and .12: a rung of .25 is half of the shade, but .03 of .125 on the last.
    assert turn.stance[0, 0, :, 3] == pytest.approx([0.5, 0.5, 0.76])


def test_those_who_know_a_delegation_see_how_far_a_wording_is_from_the_least_it_may_accept() -> None:
    def seen(shade: float, red_line: float = 1.0, reservation: float = 0.0) -> list[float]:
        rules = PLAIN | BY_HAND | {"concede": BY_HAND["concede"] | {"shade": shade}}
        hold = {"key": "hold"}
        rows = [
            delegation("d0", 0.0, red_line=red_line, reservation=reservation, strategy=hold),
            delegation("d1", 1.0),
        ]
        _, turn, _ = next(play(case(rows, protocol=rules)))
        found: list[float] = turn.stance[0, 0, 0].astype(float).tolist()
        return found

    # It asks for 0 and may go to .5, where nothing is gained; every rung is .25 further away.
    assert seen(0.0) == [1.0, 0.0, 0.0, 0.0, 0.0]
    assert seen(0.5) == [1.0, 1.0, 1.0, 0.5, 0.0]
    assert seen(1.0) == [1.0, 1.0, 1.0, 0.75, 0.5]
    assert seen(0.5, reservation=0.25) == [1.0, 1.0, 0.5, 0.0, 0.0]
    assert seen(1.0, red_line=0.5) == [1.0, 1.0, 1.0, 0.0, 0.0]


@pytest.mark.parametrize(
    ("reluctance", "shade", "seen"),
    [
        (0.0, 0.5, [1.0, 1.0, 1.0, 0.5, 0.0]),
        (0.3, 0.5, [1.0, 0.85, 0.7, 0.35, 0.0]),
        (1.0, 0.5, [1.0, 0.5, 0.0, 0.0, 0.0]),
        (0.3, 0.0, [1.0, 0.0, 0.0, 0.0, 0.0]),
    ],
)
def test_what_one_could_only_just_live_with_is_seen_to_count_less_than_ones_best(
    reluctance: float, shade: float, seen: list[float]
) -> None:
    # It likes 0 best and may go to .5: .25 lies half the way there, and all beyond counts as the end of it.
    concede = BY_HAND["concede"] | {"shade": shade, "reluctance": reluctance}
    hold = {"key": "hold"}
    rows = [delegation("d0", 0.0, red_line=1.0, reservation=0.0, strategy=hold), delegation("d1", 1.0)]
    _, turn, _ = next(play(case(rows, protocol=PLAIN | BY_HAND | {"concede": concede})))
    assert turn.stance[0, 0, 0].astype(float) == pytest.approx(seen)


def test_who_has_nothing_to_give_is_seen_to_take_its_best_gladly() -> None:
    concede = BY_HAND["concede"] | {"shade": 0.5, "reluctance": 0.3}
    rows = [delegation("d0", 0.0, red_line=1.0, reservation=0.5, strategy={"key": "hold"})]
    _, turn, _ = next(play(case(rows, protocol=PLAIN | BY_HAND | {"concede": concede})))
    assert turn.stance[0, 0, 0] == pytest.approx([1.0, 0.35, 0.0, 0.0, 0.0])


def agreed_at(option: int, *, folded: bool) -> Turn:
    """Return a session of one who asks for 0 on two clauses and may go to .5; the first is agreed on an option."""
    rules = PLAIN | BY_HAND | {"concede": BY_HAND["concede"] | {"shade": 0.5}}
    rows = [delegation("d0", 0.0, 0.0, red_line=1.0, reservation=0.0, strategy={"key": "hold"})]
    negotiation = prepare(case(rows, issues=[issue("q0"), issue("q1")], protocol=rules))
    room = negotiation.open(1, [0])
    room.state.table[0, 0] = option
    room.state.is_clean[0, 0] = True
    room.state.folded[0, 0, 0] = folded
    return negotiation.protocol.play(room)


def test_what_was_given_on_one_clause_is_asked_back_on_the_others_and_that_is_seen() -> None:
    # Agreed at .25 it has a quarter less than it asks: on the other clause .5 is short by that of what it may accept.
    turn = agreed_at(1, folded=False)
    assert turn.credit[0, 0] == -0.25
    assert turn.own_margin[0, 0, 1] == pytest.approx([-0.25, -0.5, -0.75, -1.0, -1.25])
    assert turn.stance[0, 0, 1] == pytest.approx([1.0, 1.0, 0.5, 0.0, 0.0])


def test_who_folded_on_a_clause_has_closed_its_account_and_asks_for_no_more_elsewhere() -> None:
    turn = agreed_at(1, folded=True)
    assert turn.credit[0, 0] == 0.0
    assert turn.own_margin[0, 0, 1] == pytest.approx([0.0, -0.25, -0.5, -0.75, -1.0])
    assert turn.stance[0, 0, 1] == pytest.approx([1.0, 1.0, 1.0, 0.5, 0.0])


# Blocs and platforms


def _objects_to_its_own(drawn: Data, seed: int) -> bool:
    """Return whether anybody without a promise objects to a wording on the floor with whose coalition it stands."""
    for _, turn, room in play(Scenario.model_validate(drawn), seed=seed):
        held = turn.on(room.state.platform)[0]
        member = held[..., None] == np.arange(room.tableau.n_options)
        was_closed = turn.closed_by[0, turn.opened[0]] >= 0
        if (member & (turn.signal[0] == FORMAL_OBJECT))[~was_closed].any():
            return True
    return False


@settings(max_examples=40)
@given(drawn=cases(protocol={"coalesce": {"bloc_line": True}}), seed=SEED)
def test_nobody_objects_to_the_wording_of_its_own_coalition(drawn: Data, seed: int) -> None:
    assert not _objects_to_its_own(drawn, seed)


def test_a_member_of_a_bloc_stands_where_the_line_of_the_bloc_lets_it() -> None:
    def objects(*, bloc_line: bool) -> bool:
        rows = [
            delegation(f"b{k}", place, red_line=1.0, blocs=["b0"], rights=SAY)
            for k, place in enumerate((0.0, 1.0))
        ]
        rows.append(delegation("c", 1.0, red_line=1.0, rights=SAY))
        rules = BY_HAND | {"coalesce": {"bloc_line": bloc_line}, "signal": False}
        blocs = [{"key": "b0", "name": "b0", "discipline": 1.0}]
        return any(
            _objects_to_its_own(data(rows, protocol=rules, blocs=blocs, sessions=6), seed)
            for seed in range(4)
        )

    assert objects(bloc_line=False)
    assert not objects(bloc_line=True)
