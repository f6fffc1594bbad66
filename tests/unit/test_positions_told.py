"""Where delegations stand towards the text on the table, and what their changes of position are put down to."""

from collections.abc import Iterator

import numpy as np
import pytest

from simulation.arrays import BoolArray
from simulation.engine.batch import negotiate
from simulation.engine.record import Record
from simulation.reasons import moves_beside_floor
from simulation.reasons.record_reading import Reading
from simulation.scenario.schema import ProtocolChoice, Scenario, StrategyChoice
from simulation.state.tableau import TEXT
from tests.small_cases import play
from tests.told_cases import EACH, made, record, scenario


@pytest.mark.parametrize("case", EACH)
def test_the_changes_of_position_add_up_to_the_way_from_the_opening_to_the_end(case: str) -> None:
    played = record(case)
    keys = list(played.tableau.delegations)
    issues = [issue.key for issue in played.scenario.issues]
    total = np.zeros(played.position.shape[1:])
    for move in made(case, "change_position"):
        total[keys.index(move.delegation), issues.index(move.issue)] += move.amount
    way = played.position[-1] - played.tableau.ideal[0]
    assert np.abs(total - way).max() <= moves_beside_floor.NOTICEABLE * played.n_rounds


def at_plain_texts(played: Record) -> Iterator[tuple[int, BoolArray, BoolArray, BoolArray]]:
    """Yield session by session which clauses are open with a plain text, `[I]`, who stands there and who accepts it."""
    reading, tableau, issues = Reading(played), played.tableau, np.arange(played.table.shape[1])
    for session in range(played.n_rounds):
        now = played.table[session + 1]
        is_plain = (tableau.option_kind[issues, now] == TEXT) & np.isnan(tableau.precision[issues, now])
        is_open = played.opened[session] & ~played.is_clean[session] & is_plain
        there = np.abs(played.position[session] - reading.places(now)) <= 1e-9
        yield session, is_open, there, played.could[session][:, issues, now]


@pytest.mark.parametrize("case", EACH)
def test_without_goodwill_one_stands_at_a_plain_text_on_the_table_exactly_if_its_account_accepts_it(
    case: str,
) -> None:
    told = scenario(case)
    extra = (told.protocol.model_extra or {}) | {"goodwill": False}
    protocol = ProtocolChoice.model_validate({"key": told.protocol.key} | extra)
    played = negotiate(told.model_copy(update={"protocol": protocol}), seed=1)
    account = Reading(played).account
    for session, is_open, there, could in at_plain_texts(played):
        # Whose ideal lies there can stand nowhere else, also where what is closed has cost it more than its best gives.
        in_debt = there & (played.reach[session] <= 0) & (account(session) < 0)
        assert (there == could)[:, is_open][~in_debt[:, is_open]].all()


def test_only_goodwill_parts_where_one_stands_from_what_one_accepts() -> None:
    # A position goes by what is asked of every wording alike: who accepts a text short of it is asked for less here,
    # and who refuses one that it stands at is asked for more.
    parted = set[bool]()
    for strategy in ("conceder", "hold"):
        case = _every_other(scenario("wtpf13_training"), strategy)
        played = negotiate(case, seed=2)
        issues = np.arange(played.table.shape[1])
        rooms = play(case, seed=2)
        for (session, is_open, there, could), (_, turn, _) in zip(at_plain_texts(played), rooms, strict=True):
            more = turn.asked[0][:, issues, played.table[session + 1]] - turn.aspiration[0]
            assert (more < 0)[:, is_open][(could & ~there)[:, is_open]].all()
            assert (more > 0)[:, is_open][(there & ~could)[:, is_open]].all()
            parted |= set(there[:, is_open][(there != could)[:, is_open]].tolist())
    assert parted == {True, False}


def _every_other(case: Scenario, strategy: str) -> Scenario:
    """Return a case in which every other delegation follows a strategy, and the rest goes with the clock."""
    keys = (strategy, "linear")
    given = [
        each.model_copy(update={"strategy": StrategyChoice(key=keys[row % 2])})
        for row, each in enumerate(case.delegations)
    ]
    return case.model_copy(update={"delegations": given})


@pytest.mark.parametrize("case", EACH)
def test_only_who_has_released_something_is_told_to_have_given_by_the_call_or_the_clock(case: str) -> None:
    played = record(case)
    rows = {key: row for row, key in enumerate(played.tableau.delegations)}
    issues = {issue.key: at for at, issue in enumerate(played.scenario.issues)}
    ease = np.concatenate([0.0 * played.ease[:1], played.ease])
    for move in made(case, "change_position"):
        if move.cause in ("called", "clock"):
            at = (rows[move.delegation], issues[move.issue])
            assert ease[move.session][at] > ease[move.session - 1][at], move


@pytest.mark.parametrize("case", EACH)
def test_the_causes_of_a_change_account_for_all_of_it(case: str) -> None:
    played, reading = record(case), Reading(record(case))
    before = played.tableau.ideal[0]
    for session, now in enumerate(played.position):
        # Where gains bend, the root of a rounding error of 1e-16 at the ideal is one of 1e-9 of the axis.
        assert np.allclose(reading.shares_of_change(session).sum(axis=0), now - before, atol=1e-8)
        before = now
