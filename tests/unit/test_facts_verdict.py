"""The rule by which estimates become a verdict, case by case."""

import numpy as np
import pytest

from simulation.evidence.facts.fact import FEWEST, Claim, ClaimResult, Expects, Role, Verdict
from simulation.evidence.facts.verdict import judge, verdict_of, verdict_over
from simulation.stats.interval import Estimate

HOLDS = (0.1, 0.3)
OPPOSITE = (-0.3, -0.1)
UNCLEAR = (-0.1, 0.3)


def judged(
    ends: tuple[float, float],
    *,
    expects: Expects = "more",
    margin: float = 0.0,
    role: Role = "primary",
    n: int = 400,
) -> ClaimResult:
    low, high = ends
    estimate = Estimate(value=(low + high) / 2, low=low, high=high, n=n, level=0.95)
    claim = Claim(words="effect", measure=lambda _: estimate, expects=expects, margin=margin, role=role)
    return judge(claim, estimate)


@pytest.mark.parametrize(
    ("ends", "expects", "margin", "holds", "is_opposite"),
    [
        ((0.1, 0.3), "more", 0.0, True, False),
        ((0.0, 0.3), "more", 0.0, False, False),
        ((-0.3, -0.1), "more", 0.0, False, True),
        ((0.02, 0.04), "more", 0.025, False, False),
        ((0.03, 0.04), "more", 0.025, True, False),
        ((-0.02, -0.01), "more", 0.025, False, False),
        ((-0.3, -0.1), "less", 0.0, True, False),
        ((0.1, 0.3), "less", 0.0, False, True),
        ((-0.3, 0.04), "no more", 0.05, True, False),
        ((-0.3, 0.06), "no more", 0.05, False, False),
        ((0.06, 0.08), "no more", 0.05, False, True),
        ((0.0, 0.0), "no more", 0.0, True, False),
        ((-0.01, 0.5), "no less", 0.02, True, False),
        ((-0.03, 0.5), "no less", 0.02, False, False),
        ((-0.08, -0.03), "no less", 0.02, False, True),
    ],
)
def test_a_claim_holds_when_its_whole_interval_is_on_the_expected_side(
    *, ends: tuple[float, float], expects: Expects, margin: float, holds: bool, is_opposite: bool
) -> None:
    found = judged(ends, expects=expects, margin=margin)
    assert (found.holds, found.is_opposite) == (holds, is_opposite)


def test_a_claim_on_too_few_values_is_neither_borne_out_nor_opposite() -> None:
    few, many = (judged(HOLDS, n=n) for n in (FEWEST - 1, FEWEST))
    assert (few.holds, many.holds) == (False, True)
    assert not judged(OPPOSITE, n=FEWEST - 1).is_opposite


def test_what_could_not_be_measured_does_not_hold() -> None:
    nothing = Estimate(value=float("nan"), low=-np.inf, high=np.inf, n=0, level=0.95)
    found = judge(Claim(words="effect", measure=lambda _: nothing), nothing)
    assert (found.holds, found.is_opposite) == (False, False)
    assert found.as_data()["value"] is None


@pytest.mark.parametrize(
    ("primary", "additional", "verdict"),
    [
        ([HOLDS, HOLDS], [HOLDS], "shown"),
        ([HOLDS, HOLDS], [], "shown"),
        ([HOLDS, HOLDS], [UNCLEAR], "in part"),
        ([HOLDS, HOLDS], [OPPOSITE], "in part"),
        ([HOLDS, UNCLEAR], [], "in part"),
        ([UNCLEAR], [HOLDS], "not shown"),
        ([UNCLEAR, UNCLEAR], [HOLDS, HOLDS], "not shown"),
        ([UNCLEAR], [UNCLEAR], "not shown"),
        ([UNCLEAR], [OPPOSITE], "not shown"),
        ([HOLDS, OPPOSITE], [HOLDS], "opposite"),
    ],
)
def test_the_verdict_follows_the_rule(
    primary: list[tuple[float, float]], additional: list[tuple[float, float]], verdict: str
) -> None:
    claims = [judged(ends) for ends in primary] + [judged(ends, role="additional") for ends in additional]
    assert verdict_of(claims) == verdict


def test_notes_count_for_nothing() -> None:
    assert verdict_of([judged(HOLDS), judged(OPPOSITE, role="note")]) == "shown"
    assert verdict_of([judged(UNCLEAR), judged(HOLDS, role="note")]) == "not shown"


def test_what_holds_by_construction_is_called_so() -> None:
    assert verdict_of([judged(HOLDS)], by_construction=True) == "by construction"
    assert verdict_of([judged(UNCLEAR)], by_construction=True) == "not shown"


def test_a_fact_without_a_primary_claim_has_no_verdict() -> None:
    with pytest.raises(ValueError, match="primary"):
        verdict_of([judged(HOLDS, role="additional")])


@pytest.mark.parametrize(
    ("verdicts", "verdict"),
    [
        (["shown"] * 6, "shown"),
        (["shown"] * 5 + ["not shown"], "shown"),
        (["shown"] * 5 + ["opposite"], "shown"),
        (["shown"] * 4 + ["in part"] * 2, "in part"),
        (["shown"] * 4 + ["in part", "opposite"], "opposite"),
        (["not shown"] * 5 + ["in part"], "in part"),
        (["not shown"] * 5 + ["shown"], "in part"),
        (["not shown"] * 6, "not shown"),
        (["by construction"] * 5 + ["in part"], "by construction"),
        (["by construction"] * 4 + ["in part"] * 2, "in part"),
        (["shown"], "shown"),
        (["shown", "in part"], "in part"),
    ],
)
def test_a_fact_is_shown_where_it_holds_in_five_families_of_six(
    verdicts: list[Verdict], verdict: Verdict
) -> None:
    assert verdict_over(verdicts) == verdict
