"""The verdicts in the package are those on the page about validation."""

import json
from pathlib import Path
from typing import Any

import pytest

from simulation.evidence.facts.fact import FactResult
from simulation.evidence.facts.facts_told import answer, expected, figure, missed, of_families
from simulation.evidence.facts.families import FAMILIES
from simulation.evidence.facts.frozen import frozen
from simulation.evidence.facts.published_facts import compact, published, refusal, renewed
from simulation.evidence.facts.verdict import verdict_of, verdict_over

PAGE = Path(__file__).parents[2] / "docs" / "validation.md"


def test_the_page_on_validation_has_all_that_is_published() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert renewed(page, published().section) == page


def test_a_section_is_written_anew_between_what_stands_around_it() -> None:
    page = "# A\n\n## Stylised facts\n\nold\n\n## Negative controls\n\nold\n\n## After\n\nkept\n"
    assert renewed(page, "## Stylised facts\n\nnew\n") == (
        "# A\n\n## Stylised facts\n\nnew\n\n## After\n\nkept\n"
    )
    with pytest.raises(ValueError, match="no section"):
        renewed("# A\n", "## Stylised facts\n")


@pytest.mark.parametrize("result", published().facts, ids=lambda result: result.fact.key)
def test_the_section_has_every_verdict_and_figure(result: FactResult) -> None:
    part = published().section.partition(f"### {result.fact.key}: ")[2].partition("\n### ")[0]
    assert f"Verdict: **{result.verdict}**, holds in {of_families(result)} families; " in part
    assert f"; {result.replications} pairs." in part
    for claim in result.claims:
        told = f"{figure(claim)} | {expected(claim)} | {answer(claim)} | {claim.estimate.n} |"
        assert any(
            line.startswith(f"| {claim.words}") and line.endswith(told) for line in part.splitlines()
        ), told
    for one in result.families[1:]:
        assert f"| {one.family} | {one.verdict} | {missed(one)}" in part


@pytest.mark.parametrize("result", published().facts, ids=lambda result: result.fact.key)
def test_a_verdict_follows_from_its_claims(result: FactResult) -> None:
    for one in result.families:
        assert verdict_of(one.claims, by_construction=bool(result.fact.by_construction)) == one.verdict
    assert verdict_over([one.verdict for one in result.families]) == result.verdict


def results() -> dict[str, Any]:
    """Return what the command prints, as far as the file needs it."""
    found = published()
    return {
        "seed": found.seed,
        "replications": found.replications,
        "version": found.version,
        "definitions": found.definitions,
        "families": [{"family": family.key, "words": family.words} for family in FAMILIES],
        "facts": [result.as_data() for result in found.facts],
        "controls": [
            {
                "control": key,
                "is_null": control.is_null,
                "figures": control.figures,
            }
            for key, control in zip(CONTROL_KEYS, found.controls, strict=True)
        ],
    }


CONTROL_KEYS = list(
    json.loads((PAGE.parents[1] / "simulation/evidence/facts/published.json").read_text(encoding="utf-8"))[
        "controls"
    ]
)


def test_what_the_command_prints_becomes_the_file() -> None:
    text = (PAGE.parents[1] / "simulation/evidence/facts/published.json").read_text(encoding="utf-8")
    assert compact(results(), published().before) == text


def test_the_table_was_drawn_with_the_definitions_as_they_were_frozen() -> None:
    assert published().definitions == frozen().digest
    assert published().families == tuple(family.key for family in FAMILIES)


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"definitions": "000000000000"}, "Freeze the definitions, commit that, then draw"),
        ({"replications": 399}, "A table has 400 pairs at least, in all 6 families."),
        ({"families": [{"family": "base"}]}, "A table has 400 pairs at least, in all 6 families."),
        ({"facts": []}, "A table has all facts and all controls."),
        ({"controls": []}, "A table has all facts and all controls."),
        ({"seed": 20161130}, "Seed 20161130 was looked at before."),
        ({}, ""),
    ],
)
def test_what_is_no_table_to_publish_is_refused(other: dict[str, Any], words: str) -> None:
    fresh = results() | {"seed": 424_242, "replications": 400}
    told = refusal(fresh | other, (1, 20161130))
    assert words in told
    assert bool(told) == bool(words)
