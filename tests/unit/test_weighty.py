"""Only what is beyond noise and large enough to matter leads what is told of a study."""

from dataclasses import replace
from itertools import permutations

import pytest

from simulation.report.study.study_opening import (
    change_told,
    effect_figures,
    effect_sentence,
    headline,
    largest_told,
    lead,
)
from simulation.stats.interval import Estimate
from simulation.study.replication_rows import NUMBERS
from simulation.study.study_lead import lead_of, strongest
from simulation.study.study_summary import Finding, StudySummary
from simulation.study.weighty import SMALLEST, as_one_of, is_weighty, may_be_weighty, smallest, stands_out
from tests.told_studies import comparison


def with_effects(**effects: tuple[float, float, float]) -> StudySummary:
    """Return a comparison in which only these outcomes differ, by value, low and high; dots of keys are written _."""
    study = comparison()
    findings = [_set(one, effects.get(one.key.replace(".", "_"))) for one in study.findings]
    return replace(study, findings=tuple(findings))


def _set(finding: Finding, effect: tuple[float, float, float] | None) -> Finding:
    value, low, high = effect or (0.0, 0.0, 0.0)
    change = Estimate(value=value, low=low, high=high, n=200)
    return replace(finding, differences=(change,), same=(effect is None,))


def test_every_outcome_has_a_smallest_difference_that_is_worth_telling() -> None:
    heads = {*NUMBERS, "adopted", "class", "option", "place", "gain", "gain_of", "sessions", "signal"}
    assert set(SMALLEST) == heads
    # What the Method page and the how-to say of them.
    assert set(SMALLEST.values()) == {0.05, 0.02, 0.5}
    assert {key for key, size in SMALLEST.items() if size == 0.5} == {
        "clauses_open",
        "sessions",
        "objections",
    }


def test_a_fifth_of_the_objections_matters_in_a_small_room_and_in_a_large_one() -> None:
    few, many = (_first(comparison().finding("objections"), value) for value in (2.0, 40.0))
    assert (smallest(few), smallest(many)) == (0.5, 8.0)


def _first(finding: Finding, value: float) -> Finding:
    return replace(
        finding, estimates=(Estimate(value=value, low=value, high=value, n=200), *finding.estimates[1:])
    )


@pytest.mark.parametrize(
    ("effect", "found"),
    [
        ((0.0001, 0.00005, 0.00015), (False, False)),
        ((0.06, 0.055, 0.065), (True, False)),
        ((0.04, 0.02, 0.06), (True, False)),
        ((0.01, 0.002, 0.045), (False, False)),
        ((0.03, -0.04, 0.10), (False, True)),
        ((-0.08, -0.12, -0.04), (True, False)),
    ],
)
def test_an_effect_matters_where_it_is_beyond_noise_and_large(
    effect: tuple[float, float, float], found: tuple[bool, bool]
) -> None:
    finding = with_effects(trust=effect).finding("trust")
    assert (is_weighty(finding, 1), may_be_weighty(finding, 1)) == found


ANSWER = "in how it ends, in what is in the text, or in who gains."


def test_where_nothing_is_clear_the_headline_answers_what_was_asked_and_the_largest_stands_below() -> None:
    study = with_effects(
        trust=(0.01, -0.02, 0.04), gain_KEN=(-0.03, -0.07, 0.01), clauses_open=(0.1, -0.1, 0.3)
    )
    led = lead_of(study, 1)
    assert (led.finding.key, led.kind, led.tested) == ("gain.KEN", "unclear", 3)
    assert effect_sentence(study, led) == f"With “{study.words[1]}”, nothing clearly changes {ANSWER}"
    assert effect_figures(led).startswith(
        "The largest of 3 differences that were looked for is in “gain of Kenya”: −0.03 (−0.07 to +0.01). "
        "As the largest of so many it may be chance. "
    )
    assert largest_told(study) == effect_figures(led) == lead(study)[0]
    assert change_told(study, 1) == f"{headline(study)} {effect_figures(led)}"


def test_a_difference_too_small_to_matter_is_no_headline_though_it_is_clear() -> None:
    study = with_effects(trust=(0.001, 0.0005, 0.0015), objections=(0.2, 0.1, 0.3))
    led = lead_of(study, 1)
    assert (led.finding.key, led.kind) == ("objections", "small")
    assert (
        effect_sentence(study, led)
        == f"With “{study.words[1]}”, nothing changes by enough to matter {ANSWER}"
    )
    assert "+0.20 (+0.10 to +0.30), too small to matter." in effect_figures(led)


