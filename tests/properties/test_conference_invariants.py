"""What holds in every session of every conference, whatever the case: specification, section 15."""

import copy
from collections.abc import Callable, Iterator
from dataclasses import fields
from functools import partial

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from simulation.engine.batch import negotiate, prepare, simulate_batch
from simulation.engine.record import Record
from simulation.protocols.conference.conference import Conference
from simulation.protocols.conference.signal import FORMAL_OBJECT
from simulation.protocols.result import Result
from simulation.protocols.room import Room, Turn
from simulation.scenario.schema import Scenario
from simulation.state.negotiation import NegotiationState
from simulation.state.tableau import DELETE, REFER
from tests import small_cases
from tests.small_cases import Data, case, delegation, issue, options, play

TIGHT = 1e-9
SEED = st.integers(0, 1000)
quick = settings(max_examples=18)
cases = partial(small_cases.cases, forms=True)


def sessions(drawn: Data, seed: int) -> Iterator[tuple[NegotiationState, Turn, Room]]:
    return play(Scenario.model_validate(drawn), seed=seed)


def protocol_of(drawn: Data) -> Conference:
    found = prepare(Scenario.model_validate(drawn)).protocol
    assert isinstance(found, Conference)
    return found


def bits(record: Record) -> dict[str, bytes | str]:
    """Return every array of a record, and of its outcome, as bytes."""
    found: dict[str, bytes | str] = {"class": record.outcome.outcome_class}
    for part in (record, record.outcome):
        for field in fields(part):
            value = getattr(part, field.name)
            if isinstance(value, np.ndarray | float | bool):
                found[field.name] = np.asarray(value).tobytes()
    return found


def ending(drawn: Data, seed: int) -> dict[str, bytes | str]:
    return bits(negotiate(Scenario.model_validate(drawn), seed=seed))


@quick
@given(drawn=cases(), seed=SEED)
def test_give_never_falls_and_rises_by_at_most_the_pace_of_ones_capital(drawn: Data, seed: int) -> None:
    concede = protocol_of(drawn).concede
    for before, _, room in sessions(drawn, seed):
        step = room.state.give - before.give
        # From -1, the slowest capital that there can be, to 1, the quickest.
        speed = 2 * room.draws.capital[:, 0] - 1
        assert step.min() >= 0
        assert (step <= concede.pace * (1 + concede.unevenness * speed) + TIGHT).all()
        assert room.state.give.max() <= 1


@quick
@given(drawn=cases(), seed=SEED)
def test_what_was_traded_never_falls_and_stays_within_the_unit(drawn: Data, seed: int) -> None:
    for before, _, room in sessions(drawn, seed):
        assert (room.state.traded >= before.traded).all()
        assert room.state.traded.max() <= 1


@quick
@given(drawn=cases(rule="consensus"), seed=SEED)
def test_under_consensus_nothing_closes_on_an_option_red_for_a_decision_holder(
    drawn: Data, seed: int
) -> None:
    for _, turn, room in sessions(drawn, seed):
        for q in np.flatnonzero(turn.closed_by[0] >= 0):
            assert not turn.is_red[0, room.tableau.decide, q, room.state.table[0, q]].any()


@quick
@given(drawn=cases(rule="consensus"), seed=SEED)
def test_under_consensus_nothing_closes_over_a_formal_objection(drawn: Data, seed: int) -> None:
    for _, _, room in sessions(drawn, seed):
        assert not (room.state.closing_signal == FORMAL_OBJECT).any()


@quick
@given(drawn=cases(), seed=SEED)
def test_a_closed_clause_does_not_change(drawn: Data, seed: int) -> None:
    for before, turn, room in sessions(drawn, seed):
        was = before.is_clean
        assert room.state.is_clean[was].all()
        for name in ("table", "closed_at", "readings"):
            assert_array_equal(getattr(room.state, name)[was], getattr(before, name)[was])
        assert (turn.closed_by[was] == -1).all()


