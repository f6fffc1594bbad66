"""The table at the head of the page on validation: what the file says, by a rule, and the same as in the sections."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.evidence.validation import published_table as shipped
from simulation.evidence.validation.contest import Contest
from simulation.evidence.validation.published_table import Published, compact, published, taken
from simulation.evidence.validation.tested_rows import PARTS, ROWS, Row
from simulation.evidence.validation.validation_told import (
    ASSEMBLY,
    CONFERENCE,
    assembly_line,
    forecast_line,
    head,
    lines,
    model_name,
    outcome_of,
    renewed,
    simple_models,
    sources,
    tally,
)
from simulation.stats.interval import Estimate
from simulation.words import say, told_in
from tests.spoken_for import BY_LANGUAGE

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "validation.md"
FILE = ROOT / "simulation" / "evidence" / "validation" / shipped.FILE


def sections() -> str:
    """Return the page below its head."""
    return PAGE.read_text(encoding="utf-8").partition("\n## The facts\n")[2]


def estimate(value: float, low: float, high: float) -> Estimate:
    return Estimate(value=value, low=low, high=high, n=20, level=0.95)


def held(better: str, value: float, simple: dict[str, float], beyond: dict[str, Estimate]) -> Contest:
    return Contest(
        key="k",
        better=better,  # type: ignore[arg-type] # of the closed set
        n=20,
        ours="ours",
        value=estimate(value, value, value),
        simple={name: estimate(one, one, one) for name, one in simple.items()},
        beyond=beyond,
    )


def with_change(of: str, key: str, change: Estimate) -> Published:
    """Return what is published, but with another difference between ours and each simple model of a contest."""
    found = published()
    one = found.contest(key)
    assert one is not None
    part = found.parts[of]
    other = replace(one, beyond=dict.fromkeys(one.beyond, change))
    return Published(parts={**found.parts, of: replace(part, contests={**part.contests, key: other})})


def with_conference(change: Estimate) -> Published:
    return with_change("deu3", CONFERENCE, change)


def test_the_head_of_the_page_is_what_the_file_says() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert renewed(page) == page


def test_every_data_set_and_every_row_is_published() -> None:
    assert list(published().parts) == [part.key for part in PARTS]
    assert [row.key for row in ROWS if published().contest(row.key) is None] == []


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row.part not in {"wtpf13", "landings"}], ids=lambda row: row.key
)
def test_the_sections_further_down_have_the_same_figure_and_interval(row: Row) -> None:
    one = published().contest(row.key)
    assert one is not None
    ends = (one.value.value, one.value.low, one.value.high)
    is_share = row.unit == "share"
    value, low, high = (f"{100 * end:.0f}" if is_share else f"{end:.{row.decimals}f}" for end in ends)
    told = f"{value}{'%' * is_share} [{low}, {high}]"
    if row.measure == "crps":  # its section has no interval of the score itself
        told = value
    assert f"| {told} |" in sections()


def test_the_section_on_wtpf13_has_the_same_expected_hits() -> None:
    for key, coding in (("wtpf13.a", "A (as shipped)"), ("wtpf13.b", "B")):
        one = published().contest(key)
        assert one is not None
        row = next(line for line in sections().splitlines() if line.startswith(f"| {coding} |"))
        assert row.endswith(f"| {one.value.value:.2f} |")


def test_the_page_on_live_games_has_the_same_errors_seat_by_seat() -> None:
    page = (ROOT / "docs" / "explanation" / "live.md").read_text(encoding="utf-8")
    for case in ("wtpf13_training", "first_hour", "ai_oversight"):
        one = published().contest(f"landings.{case}")
        assert one is not None
        rows = [line.strip("| ").split(" | ") for line in page.splitlines() if f", `{case}` |" in line]
        number = [int(row[1]) for row in rows]
        assert sum(number) == one.n
        for place, estimate in ((-2, one.value), (-1, one.simple["mean"])):
            mean = sum(n * float(row[place]) for n, row in zip(number, rows, strict=True)) / one.n
            assert mean == pytest.approx(estimate.value, abs=6e-4)


def test_the_section_on_responses_has_the_same_count() -> None:
    about = published().parts["responses"].about
    assert f"**{about['hold']} of {about['judged']} ladders hold" in sections()


def test_what_was_printed_becomes_the_file_and_the_file_stays_as_it_is() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert compact(json.loads(text)) == text


def test_where_numbers_are_from_names_a_version_a_command_and_a_digest_of_what_is_not_shipped() -> None:
    for (_, command, version, _, digest), part in zip(sources(), PARTS, strict=True):
        assert version.count(".") == 2
        assert "--seed 1" in command or part.key == "landings"  # its games have the seeds from 1 on
        assert bool(digest) == ("FILE" in part.command or "FOLDER" in part.command)


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_the_table_is_told_in_every_language(language: str) -> None:
    with told_in(language):
        told = lines()
        assert len(told) == len(ROWS) + 2
        assert all("{" not in cell and "validation." not in cell for one in told for cell in one.cells())
        assert head()


def test_a_cell_of_the_table_has_one_simple_model_and_every_other_one_stands_below_it_once() -> None:
    told = head()
    table, _, below = told.partition(say("validation.simple.heading"))
    assert "; weighted median" not in table
    for row in ROWS:
        one = published().contest(row.key)
        assert one is not None
        assert all(f"{model_name(row.question, model)}: " in below for model in one.simple)
    assert below.count("weighted median: 28.27") == 1
    first, error = simple_models()[0], next(row for row in simple_models() if "mean error" in row[1])
    assert first[2] == "nothing leaves the status quo: 6.00; weighted mean, nearest option: 2.00"
    assert error[2].startswith("mean + outcome layer: 20.72; weighted mean: 21.96; ")


def test_losers_are_counted_and_follow_the_intervals() -> None:
    outcome = [line.outcome for line in lines() if line.strongest]
    assert f"{outcome.count('worse')} times worse" in tally()
    worse = tally(with_change("convention", ASSEMBLY, estimate(-0.02, -0.03, -0.01)))
    assert f"{outcome.count('worse') + 1} times worse" in worse
    assert f"{outcome.count('alike') - 1} times" in worse


@pytest.mark.parametrize(
    ("better", "low", "high", "verdict"),
    [
        ("less", -2.0, -0.1, "better"),
        ("less", 0.1, 2.0, "worse"),
        ("less", -1.0, 0.1, "alike"),
        ("more", 0.1, 2.0, "better"),
        ("more", -2.0, -0.1, "worse"),
        ("near", 0.1, 2.0, "worse"),
        ("less", float("-inf"), float("inf"), "alike"),
    ],
)
def test_a_verdict_needs_an_interval_without_zero(better: str, low: float, high: float, verdict: str) -> None:
    middle = 0.0 if low == float("-inf") else (low + high) / 2
    assert held(better, 1.0, {"simple": 1.0}, {"simple": estimate(middle, low, high)}).verdict == verdict


def test_ours_is_held_against_whatever_beats_it_beyond_noise_though_another_has_the_better_value() -> None:
    one = held(
        "more",
        0.831,
        {"lucky": 0.835, "strong": 0.834, "weak": 0.8},
        {
            "lucky": estimate(-0.004, -0.009, 0.001),
            "strong": estimate(-0.003, -0.005, -0.001),
            "weak": estimate(0.031, 0.02, 0.04),
        },
    )
    assert (one.strongest, one.verdict) == ("strong", "worse")


@given(
    values=st.lists(st.floats(0, 1), min_size=1, max_size=4),
    half=st.floats(0.001, 1),
    better=st.sampled_from(["less", "more"]),
)
def test_nobody_is_called_better_while_a_simple_model_beats_it_beyond_noise(
    values: list[float], half: float, better: str
) -> None:
    ours = 0.5
    names = {f"m{place}": value for place, value in enumerate(values)}
    beyond = {
        name: estimate(ours - value, ours - value - half, ours - value + half)
        for name, value in names.items()
    }
    one = held(better, ours, names, beyond)
    against = [one.against(name) for name in names]
    if "worse" in against:
        assert one.verdict == "worse"
    else:
        assert (one.verdict == "better") == all(each == "better" for each in against)


def test_a_contest_is_the_same_after_it_was_written_and_read() -> None:
    for part in published().parts.values():
        for one in part.contests.values():
            assert Contest.of(json.loads(json.dumps(one.as_data())), part.level) == one


def test_more_than_half_is_most() -> None:
    assert [outcome_of(held, 20) for held in (0, 10, 11, 20)] == ["few", "few", "most", "all"]


def test_an_ensemble_says_what_it_is_not_for_with_the_figures_of_the_section() -> None:
    told = forecast_line()
    assert (
        "It is 25.9 points of 100 off against 22.0, on 128 decisions of the European Union to which nothing was fitted."
        in told
    )
    assert "is worse than the salience-weighted mean" in told
    assert "| 25.87 [21.00, 30.91] |" in sections()


def test_the_line_says_so_where_nothing_can_be_told_apart_and_goes_where_the_mean_is_beaten() -> None:
    assert "does no better than" in forecast_line(with_conference(estimate(0.5, -1, 2)))
    assert forecast_line(with_conference(estimate(-3, -5, -1))) == ""


def test_many_replications_of_an_assembly_say_what_they_are_not_for_with_the_figures_of_the_table() -> None:
    told = assembly_line()
    assert "does no better than the strongest simple model" in told
    assert "in 67.0 of 100 cases, that model in 66.6, on 1,164 texts" in told
    assert (
        "the engine: 0.670 [0.586, 0.724] | +0.004 [−0.015, +0.017] | gate, second dimension: 0.666 [0.582, 0.723] |"
        in head()
    )


def test_that_line_follows_the_interval_too() -> None:
    def line(change: Estimate) -> str:
        return assembly_line(with_change("convention", ASSEMBLY, change))

    assert "does worse than" in line(estimate(-0.02, -0.03, -0.01))
    assert line(estimate(0.02, 0.01, 0.03)) == ""


def printed(part: str, **other: object) -> dict[str, object]:
    """Return what a command printed, as far as the file needs it."""
    found = published().parts[part]
    return {
        "format": found.part.format,
        "version": found.version,
        "seed": found.seed,
        "level": found.level,
        "replications": found.about.get("replications", 0),
        "contests": [one.as_data() for one in found.contests.values()],
        **other,
    }


def test_a_document_goes_where_it_belongs_with_the_digest_of_its_first_file() -> None:
    key, kept = taken(printed("votes", files={"votes.csv": "ae64d4e904e8", "countries.csv": "24e8a2e65a33"}))
    assert (key, kept["digest"], kept["seed"]) == ("votes", "ae64d4e904e8", 1)
    assert "files" not in kept


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (
            {"format": "delegation-sim run 1"},
            "format is 'delegation-sim run 1'. Valid: delegation-sim responses 1, ",
        ),
        (printed("deu3", replications=9), "A published table of deu3 has 10 replications at least, not 9."),
        (printed("deu3", contests=[]), "lacks deu3.error.conference, "),
    ],
)
def test_what_cannot_be_published_is_refused(document: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        taken(document)


def test_a_page_without_its_sections_is_refused() -> None:
    with pytest.raises(ValueError, match="no title"):
        renewed("# Another page\n")