def test_pairs_that_have_no_text_are_told_of_all() -> None:
    study = with_effects(from_draft=(0.1, 0.05, 0.15))
    told = effect_figures(lead_of(study, 1))
    assert told.endswith("from 200 pairs of runs with the same chance events.")
    few = [
        replace(one, differences=(replace(one.differences[0], n=101),)) if one.key == "from_draft" else one
        for one in study.findings
    ]
    told = effect_figures(lead_of(replace(study, findings=tuple(few)), 1))
    assert "from 101 of 200 pairs of runs with the same chance events. In the other pairs at least" in told


def test_where_no_pair_differs_nothing_changes() -> None:
    study = with_effects()
    led = lead_of(study, 1)
    assert (led.kind, led.tested) == ("same", 0)
    assert headline(study) == f"With “{study.words[1]}”, nothing changes {ANSWER}"
    assert largest_told(study) == ""
    assert effect_sentence(study, lead_of(study, 1, ["adopted"])).startswith("No change: with ")


def test_what_would_be_clear_alone_is_no_headline_as_one_of_many() -> None:
    clear, noise = (0.06, 0.02, 0.10), (0.0, -0.06, 0.06)
    assert lead_of(with_effects(trust=clear), 1).kind == "clear"
    many = {one.key.replace(".", "_"): noise for one in comparison().findings} | {"trust": clear}
    assert lead_of(with_effects(**many), 1).kind == "unclear"
    assert lead_of(with_effects(**many), 1, ["trust"]).kind == "clear"
    assert lead_of(with_effects(**many), 1, comparison_keys()).kind == "unclear"


def test_whether_a_text_is_adopted_keeps_half_of_the_error_for_itself() -> None:
    noise = {one.key.replace(".", "_"): (0.0, -0.06, 0.06) for one in comparison().findings}
    study = with_effects(**noise | {"adopted": (0.06, 0.02, 0.10)})
    assert (lead_of(study, 1).finding.key, lead_of(study, 1).kind) == ("adopted", "clear")
    assert lead_of(with_effects(**noise | {"adopted": (0.06, 0.005, 0.115)}), 1).kind == "unclear"


def comparison_keys() -> list[str]:
    return [one.key for one in comparison().findings]


def test_how_it_ends_goes_before_the_text_and_the_text_before_trust() -> None:
    effects = {
        "trust": (0.5, 0.45, 0.55),
        "clauses_open": (2.0, 1.8, 2.2),
        "from_draft": (0.03, 0.025, 0.035),
    }
    assert lead_of(with_effects(**effects), 1).finding.key == "clauses_open"
    effects["class_partial"] = (-0.1, -0.13, -0.07)
    assert lead_of(with_effects(**effects), 1).finding.key == "class.partial"


def test_whether_a_text_is_adopted_goes_before_an_ending_that_changes_more() -> None:
    effects = {"class_partial": (-0.3, -0.33, -0.27), "adopted": (0.1, 0.07, 0.13)}
    assert lead_of(with_effects(**effects), 1).finding.key == "adopted"


def test_what_is_asked_for_is_told_however_small() -> None:
    study = with_effects(trust=(0.0001, 0.00005, 0.00015))
    assert lead_of(study, 1, ["trust"]).kind == "clear"
    assert strongest(study, [1], ["trust"]).finding.key == "trust"


def asking(study: StudySummary, *keys: str) -> StudySummary:
    return replace(study, outcomes=keys)


@pytest.mark.parametrize("order", list(permutations(("adopted", "trust", "clauses_open"))))
def test_of_outcomes_asked_for_the_weightiest_change_leads_in_any_order(order: tuple[str, ...]) -> None:
    study = with_effects(trust=(0.1, 0.08, 0.12), clauses_open=(0.6, 0.5, 0.7), from_draft=(0.9, 0.8, 1.0))
    led = lead_of(
        study, 1, order
    )  # adopted does not change, trust by twice what matters, clauses by a little more
    assert (led.finding.key, led.kind) == ("trust", "clear")
    assert headline(asking(study, *order)) == effect_sentence(study, led)