@quick
@given(drawn=cases(), seed=SEED)
def test_without_a_package_a_clause_closes_only_on_a_wording_on_its_floor(drawn: Data, seed: int) -> None:
    for _, turn, room in sessions(drawn, seed):
        for q in np.flatnonzero(turn.closed_by[0] == 0):
            place = turn.opened[0].tolist().index(q)
            assert turn.is_opened[0, place]
            assert turn.on_floor[0, place, room.state.table[0, q]]


@quick
@given(
    drawn=cases(
        rule="consensus",
        protocol={"signal": {"isolation": 0}, "caucus": False, "persuade": False},
    ),
    seed=SEED,
)
def test_under_consensus_without_isolation_nobody_adopts_what_is_worse_than_no_text(
    drawn: Data, seed: int
) -> None:
    record = negotiate(Scenario.model_validate(drawn), seed=seed)
    holders = record.tableau.decide
    worst = record.outcome.gain + record.tableau.failure_cost[0]
    assert (record.outcome.option == -1).all() or worst[holders].min() >= -TIGHT


@quick
@given(drawn=cases(), seed=SEED)
def test_deletion_and_referral_close_only_as_a_last_resort(drawn: Data, seed: int) -> None:
    rules = protocol_of(drawn).propose
    for before, turn, room in sessions(drawn, seed):
        left = before.sessions_left[0]
        for q in np.flatnonzero(turn.closed_by[0] >= 0):
            if room.tableau.option_kind[q, room.state.table[0, q]] in {DELETE, REFER}:
                was_read = before.readings[0, q] >= rules.patience or left == 1
                assert left <= rules.last_resort if rules.last_resort else was_read


def could_stand(drawn: Data, turn: Turn, room: Room) -> np.ndarray:
    """Return which wordings everybody could stand with, `[A, I, O]`: by its own margin, or by that of its bloc."""
    if not protocol_of(drawn).coalesce.bloc_line or room.setting.blocs is None:
        could: np.ndarray = turn.could[0]
        return could
    own = turn.own_margin[0].reshape(turn.own_margin.shape[1], -1)[None]
    margin = room.setting.blocs.mixed(own)[0].reshape(turn.own_margin.shape[1:])
    stands: np.ndarray = (margin >= -TIGHT) & ~turn.is_red[0]
    return stands


@quick
@given(drawn=cases(), seed=SEED)
def test_nobody_joins_a_platform_whose_wording_it_could_not_accept(drawn: Data, seed: int) -> None:
    for _, turn, room in sessions(drawn, seed):
        stands = could_stand(drawn, turn, room)
        for q in turn.opened[0][turn.is_opened[0] & (turn.closed_by[0, turn.opened[0]] == -1)]:
            for row in np.flatnonzero(room.state.platform[0, :, q] >= 0):
                assert stands[row, q, room.state.platform[0, row, q]]


@quick
@given(drawn=cases(), seed=SEED)
def test_no_member_of_a_platform_gains_more_than_the_price_of_switching_by_moving(
    drawn: Data, seed: int
) -> None:
    coalesce = protocol_of(drawn).coalesce
    switch = coalesce.switch
    for _, turn, room in sessions(drawn, seed):
        state, tableau = room.state, room.tableau
        chance, needed, stands = (
            turn.believed[0],
            room.setting.conditions.needed,
            could_stand(drawn, turn, room),
        )
        if needed == 0.0:
            chance = np.ones_like(chance)
        elif needed == 1.0:
            chance = chance**coalesce.veto
        for place in np.flatnonzero(turn.is_opened[0]):
            q = turn.opened[0, place]
            worth = np.maximum(state.gain[0, :, q] - state.limit[0, :, q, None], 0)
            if needed == 1.0:  # what was sold counts no more for one's own wording
                sold = (
                    coalesce.deliver
                    * state.traded[0, :, q, None]
                    * (worth.max(axis=1, keepdims=True) - worth)
                )
                worth = np.where(worth > 0, worth + sold, 0)
            worth = worth * chance[place]
            allowed = stands[:, q] & turn.admissible[0, q]
            for row in np.flatnonzero(state.platform[0, :, q] >= 0):
                held = worth[row, state.platform[0, row, q]]
                best = worth[row, allowed[row]].max()
                assert best <= held * (1 + switch) + 1e-6 + TIGHT  # ties are broken by less than 1e-6
            assert (state.platform[0, ~tableau.propose, q] == -1).all()


