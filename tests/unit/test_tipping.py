"""Which coding tips the ending, and which the text: told of a study whose codings are known."""

import numpy as np
import pytest

from simulation.protocols.result import OUTCOME_CLASSES
from simulation.scenario.judgement import Judgement
from simulation.study.codings import draw
from simulation.study.tipping import tipping_of

JUDGEMENT = {
    "issues": [
        {
            "issue": "q0",
            "reason": "so",
            "others": [{"kinds": {"a": "vague"}}],
            "positions": {"b": [0.2, 0.4]},
        },
        {"issue": "q1", "reason": "so", "status_quo": [0.4, 0.6]},
    ],
    "red_lines": [{"factor": [0.5, 1.5], "reason": "so"}],
}
OPTIONS = [{"key": "a", "label": "First"}, {"key": "b", "label": "Second"}]
MANIFEST = {
    "codings": {"judgement": JUDGEMENT, "drawn_together": 8},
    "seed": 1,
    "issues": [{"key": key, "name": key, "options": OPTIONS} for key in ("q0", "q1")],
    "delegations": [{"key": "d0", "short": "D0"}],
}
RUNS = np.arange(400)
CODINGS = [draw(Judgement.model_validate(JUDGEMENT), 1, int(run)) for run in RUNS]
CLEAN, OPEN = (OUTCOME_CLASSES.index(word) for word in ("consensus_clean", "partial"))
CHANCE = np.random.default_rng(3)


def told(ending: np.ndarray, text: np.ndarray) -> dict[str, object]:
    columns = {"outcome_class": ending, "option.q0": text, "option.q1": np.zeros(len(RUNS), dtype=np.int64)}
    return tipping_of(MANIFEST, RUNS, columns, level=0.9)


def mixed(share: float) -> np.ndarray:
    return np.where(CHANCE.random(len(RUNS)) < share, CLEAN, OPEN)


def test_a_coding_that_decides_the_ending_is_named_with_what_it_does() -> None:
    other = np.array([coding.others[0] == 1 for coding in CODINGS])
    found = told(np.where(other, mixed(0.9), mixed(0.1)), np.zeros(len(RUNS), dtype=np.int64))
    assert found["ending"]["clear"] is True  # type: ignore[index] # plain data
    assert (
        "The ending tips most with q0, coded differently (“First” is vague): “clean consensus” then comes in"
        in (str(found["sentence"]))
    )
    assert "The most frequent ending is then “clean consensus” in place of “partial: some clauses only”." in (
        str(found["sentence"])
    )


def test_a_range_that_decides_is_told_by_its_halves() -> None:
    high = np.array([coding.factors[0] > 1.0 for coding in CODINGS])
    found = told(np.where(high, CLEAN, OPEN), np.zeros(len(RUNS), dtype=np.int64))
    assert (
        "how wide red lines are (of all), above 1.00 and not below: “clean consensus” then comes in 100 of 100"
        in (str(found["sentence"]))
    )


def test_a_coding_that_moves_the_text_alone_is_told_of_the_text() -> None:
    high = np.array([(coding.status_quo[1] or 0.0) > 0.5 for coding in CODINGS])
    found = told(mixed(0.5), np.where(high, 1, 0))
    sentence = str(found["sentence"])
    assert sentence.startswith("No single coding of these parts tips the ending beyond noise (90%). Nearest")
    assert (
        "The text changes most with the status quo of q1, above 0.50 and not below: “Second” then stands"
        in sentence
    )


def test_what_only_chance_decides_is_clear_as_seldom_as_the_level_says() -> None:
    clear = [
        told(mixed(0.5), np.zeros(len(RUNS), dtype=np.int64))["ending"]["clear"]  # type: ignore[index] # as above
        for _ in range(10)
    ]
    # Of 10 with probability 1/10, 5 or more come less often than once in 500.
    assert sum(clear) < 5


@pytest.mark.parametrize("n", [8, 9])
def test_one_or_two_codings_name_nothing_as_clear(n: int) -> None:
    columns = {"outcome_class": mixed(0.5)[:n]}
    found = tipping_of(MANIFEST, RUNS[:n], columns, level=0.9)
    assert found["ending"] is None or not found["ending"]["clear"]