@pytest.mark.parametrize("first", ["adopted", "objections"])
def test_what_clearly_changes_leads_before_what_may_change_by_more_and_that_before_what_does_not(
    first: str,
) -> None:
    study = with_effects(trust=(0.01, 0.005, 0.015), clauses_open=(3.0, -1.0, 7.0))
    assert lead_of(study, 1, [first, "clauses_open", "trust"]).finding.key == "trust"
    assert lead_of(study, 1, [first, "clauses_open"]).finding.key == "clauses_open"
    assert lead_of(study, 1, [first, "adopted", "objections"]).finding.key == first
    assert lead_of(study, 1, [first, "adopted", "objections"]).kind == "same"


def test_how_many_sessions_were_held_leads_only_where_nothing_else_asked_for_changes() -> None:
    study = with_effects(sessions=(-8.0, -8.5, -7.5), trust=(0.06, 0.055, 0.065))
    assert lead_of(study, 1, ["sessions", "trust"]).finding.key == "trust"
    assert lead_of(study, 1, ["adopted", "sessions"]).finding.key == "sessions"


def test_an_outcome_that_was_not_measured_does_not_lead() -> None:
    study = with_effects(trust=(0.1, 0.08, 0.12))
    assert lead_of(study, 1, ["gain.NOBODY", "trust"]).finding.key == "trust"
    assert not lead_of(study, 1, ["gain.NOBODY"]).is_asked


def test_of_several_variants_the_weightiest_change_in_any_outcome_asked_for_leads() -> None:
    study = comparison(variants=3)
    none, small, large = (
        Estimate(value=value, low=value - 0.01, high=value + 0.01, n=200) for value in (0.0, 0.06, 0.3)
    )
    effects = {"adopted": (none, small), "trust": (large, none)}
    findings = [
        replace(one, differences=effects[one.key], same=tuple(not each.value for each in effects[one.key]))
        if one.key in effects
        else one
        for one in study.findings
    ]
    study = asking(replace(study, findings=tuple(findings)), "adopted", "trust")
    led = strongest(study, (1, 2), ["adopted", "trust"])
    assert (led.variant, led.finding.key) == (1, "trust")
    assert headline(study) == effect_sentence(study, led)
    assert any("has a clear effect on what was asked for too" in sentence for sentence in lead(study))


def test_an_effect_that_so_few_runs_cannot_tell_is_said_to_be_open() -> None:
    led = lead_of(with_effects(clauses_open=(1.0, -0.5, 2.5)), 1)
    assert (led.finding.key, led.kind) == ("clauses_open", "unclear")


def test_no_other_change_is_said_to_matter_that_is_told_not_to() -> None:
    study = comparison(variants=4)
    tiny = Estimate(value=0.01, low=0.005, high=0.015, n=200)
    findings = [replace(one, differences=(one.differences[0], tiny, tiny)) for one in study.findings]
    study = replace(study, findings=tuple(findings))
    assert [lead_of(study, variant).kind for variant in (1, 2, 3)] == ["clear", "small", "small"]
    assert any("None of the other changes has a clear effect" in sentence for sentence in lead(study))


def test_whether_a_text_is_adopted_is_tested_once_with_each_variant() -> None:
    adopted = comparison(variants=3).finding("adopted")
    none = Estimate(value=0.0, low=-0.01, high=0.01, n=200)
    change = Estimate(value=0.2, low=0.2 - 0.2 / 1.25, high=0.2 + 0.2 / 1.25, n=200)
    found = replace(adopted, differences=(change, none), chance_differences=(), same=(False, False))
    alone = replace(found, differences=(change,), same=(False,))
    # Half of the error of 10%: clear as one of two, and not as one of four.
    assert stands_out(alone, 1, 40)
    assert not stands_out(found, 1, 40)


def test_what_sets_add_is_not_widened_by_how_many_differences_are_looked_for() -> None:
    whole = Estimate(value=-0.4, low=-0.75, high=-0.05, n=200)
    by_chance = Estimate(value=-0.4, low=-0.45, high=-0.35, n=200)
    found = replace(comparison().finding("option.venue.new"), differences=(whole,), same=(False,))
    one = as_one_of(replace(found, chance_differences=(by_chance,)), 1, 33)
    assert -0.77 < one.low < -0.75
    assert -0.05 < one.high < -0.03
    assert stands_out(replace(found, chance_differences=(by_chance,)), 1, 33)
    assert not stands_out(replace(found, chance_differences=()), 1, 33)
