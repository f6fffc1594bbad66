"""A live negotiation is its log: without people it is what all others play; with people it can be repeated."""

import re
from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from simulation import Record, load_scenario, simulate
from simulation.live import (
    IllegalMoveError,
    LiveLog,
    LiveLogError,
    LiveNegotiation,
    OtherVersionError,
    SeatMove,
)
from simulation.scenario.schema import Scenario
from simulation.version import version
from simulation.words import told_in
from tests.extent import at_a_desk
from tests.other_version import OTHER
from tests.spoken_for import BY_LANGUAGE


@pytest.fixture(scope="module")
def training() -> Scenario:
    return load_scenario("wtpf13_training")


def assert_same(one: Record, other: Record) -> None:
    for item in fields(Record):
        mine, its = getattr(one, item.name), getattr(other, item.name)
        if isinstance(mine, np.ndarray):
            np.testing.assert_array_equal(mine, its, err_msg=item.name)
    assert one.outcome.outcome_class == other.outcome.outcome_class
    np.testing.assert_array_equal(one.outcome.option, other.outcome.option)
    np.testing.assert_array_equal(one.outcome.joins, other.outcome.joins)


def unsealed(log: LiveLog) -> dict[str, Any]:
    """Return a log as an earlier version would have written it."""
    return {key: value for key, value in log.to_json().items() if key != "seal"}


def some_play(case: Scenario, seed: int = 3) -> LiveNegotiation:
    """Play three sessions from the seat of LUM with a talk, a wording and a trade in them."""
    live = LiveNegotiation(case, seed=seed, seats=("LUM",))
    live.submit(SeatMove(seat="LUM", move="consult_bilaterally", to="TAM"))
    live.submit(SeatMove(seat="LUM", move="consult_bilaterally", to="ALT"))
    issue = live.live.topic(live.live.opened[0])
    table = int(live.live.room.state.table[0, live.live.opened[0]])
    option = next(
        o for at, o in enumerate(issue.options) if at != table and o.kind not in ("delete", "refer")
    )
    live.submit(
        SeatMove(seat="LUM", move="propose_option", issue=issue.key, option=option.key, text="A bridge?")
    )
    while live.session < 4:
        for request in live.pending:
            for wording in request.asked[:2]:
                live.submit(SeatMove(seat="LUM", move="can_live_with", issue=wording[0], option=wording[1]))
            live.submit(SeatMove(seat="LUM", move="done"))
        live.advance()
    return live


@pytest.mark.parametrize(
    "case", at_a_desk(["worked_package"], ["wtpf13_training", "worked_package", "unga_cyber"])
)
def test_without_people_it_is_what_is_simulated_bit_for_bit(case: str) -> None:
    assert_same(LiveNegotiation(case, seed=5).play_out(), simulate(case, seed=5))


def test_a_seat_that_is_taken_and_given_back_at_once_changes_nothing(training: Scenario) -> None:
    live = LiveNegotiation(training, seed=2, seats=("LUM",))
    live.submit(SeatMove(seat="LUM", move="hand_over"))
    assert_same(live.play_out(), simulate(training, seed=2))


def test_the_log_gives_the_same_negotiation_again(training: Scenario) -> None:
    live = some_play(training)
    again = LiveNegotiation.from_log(LiveLog.from_text(live.log.to_text()), training)
    assert again.log.to_text() == live.log.to_text()
    assert_same(again.play_out(), live.play_out())


def test_a_fork_goes_its_own_way(training: Scenario) -> None:
    live = some_play(training)
    twin = live.fork()
    twin.submit(SeatMove(seat="LUM", move="hand_over"))
    before = live.log.to_text()
    twin.play_out()
    assert live.log.to_text() == before
    assert live.phase == "talks"


def test_a_fork_from_an_earlier_session_stands_at_its_beginning(training: Scenario) -> None:
    twin = some_play(training).fork(session=2)
    assert (twin.session, twin.phase) == (2, "talks")
    with pytest.raises(IllegalMoveError, match="Session 9 was not held"):
        some_play(training).fork(session=9)


def test_undo_takes_back_the_last_move_and_nothing_else(training: Scenario) -> None:
    live = LiveNegotiation(training, seats=("LUM",))
    live.submit(SeatMove(seat="LUM", move="consult_bilaterally", to="TAM"))
    before = live.log.to_text()
    live.submit(SeatMove(seat="LUM", move="consult_bilaterally", to="ALT"))
    back = live.undo()
    assert back.log.to_text() == before
    assert set(back.live.told) == {(live.live.row("LUM"), live.live.row("TAM"))}


def test_two_negotiations_in_one_process_do_not_touch_each_other(training: Scenario) -> None:
    alone = some_play(training).play_out()
    one, other = some_play(training), some_play(training, seed=8)
    other.play_out()
    assert_same(one.play_out(), alone)