@quick
@given(drawn=cases(), seed=SEED)
def test_knowledge_stays_within_the_unit_and_never_falls(drawn: Data, seed: int) -> None:
    for before, _, room in sessions(drawn, seed):
        for name in ("unknown", "chair_unknown"):
            was, now = getattr(before, name), getattr(room.state, name)
            assert (now <= was).all()
            assert now.min() >= 0
            assert now.max() <= 1
        assert (np.diagonal(room.state.unknown[0]) == 0).all()


@quick
@given(drawn=cases(), seed=SEED)
def test_trust_stays_within_the_unit(drawn: Data, seed: int) -> None:
    for _, _, room in sessions(drawn, seed):
        assert room.state.trust.min() >= 0
        assert room.state.trust.max() <= 1


@quick
@given(drawn=cases(is_drawn=False), row=st.integers(1, 4), width=st.sampled_from((0.0, 0.125, 1.0)))
def test_what_others_believe_of_a_stranger_does_not_depend_on_its_red_lines(
    drawn: Data, row: int, width: float
) -> None:
    drawn["protocol"] |= {"consult": False, "persuade": False}
    other = copy.deepcopy(drawn)
    changed = other["delegations"][row % len(other["delegations"])]
    for mandate in changed["mandate"].values():
        mandate["red_line"] = width
    (_, turn, room), (_, twin, _) = next(sessions(drawn, 1)), next(sessions(other, 1))
    others = [place for place, key in enumerate(room.tableau.delegations) if key != changed["key"]]
    assert_allclose(turn.believed[:, :, others], twin.believed[:, :, others], atol=1e-12)


def _values(x: float, choices: list[Data], status_quo: float, red_line: object = 1.0) -> NegotiationState:
    small = case(
        [delegation("d0", x, red_line=red_line)], issues=[issue(choices=choices, status_quo=status_quo)]
    )
    return prepare(small).open(1, [0]).state


UNIT = st.floats(0, 1)


@given(x=UNIT, status_quo=UNIT)
@quick
def test_a_deletion_gains_nothing_and_so_does_the_status_quo_in_plain_words(
    x: float, status_quo: float
) -> None:
    state = _values(x, options(status_quo, 1.0, delete=0.3, agreed_language=status_quo), status_quo)
    assert_array_equal(state.gain[0, 0, 0, [0, 2, 3]], 0.0)


@given(x=UNIT, status_quo=UNIT, place=UNIT)
@quick
def test_no_option_loses_less_than_nothing(x: float, status_quo: float, place: float) -> None:
    choices = options(place, 1.0, vague=place, refer=place, delete=place)
    state = _values(x, choices, status_quo)
    loss = abs(x - status_quo) - state.gain[0, 0, 0]
    assert loss.min() >= -1e-15


@given(x=UNIT, status_quo=UNIT, place=UNIT)
@quick
def test_a_vague_wording_is_read_between_where_it_lies_and_ones_own_wish(
    x: float, status_quo: float, place: float
) -> None:
    between = [min(x, place), max(x, place)]
    state = _values(x, options(1.0, vague=place), status_quo, red_line=between)
    assert not state.is_red[0, 0, 0, 1]


@quick
@given(drawn=cases(), seed=SEED)
def test_clauses_that_are_unread_or_clean_have_no_brackets(drawn: Data, seed: int) -> None:
    for _, _, room in sessions(drawn, seed):
        state = room.state
        assert (state.brackets[(state.readings == 0) | state.is_clean] == 0).all()


@quick
@given(drawn=cases(), seed=SEED)
def test_brackets_count_the_decision_holders_that_object(drawn: Data, seed: int) -> None:
    for _, _, room in sessions(drawn, seed):
        assert not room.state.objects[:, ~room.tableau.decide].any()
        assert_array_equal(room.state.brackets, room.state.objects.sum(axis=1))


