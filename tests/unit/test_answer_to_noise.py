"""Where nothing but chance differs, a study names nobody as a gainer or a loser."""

from dataclasses import replace

import numpy as np
import pytest

from simulation.arrays import FloatArray
from simulation.notebook import ensemble
from simulation.stats.interval import mean, paired_mean
from simulation.study.short_answer import short_answer
from simulation.study.summary import Finding, StudySummary

COMPARISONS = 20
PAIRS = 40


def chunks(case: str, seed: int) -> tuple[StudySummary, dict[str, FloatArray]]:
    """Return many runs of one case: what each delegation gains, `[comparison, base or variant, pair]`."""
    found = ensemble(case, n=2 * COMPARISONS * PAIRS, seed=seed, parameters="median")
    rows = found.replications.to_dict()
    keys = [one.key for one in found.summary.findings if one.key.startswith("gain.")]
    shape = COMPARISONS, 2, PAIRS
    return found.summary, {key: np.array(rows[key], float).reshape(shape) for key in keys}


def compared(finding: Finding, pair: FloatArray) -> Finding:
    change = paired_mean(*pair)
    return replace(finding, estimates=tuple(map(mean, pair)), differences=(change,), same=(False,))


@pytest.mark.parametrize(
    ("case", "seats"), [("first_hour", 6), pytest.param("wtpf13", 46, marks=pytest.mark.thorough)]
)
def test_of_twenty_comparisons_of_a_case_with_itself_at_most_one_names_somebody(
    case: str, seats: int
) -> None:
    summary, gains = chunks(case, seed=1)
    assert len(gains) == seats
    named = 0
    for place in range(COMPARISONS):
        findings = tuple(compared(summary.finding(key), gain[place]) for key, gain in gains.items())
        answer = short_answer(replace(summary, findings=findings), 1)
        named += bool(answer.gainers or answer.losers)
    assert named <= 1
