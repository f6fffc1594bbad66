"""The worked cases give the answers that their own notes work out by hand."""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from numpy.testing import assert_allclose

from simulation.engine.batch import negotiate
from simulation.engine.record import SIGNALS
from simulation.scenario.load import load_scenario
from tests.extent import at_a_desk

SCENARIOS = Path(__file__).parents[2] / "scenarios"
NARROW = {f"delegations.{key}.mandate.seats.red_line": "0.25" for key in ("OPEN", "STATE")}
BOULWARE = {f"delegations.{key}.strategy.key": "boulware" for key in ("OPEN", "STATE")}
FAR = {
    f"delegations.{key}.mandate.{issue}.red_line": "0.55"
    for key in ("OPEN", "STATE")
    for issue in ("seats", "agenda")
}
KIND = "issues.seats.options.four.kind"


class Answer(NamedTuple):
    """What the notes of a case say of it, or of a variant of it."""

    case: str
    overrides: dict[str, str]
    sessions: int
    outcome_class: str
    text: list[str | None]
    gain: list[float]


ANSWERS = [
    Answer("worked_clock", {}, 6, "consensus_clean", ["four"], [0, 0]),
    Answer("worked_clock", {"sessions": "5"}, 4, "consensus_clean", ["four"], [0, 0]),
    Answer("worked_clock", {"sessions": "3"}, 3, "deferred_or_referred", [None], [0, 0]),
    Answer("worked_clock", {"sessions": "40"}, 36, "consensus_clean", ["four"], [0, 0]),
    Answer("worked_clock", BOULWARE, 9, "consensus_clean", ["four"], [0, 0]),
    Answer("worked_clock", NARROW, 10, "deferred_or_referred", [None], [0, 0]),
    Answer("worked_clock", {**NARROW, KIND: "agreed_language"}, 6, "consensus_clean", ["four"], [0, 0]),
    Answer("worked_clock", {**NARROW, KIND: "vague"}, 5, "consensus_clean", ["four"], [0.03, 0.03]),
    Answer("worked_clock", {**NARROW, KIND: "delete"}, 6, "deferred_or_referred", ["four"], [0, 0]),
    Answer("worked_isolation", {}, 1, "consensus_with_statements", ["six"], [0.25] * 4 + [-0.05]),
    Answer("worked_isolation", {"protocol.signal.isolation": "0"}, 7, "consensus_clean", ["four"], [0] * 5),
    Answer("worked_package", {}, 4, "consensus_clean", ["two_seats", "eight_items"], [0.18, 0.18]),
    Answer("worked_package", {"forum.package": "false"}, 12, "deferred_or_referred", [None, None], [0, 0]),
    Answer("worked_package", FAR, 12, "deferred_or_referred", [None, None], [0, 0]),
]


@pytest.mark.parametrize("seed", at_a_desk([0], [0, 20130514]))
@pytest.mark.parametrize("answer", ANSWERS)
def test_a_worked_case_ends_as_its_notes_say_whatever_the_seed(answer: Answer, seed: int) -> None:
    case = load_scenario(SCENARIOS / f"{answer.case}.yaml", overrides=answer.overrides)
    record = negotiate(case, seed=seed)
    text = [
        case.issues[place].options[option].key if option >= 0 else None
        for place, option in enumerate(record.outcome.option)
    ]
    assert (record.n_rounds, record.outcome.outcome_class, text) == (
        answer.sessions,
        answer.outcome_class,
        answer.text,
    )
    assert_allclose(record.outcome.gain, answer.gain, atol=1e-9)


def test_brackets_and_give_of_the_clock_case_follow_the_sum_in_its_notes() -> None:
    record = negotiate(load_scenario(SCENARIOS / "worked_clock.yaml"), seed=1)
    assert record.brackets[:, 0].tolist() == [2, 2, 1, 1, 1, 0]
    given = [0.15, 0.30, 0.375, 3 / 7, 0.50, 0.60]
    assert_allclose(record.give, np.column_stack([given, given]), atol=1e-9)


def test_the_fifth_of_the_isolation_case_is_on_record_with_a_statement() -> None:
    record = negotiate(load_scenario(SCENARIOS / "worked_isolation.yaml"), seed=1)
    on_the_draft = [SIGNALS[code] for code in record.signal[0, :, 0, 3]]
    assert on_the_draft == ["support"] * 4 + ["statement"]
    assert record.outcome.signals[SIGNALS.index("statement")] == pytest.approx(0.2)