@settings(max_examples=10)
@given(drawn=cases(), seed=SEED)
def test_the_first_replications_of_a_batch_equal_a_smaller_batch(drawn: Data, seed: int) -> None:
    small = Scenario.model_validate(drawn)
    many = simulate_batch(small, seed=seed, replications=range(5))
    few = simulate_batch(small, seed=seed, replications=range(2))
    for name in (field.name for field in fields(Result)):
        assert_array_equal(getattr(many.result, name)[:2], getattr(few.result, name))
    assert_array_equal(many.closed_at[:2], few.closed_at)
    assert_array_equal(many.sessions[:2], few.sessions)


@quick
@given(drawn=cases(), seed=SEED)
def test_asking_how_it_ended_changes_nothing_in_the_room(drawn: Data, seed: int) -> None:
    drawn["forum"]["call_vote"] = 0.5
    *_, (_, _, room) = sessions(drawn, seed)
    before, protocol = room.state.fork(), protocol_of(drawn)
    once, again = protocol.close(room), protocol.close(room)
    for field in fields(before):
        assert_array_equal(getattr(room.state, field.name), getattr(before, field.name))
    assert_array_equal(once.trust_after(room.state.trust), again.trust_after(room.state.trust))


@quick
@given(drawn=cases(), seed=SEED, place=st.integers(0, 5))
def test_a_delegation_without_rights_changes_no_bit(drawn: Data, seed: int, place: int) -> None:
    other = copy.deepcopy(drawn)
    watcher = delegation("watcher", *[0.0] * len(drawn["issues"]), rights={}, blocs=["b0"])
    other["delegations"].insert(min(place, len(other["delegations"])), watcher)
    assert ending(other, seed) == ending(drawn, seed)


@quick
@given(drawn=cases(), seed=SEED)
def test_a_new_name_changes_no_bit(drawn: Data, seed: int) -> None:
    other = copy.deepcopy(drawn)
    for place, row in enumerate(other["delegations"]):
        row["key"] = row["name"] = f"z{9 - place}"
    for part in other["issues"]:
        part["name"] = "A question"
    assert ending(other, seed) == ending(drawn, seed)


@quick
@given(drawn=cases(), seed=SEED, choice=st.data())
def test_another_order_of_the_list_changes_no_bit_while_everybody_keeps_its_seat(
    drawn: Data, seed: int, choice: st.DataObject
) -> None:
    for seat, row in enumerate(drawn["delegations"]):
        row["seat"] = 3 * seat
    other = copy.deepcopy(drawn)
    other["delegations"] = choice.draw(st.permutations(other["delegations"]))
    assert ending(other, seed) == ending(drawn, seed)


@quick
@given(drawn=cases(issues=1), seed=SEED)
def test_a_package_of_one_clause_is_that_clause(drawn: Data, seed: int) -> None:
    other = copy.deepcopy(drawn)
    drawn["forum"]["package"], other["forum"]["package"] = True, False
    assert ending(other, seed) == ending(drawn, seed)


def _mirrored(drawn: Data) -> Data:
    """Return the case with the axis turned round; the order of options stays."""
    other = copy.deepcopy(drawn)
    for part in other["issues"]:
        part["status_quo"] = 1 - part["status_quo"]
        for option in part["options"]:
            option["position"] = 1 - option["position"]
    for row in other["delegations"]:
        for mandate in row["mandate"].values():
            mandate["position"] = 1 - mandate["position"]
    ideal = other["chair"]["ideal"]
    other["chair"]["ideal"] = {key: 1 - place for key, place in ideal.items()}
    return other


@settings(max_examples=25)
@given(drawn=cases(is_drawn=False), seed=SEED)
def test_a_case_seen_in_a_mirror_has_the_same_texts_and_the_mirrored_outcome(drawn: Data, seed: int) -> None:
    def look(drawn: Data, turn: Callable[[np.ndarray], np.ndarray]) -> list[object]:
        record = negotiate(Scenario.model_validate(drawn), seed=seed)
        ideals = [[[round(x, 12) for x in row] for row in now] for now in turn(record.ideal).tolist()]
        same = (record.table, record.signal, record.platform, record.objects, record.outcome.option)
        return [record.outcome.outcome_class, *(array.tolist() for array in same), ideals]

    assert look(drawn, lambda x: x) == look(_mirrored(drawn), lambda x: 1 - x)
