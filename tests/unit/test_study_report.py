"""The page about a study: self-contained, safe, never a value without its interval."""

import html
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from simulation.errors import RecordError
from simulation.evidence.validation.validation_told import forecast_line
from simulation.report.study import study_page, write_study_report
from simulation.report.study.differences import difference_section
from simulation.stats.interval import Estimate
from simulation.study.estimates_told import is_clear
from simulation.study.study_summary import StudySummary
from simulation.study.weighty import looked_for, number_tested, stands_out, weight
from simulation.words import Said, said
from tests.html_pages import Page
from tests.told_studies import NAMES, comparison, ensemble, sensitivity, sweep

STUDIES = {
    "ensemble": ensemble(),
    "few": ensemble(12),
    "one": ensemble(1),
    "comparison": comparison(),
    "four": comparison(variants=4),
    "many": ensemble(names={f"D{k:02}": f"Delegation {k}" for k in range(59)}),
    "sweep": sweep(),
    "sensitivity": sensitivity(),
}
EACH = pytest.mark.parametrize("study", STUDIES.values(), ids=STUDIES.keys())


@EACH
def test_every_element_is_closed_and_nothing_is_missing(study: StudySummary) -> None:
    page = Page(study_page(study))
    assert page.open == []
    assert re.search(r"\b(?:None|nan|inf)\b", page.text) is None


@EACH
def test_the_page_says_once_what_many_runs_are_not_for_and_an_ensemble_at_its_head(
    study: StudySummary,
) -> None:
    text = Page(study_page(study)).text
    assert text.count(forecast_line()) == 1
    assert (forecast_line() in Page(study_page(study).partition("<section")[0]).text) == (
        study.kind == "ensemble"
    )


@EACH
def test_the_page_asks_for_nothing_outside_and_runs_nothing(study: StudySummary) -> None:
    source = study_page(study)
    elements = Page(source).elements
    assert {name for name, _ in elements} & {
        "script",
        "link",
        "img",
        "iframe",
        "a",
        "form",
        "image",
        "use",
    } == set()
    attributes = {name for _, found in elements for name in found}
    assert {name for name in attributes if name.startswith("on")} | attributes & {
        "src",
        "href",
        "action",
    } == set()
    assert "url(" not in source
    assert "default-src 'none'" in source


@EACH
def test_every_drawing_has_a_title_and_a_description_of_its_own(study: StudySummary) -> None:
    elements = Page(study_page(study)).elements
    ids = Counter(found["id"] for _, found in elements if "id" in found)
    assert max(ids.values()) == 1
    drawings = [found for name, found in elements if name == "svg"]
    assert drawings
    assert all(key in ids for found in drawings for key in (found["aria-labelledby"] or "").split())


@EACH
def test_every_chart_has_its_table(study: StudySummary) -> None:
    for part in study_page(study).split("<section")[1:]:
        charts = part.count('class="one-chart"') + ('class="issues"' in part)
        assert part.count("Show as table") == charts


@EACH
def test_n_seed_version_hash_and_command_are_printed(study: StudySummary) -> None:
    text = Page(study_page(study)).text
    for words in (
        f"seed {study.seed}",
        study.version,
        study.scenario_hash,
        study.command,
        "What this cannot tell",
    ):
        assert words in text, words
    assert f"{study.replications} runs" in text


def test_an_ensemble_says_first_how_it_ends_most_often_with_the_interval() -> None:
    page = Page(study_page(ensemble()))
    assert "In 38% of runs the text is adopted by consensus with statements (32 to 43)." in page.text


def test_classes_that_never_occur_are_named_in_a_note() -> None:
    assert (
        "Never in any run: adopted over objections, adopted with low participation."
        in Page(study_page(ensemble())).text
    )


def test_a_comparison_says_first_what_was_changed_and_what_it_does() -> None:
    text = Page(study_page(comparison())).text
    assert (
        "With “Decision rule: simple majority (was consensus)”, a text is adopted in 76% of runs instead of 70%."
    ) in text
    assert "no clear effect (" in text


def test_a_comparison_names_the_other_changes_with_a_clear_effect() -> None:
    text = Page(study_page(comparison(variants=4))).text
    assert (
        "“Decision rule: simple majority (was consensus)” and “Sessions: 10 (was 20)” have clear effects on how "
        "it ends too."
    ) in text


