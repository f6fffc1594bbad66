"""Where nothing but chance differs, a study finds nothing; where a change does much, it says so."""

from collections.abc import Iterator
from dataclasses import replace
from math import prod

import numpy as np
import pytest

from simulation.cli.study_page import print_study
from simulation.engine.simulate import load_scenario
from simulation.notebook import compare, ensemble
from simulation.stats.interval import mean, paired_mean, paired_share, share
from simulation.study.short_answer import ShortAnswer, short_answer
from simulation.study.study_lead import lead_of, strongest
from simulation.study.study_measures import Measure, measures_of, parts_of_case
from simulation.study.study_summary import Finding, StudySummary

PAIRS = 40
thorough = pytest.mark.thorough


def comparisons(
    case: str, seed: int, number: int, changes: int = 1, pairs: int = PAIRS
) -> Iterator[StudySummary]:
    """Yield comparisons of a case with so many versions that are the case itself, each of other runs."""
    shape = (number, 1 + changes, pairs)
    found = ensemble(case, n=prod(shape), seed=seed, parameters="median")
    rows, measures = found.replications.to_dict(), measures_of(parts_of_case(load_scenario(case)))
    asked = {one.key: one for one in measures}
    values = {one.key: _values(asked[one.key], rows, shape) for one in found.summary.findings}
    for place in range(number):
        findings = [_compared(one, values[one.key][place]) for one in found.summary.findings]
        yield replace(
            found.summary,
            kind="compare",
            variants=("base", *"ABCDEFGH"[:changes]),
            words=(found.summary.words[0],) * (1 + changes),
            changes=(),
            findings=tuple(findings),
        )


def _values(measure: Measure, rows: dict[str, list[object]], shape: tuple[int, int, int]) -> np.ndarray:
    """Return what was measured, `[comparison, base or variant, pair]`."""
    column = rows[measure.column]
    if measure.unit == "share":
        return np.array([word in measure.words for word in column]).reshape(shape)
    return np.array(column, float).reshape(shape)


def _compared(finding: Finding, values: np.ndarray) -> Finding:
    """Return a finding of values, `[base or variant, pair]`."""
    base, *variants = values
    if finding.unit == "share":
        estimates = [share(int(one.sum()), len(one)) for one in values]
        changes = [paired_share(base, one) for one in variants]
        same = [bool((base == one).all()) for one in variants]
    else:
        pairs = [
            (base[there], one[there]) for one in variants for there in (~np.isnan(base) & ~np.isnan(one),)
        ]
        estimates = [mean(pairs[0][0]), *(mean(one) for _, one in pairs)]
        changes = [paired_mean(*pair) for pair in pairs]
        same = [bool((first == second).all()) for first, second in pairs]
    return replace(finding, estimates=tuple(estimates), differences=tuple(changes), same=tuple(same))


def names_an_effect(answer: ShortAnswer) -> bool:
    return bool(answer.gainers or answer.losers) or any("instead of" in str(one) for one in answer.sentences)


def has_rows(study: StudySummary, capsys: pytest.CaptureFixture[str]) -> bool:
    """Return whether the page on the terminal names something under *beyond noise*."""
    print_study(study, None)
    return "beyond noise" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("case", "seed", "number"),
    [
        ("first_hour", 1, 10),
        *(
            pytest.param(case, seed, 40, marks=thorough)
            for case, seed in (("first_hour", 1), ("first_hour", 7), ("ai_oversight", 7), ("ai_oversight", 8))
        ),
        pytest.param("wtpf13", 1, 20, marks=thorough),
    ],
)
def test_of_comparisons_of_a_case_with_itself_at_most_one_in_ten_names_an_effect(
    case: str, seed: int, number: int, capsys: pytest.CaptureFixture[str]
) -> None:
    studies = list(comparisons(case, seed, number))
    clear = [lead_of(study, 1).kind == "clear" for study in studies]
    named = [names_an_effect(short_answer(study, 1)) for study in studies]
    rows = [has_rows(study, capsys) for study in studies]
    assert sum(clear) <= number / 10
    # No headline says that nothing changes above a row of what is beyond noise, or an answer that names somebody.
    assert not any(row and not headline for headline, row in zip(clear, rows, strict=True))
    assert not any(answer and not headline for headline, answer in zip(clear, named, strict=True))


@pytest.mark.thorough  # with one version, above
@pytest.mark.parametrize(("number", "pairs"), [(10, 20), pytest.param(40, PAIRS, marks=thorough)])
def test_of_comparisons_with_six_versions_that_are_the_case_itself_at_most_one_in_ten_names_an_effect(
    number: int, pairs: int
) -> None:
    studies = list(comparisons("first_hour", 2, number, changes=6, pairs=pairs))
    clear = [strongest(study, range(1, 7)).kind == "clear" for study in studies]
    named = [any(names_an_effect(short_answer(study, each)) for each in range(1, 7)) for study in studies]
    assert sum(clear) <= number / 10
    assert not any(answer and not headline for headline, answer in zip(clear, named, strict=True))


@pytest.mark.parametrize(
    ("case", "change", "parameters"),
    [
        ("first_hour", "rule=simple_majority", "median"),
        pytest.param("first_hour", "leftover=fail", "drawn", marks=thorough),
        pytest.param("ai_oversight", "rule=simple_majority", "median", marks=thorough),
        pytest.param("wtpf13_training", "chair_powers=none", "median", marks=thorough),
        pytest.param("wtpf13_training", "sessions=4", "median", marks=thorough),
        pytest.param("wtpf13", "rule=simple_majority", "drawn", marks=thorough),
    ],
)
def test_a_change_that_does_much_is_named(case: str, change: str, parameters: str) -> None:
    study = compare(case, change, n=200, parameters=parameters).summary
    assert lead_of(study, 1).kind == "clear"
    assert names_an_effect(short_answer(study, 1))