def test_a_log_of_another_case_is_refused(training: Scenario) -> None:
    log = some_play(training).log
    with pytest.raises(LiveLogError, match="another one, or it has changed since"):
        LiveNegotiation.from_log(log, load_scenario("worked_package"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not JSON"),
        ("[]", "not a log of a live negotiation"),
        ('{"format": "delegation-sim live", "format_version": 9}', "version 9 of the format"),
        ('{"format": "delegation-sim live", "format_version": 1}', "case is missing"),
    ],
)
def test_a_file_that_is_no_log_is_refused_in_words(text: str, says: str) -> None:
    with pytest.raises(LiveLogError, match=says):
        LiveLog.from_text(text)


def test_every_damaged_entry_is_named(training: Scenario) -> None:
    data = some_play(training).log.to_json()
    data["entries"][1] = {"seat": "LUM", "move": "fly"}
    data["entries"][2] = {"seat": "LUM", "move": "speak", "text": "x" * 1001}
    data["level"] = "divine"
    with pytest.raises(
        LiveLogError, match=r"level is none of .*; entry 2 is not a move; entry 3 is not a move"
    ):
        LiveLog.from_json(data)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("replication", 2**63, "is not between 0 and"),
        ("version", "\x1b[31m9", "version is missing"),
        ("seats", ["LUM", "LUM"], "seats are not keys"),
        ("seats", ["x" * 101], "seats are not keys"),
        ("notes", {"LUM": "\ud800"}, "no file can hold"),
    ],
)
def test_what_no_log_holds_is_refused(training: Scenario, field: str, value: object, says: str) -> None:
    data = some_play(training).log.to_json() | {field: value}
    with pytest.raises(LiveLogError, match=says):
        LiveLog.from_json(data)


@pytest.mark.parametrize(
    "entry",
    [
        {"seat": "LUM", "move": []},
        {"seat": "LUM", "move": "offer_trade", "give": ["x" * 2_000, "y"]},
        {"seat": "LUM", "move": "propose_package", "package": {str(n): "x" for n in range(500)}},
    ],
)
def test_an_entry_that_nobody_can_have_made_is_refused_in_few_words(
    training: Scenario, entry: dict[str, object]
) -> None:
    data = some_play(training).log.to_json() | {"entries": [entry] * 500}
    with pytest.raises(LiveLogError, match=r"entry 1 is not a move; .*; and more") as refusal:
        LiveLog.from_json(data)
    assert len(str(refusal.value)) < 300


def test_a_log_with_a_seat_that_there_is_not_is_refused_as_a_log(training: Scenario) -> None:
    log = LiveLog.from_json(unsealed(some_play(training).log) | {"seats": ["ZZZ"]})
    with pytest.raises(LiveLogError, match="No delegation is called “ZZZ”"):
        LiveNegotiation.from_log(log, training)


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_a_log_of_another_version_is_not_played_on_whatever_case_is_given(
    training: Scenario, language: str
) -> None:
    log = some_play(training).log
    log.version = OTHER
    told = re.escape(OTHER) + ".*" + re.escape(version())
    with told_in(language), pytest.raises(OtherVersionError, match=told):
        LiveNegotiation.from_log(LiveLog.from_text(log.to_text()), training)
    with pytest.raises(OtherVersionError, match=f"delegation-sim {OTHER}. This is {version()}, where"):
        LiveNegotiation.from_log(log, load_scenario("worked_package"))


def test_the_log_says_how_far_it_is_and_when_each_session_began(training: Scenario) -> None:
    live = some_play(training)
    reached = live.log.reached
    assert (reached["session"], reached["phase"], len(reached["sessions"])) == (4, "talks", 4)
    for number, entries in enumerate(reached["sessions"], start=1):
        then = LiveNegotiation.from_log(live.log, training, until=entries)
        assert (then.session, then.phase) == (number, "talks")
    assert live.undo().log.reached["session"] == 3


def test_the_log_of_what_is_over_says_how_it_ended(training: Scenario) -> None:
    live = some_play(training)
    record = live.play_out()
    assert live.log.reached["outcome"] == record.outcome.outcome_class
    assert live.log.reached["options"] == {
        issue.key: issue.options[option].key if option >= 0 else ""
        for issue, option in zip(training.issues, record.outcome.option.tolist(), strict=True)
    }


@pytest.mark.parametrize(
    "changed",
    [
        {"phase": "lunch"},
        {"phase": []},
        {"session": "4"},
        {"session": True},
        {"sessions": None},
        {"sessions": [0, "9"]},
        {"sessions": [0, 3, 0, 3]},
        {"sessions": [-1, 0]},
        {"sessions": [0, 1_000_000]},
        {"outcome": 3},
        {"options": {"roles": None}},
        {"options": ["roles"]},
    ],
)
def test_what_says_nothing_of_how_far_it_is_is_refused(
    training: Scenario, changed: dict[str, object]
) -> None:
    log = some_play(training).log
    log.reached |= changed
    with pytest.raises(LiveLogError, match="the record of its progress cannot be read"):
        LiveLog.from_json(log.to_json())


def test_text_that_no_file_can_hold_is_refused(training: Scenario) -> None:
    with pytest.raises(IllegalMoveError, match="cannot be kept"):
        LiveNegotiation(training, seats=("LUM",)).submit(SeatMove(seat="LUM", move="speak", text="a\ud800b"))