def test_a_comparison_says_who_joins_if_that_clearly_moves() -> None:
    study = comparison(variants=4)
    joined = study.finding("joined")
    values = (0.9, 0.4, 0.4, 0.4)
    moved = tuple(Estimate(value=each, low=each - 0.01, high=each + 0.01, n=200) for each in values)
    change = Estimate(value=-0.5, low=-0.52, high=-0.48, n=200)
    findings = tuple(
        replace(each, estimates=moved, differences=(change,) * 3) if each is joined else each
        for each in study.findings
    )
    text = Page(study_page(replace(study, findings=findings))).text
    assert "in 100% of runs instead of 70%; 40% of decision-holders join instead of 90%." in text


def test_of_outcomes_asked_for_the_weightiest_is_told_at_the_top_and_no_others_but_how_it_ends() -> None:
    study = replace(comparison(), outcomes=("objections", "gain.*"))
    text = Page(study_page(study)).text
    assert study_page(study).count("<h1>") == 1
    asked = [one for one in study.findings if one.key.startswith(("objections", "gain."))]
    first = max((one for one in asked if is_clear(one, 1)), key=lambda one: weight(one, 1))
    assert first.key.startswith("gain.")
    assert f"“{first.label}”" in text.split("seed 12")[1].partition("runs of each")[0]
    assert "Gain over no agreement, in lengths of the axis" in text
    assert "How it ends" in text
    for words in ("Trust at the end", "Which wording ends in the text", "Who stands with whom"):
        assert words not in text, words


def test_what_is_the_same_in_every_pair_is_named_and_not_drawn() -> None:
    study = comparison()
    narrow = Estimate(value=0.0, low=-0.009, high=0.009, n=200)
    findings = tuple(
        replace(each, differences=(narrow,), same=(True,)) if each.group in ("ending", "option") else each
        for each in study.findings
    )
    text = Page(study_page(replace(study, findings=findings))).text
    assert "−0.9" not in text
    assert "The same in every pair of runs: A text is adopted; Clean consensus; " in text
    assert "The same in every pair of runs: venue: Keep to existing forums; no new body; " in text
    findings = tuple(replace(each, differences=(narrow,), same=(True,)) for each in study.findings)
    text = Page(study_page(replace(study, findings=findings))).text
    told = "With “Decision rule: simple majority (was consensus)”, nothing changes in how it ends, "
    assert told in text
    assert "Nothing changes in any pair of runs." in text


def test_a_comparison_without_effect_says_so() -> None:
    study = comparison()
    nothing = Estimate(value=-0.02, low=-0.05, high=0.01, n=200)
    findings = tuple(
        replace(each, differences=tuple(nothing for _ in each.differences)) for each in study.findings
    )
    text = Page(study_page(replace(study, findings=findings))).text
    assert (
        "With “Decision rule: simple majority (was consensus)”, nothing clearly changes in how it ends, in what is "
        "in the text, or in who gains."
    ) in text
    assert (
        "differences that were looked for is in “distance from the first draft”: −0.020 (−0.050 to +0.010). As "
        "the largest of so many it may be chance." in text
    )
    assert "Decision rule: simple majority (was consensus). Nothing clearly changes." in text


def test_few_runs_are_told_in_percent_too_and_how_many_there_are_once() -> None:
    text = Page(study_page(ensemble(12))).text
    assert "In 42% of runs" in text
    assert " runs 12 " in text
    assert "of 12 runs" not in text


def test_a_sweep_says_first_what_the_lever_does_that_moves_most() -> None:
    text = Page(study_page(sweep())).text
    assert (
        "A text is adopted in 76% (74 to 78) of runs where the deadline is 4, and in 100% (100 to 100) where it "
        "is 20. In brackets the lowest and the highest point"
    ) in text
    assert "How the outcome changes with the deadline" in text
    assert "Each dot is the mean of the 2 points that have this value" in text


def test_shares_of_a_sweep_are_told_in_percent_however_few_runs_there_are() -> None:
    text = Page(study_page(sweep(20))).text
    assert "of runs where the deadline is 4" in text


def test_a_sensitivity_analysis_says_first_what_matters_most_and_the_rest_below() -> None:
    study = sensitivity()
    told = {
        **study.analysis["indices"]["adopted"],
        "sentence": Said.clauses(["the deadline matters most: 0.41", "rule: 0.11"]),
    }
    source = study_page(replace(study, analysis={**study.analysis, "indices": {"adopted": told}}))
    found = html.escape(str(study.analysis["discovery"]["sentence"]), quote=False)
    assert "<h1>The deadline matters most: 0.41.</h1>" in source
    assert f'<p class="lead">Rule: 0.11. {found[:40]}' in source


