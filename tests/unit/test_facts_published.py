"""The verdicts in the package are those on the page about validation."""

import json
from pathlib import Path
from typing import Any

import pytest

from simulation.experiments.facts.fact import FactResult
from simulation.experiments.facts.published import compact, published
from simulation.experiments.facts.telling import answer, basis, counts, expected, figure
from simulation.experiments.facts.verdict import verdict_of

PAGE = Path(__file__).parents[2] / "docs" / "validation.md"


def test_the_page_on_validation_says_on_what_they_rest() -> None:
    found = published()
    page = PAGE.read_text(encoding="utf-8")
    assert basis(seed=found.seed, replications=found.replications, version=found.version) in page
    assert f"**{counts(found.facts)}" in page


@pytest.mark.parametrize("result", published().facts, ids=lambda result: result.fact.key)
def test_the_page_on_validation_has_the_same_verdicts_and_figures(result: FactResult) -> None:
    page = PAGE.read_text(encoding="utf-8")
    part = page.partition(f"### {result.fact.key}: ")[2].partition("\n### ")[0]
    assert f"Verdict: **{result.verdict}**; {result.replications} pairs." in part
    for claim in result.claims:
        told = f"{figure(claim)} | {expected(claim)} | {answer(claim)} | {claim.estimate.n} |"
        assert any(
            line.startswith(f"| {claim.words}") and line.endswith(told) for line in part.splitlines()
        ), told


@pytest.mark.parametrize("result", published().facts, ids=lambda result: result.fact.key)
def test_a_verdict_follows_from_its_claims(result: FactResult) -> None:
    assert verdict_of(result.claims, by_construction=bool(result.fact.by_construction)) == result.verdict


def results() -> dict[str, Any]:
    """Return what the command prints, as far as the file needs it."""
    found = published()
    return {
        "facts": [result.as_data() for result in found.facts],
        "controls": [
            {
                "control": key,
                "is_null": control.is_null,
                "figures": control.figures,
                "seed": found.seed,
                "replications": found.replications,
                "version": found.version,
            }
            for key, control in zip(CONTROL_KEYS, found.controls, strict=True)
        ],
    }


CONTROL_KEYS = list(
    json.loads((PAGE.parents[1] / "simulation/experiments/facts/published.json").read_text(encoding="utf-8"))[
        "controls"
    ]
)


def test_what_the_command_prints_becomes_the_file() -> None:
    text = (PAGE.parents[1] / "simulation/experiments/facts/published.json").read_text(encoding="utf-8")
    assert compact(results()) == text