def test_a_discovery_says_first_when_it_happens_and_draws_after() -> None:
    study = sensitivity()
    source = study_page(replace(study, analysis={**study.analysis, "indices": {}}))
    sentence = html.escape(str(study.analysis["discovery"]["sentence"]), quote=False)
    assert "the deadline &lt; 8 and 0.1 ≤ trust &lt; 0.3 and rule is not simple majority" in sentence
    assert f"<h1>{sentence}" in source or f"<h1>{sentence.partition(': ')[0]}" in source
    assert source.index(f'<p class="small">{sentence}') < source.index('id="box-1-wide-t"')
    text = Page(source).text
    assert "Where the conditions are met, no text is adopted in 82% (76 to 88) of runs; " in text
    for words in ("below 8 (of 4 to 20)", "0.1 to below 0.3 (of 0 to 1)", "consensus / two_thirds"):
        assert words in text, words


def test_a_discovery_that_finds_nothing_says_so_without_a_picture() -> None:
    study = sensitivity()
    found = {**study.analysis["discovery"], "boxes": [], "sentence": "No conditions found."}
    source = study_page(replace(study, analysis={"discovery": found}))
    assert "<h1>No conditions found.</h1>" in source
    assert "box-1" not in source


def test_a_sensitivity_analysis_says_whether_it_has_settled() -> None:
    text = Page(study_page(sensitivity())).text
    assert str(sensitivity().analysis["indices"]["adopted"]["settled"]) in text
    assert "no clear effect: 0.02 (0.00 to 0.04)" in text


def test_of_more_than_sixty_delegations_only_pairs_are_drawn() -> None:
    many = study_page(ensemble(50, names={f"D{k:02}": f"Delegation {k}" for k in range(61)}))
    assert 'id="pairs-wide-t"' in many
    assert 'id="matrix-t"' not in many


HOSTILE = (
    "<script>alert(1)</script>",
    "\u202eevil\u202c\u2066",
    "X" * 200,
    "</title></svg><svg onload=alert(1)>",
    '" onmouseover="alert(1)',
    "{{ 7 * 7 }}{% raw %}",
)


@pytest.mark.parametrize("make", [ensemble, comparison])
def test_hostile_names_are_shown_and_do_nothing(make: type) -> None:
    study: StudySummary = make(names=dict(zip(NAMES, HOSTILE, strict=True)))
    findings = tuple(
        replace(each, label=said("measure.option", issue=f"<b>{each.key}", option="<script>1</script>"))
        for each in study.findings
    )
    words = tuple(Said.verbatim(f"<img src=x onerror=alert(1)>\u202e{each}") for each in study.words)
    source = study_page(
        replace(study, title="</title><script>1</script>", words=words, findings=findings, command="<b>x</b>")
    )
    page = Page(source)
    assert page.open == []
    assert {name for name, _ in page.elements} & {"script", "img", "b"} == set()
    assert not any(name.startswith("on") for _, found in page.elements for name in found)
    assert re.findall("[\u202a-\u202e\u2066-\u2069]", source) == []
    assert "{{ 7 * 7 }}" in page.text


def test_the_page_is_written_as_it_is_rendered_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = write_study_report(ensemble(), tmp_path / "study.html")
    assert path.read_text(encoding="utf-8") == study_page(ensemble())
    assert list(tmp_path.iterdir()) == [path]


def test_a_page_that_cannot_be_written_is_reported(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="cannot be written"):
        write_study_report(ensemble(), tmp_path / "nowhere" / "study.html")


def test_the_heading_of_the_differences_counts_what_the_first_sentence_would_name() -> None:
    summary = comparison()
    of = number_tested(looked_for(summary))
    section = difference_section(summary)
    assert section is not None
    total = int(re.findall(r"\d+", section.heading)[-1])
    told = int(section.heading.split(" ")[0].replace("One", "1").replace("None", "0"))
    here = ("ending", "text", "process", "legitimacy")
    among = [one for one in summary.findings if one.group in here or one.key in ("gain_mean", "gain_min")]
    assert told == sum(stands_out(one, 1, of) for one in among)
    assert told < sum(one.differences[0].is_clear for one in among) <= total
    assert "even among so many" in section.caption
