"""The command compare: what it prints, refuses and writes, and that its figures are those of the batches."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest
import yaml
from typer.testing import Result

from simulation.cli.study_page import print_study
from simulation.engine.batch import simulate_batch
from simulation.engine.simulate import load_scenario
from simulation.evidence.validation.validation_told import forecast_line
from simulation.protocols.result import OUTCOME_CLASSES
from simulation.stats.interval import Estimate, paired_mean, paired_share
from simulation.study.study_measures import ADOPTED
from simulation.study.weighty import SMALLEST
from tests.small_sets import FOLDER
from tests.small_studies import hinge
from tests.told_studies import comparison

type Invoke = Callable[..., Result]

ASK = ("compare", "hinge.yaml", "-n", "100", "--workers", "1")
FEW = ("compare", "hinge.yaml", "-n", "40", "--workers", "1", "--json")
ALONE = ("--lever", "short: sessions=2")
REPLICATIONS = range(40)


@pytest.fixture
def invoke(invoke: Invoke, tmp_path: Path) -> Invoke:
    """Return the function that runs a command, in a folder with a case in which a draw decides."""
    (tmp_path / "hinge.yaml").write_text(yaml.safe_dump(hinge()), encoding="utf-8")
    return invoke


def flat(text: str) -> str:
    return " ".join(text.split())


def found(done: Result) -> dict[str, Any]:
    assert done.exit_code == 0, done.stderr
    assert done.stderr == ""
    data: dict[str, Any] = json.loads(done.stdout)
    return data


def finding(data: dict[str, Any], key: str) -> dict[str, Any]:
    (one,) = [item for item in data["findings"] if item["key"] == key]
    return dict(one)


def as_estimate(plain: dict[str, Any]) -> Estimate:
    return Estimate(**plain)


def test_it_tells_what_changes_beyond_noise_and_what_does_not(invoke: Invoke) -> None:
    shown = flat(invoke(*ASK, *ALONE).stdout)
    assert "100 replications of each variant, seed 1, delegation-sim" in shown
    assert "intervals of 90%." in shown
    assert "A. Sessions: 2 (was 6) What is adopted: a text in 22%" in shown
    assert "beyond noise short less base" in shown
    assert "The same in every pair of runs: " in shown
    assert shown.index("With 2 sessions, ") < shown.index("would look real by luck")
    assert forecast_line() in shown.partition("What this cannot tell")[2]
    assert "Repeat: delegation-sim" in shown


def test_what_is_asked_for_has_its_row_however_small_and_the_headline_rounds_as_it(invoke: Invoke) -> None:
    change = ("--lever", "delegations.d1.mandate.q0.position={mean: 0.5, sd: 0.29}", "--outcome", "gain_mean")
    assert re.search(
        r"asked for .* less base mean gain against no agreement \S+ \(\S+ to \S+\).* from ",
        flat(invoke(*ASK, *change).stdout),
    )
    shown = flat(invoke(*ASK, *ALONE, "--outcome", "adopted").stdout)
    headline = re.search(r"is adopted in (\S+%) of runs instead of (\S+%)[.;]", shown)
    row = re.search(r" from (\S+%) \(.*? to (\S+%) \(", shown)
    assert headline is not None, shown
    assert row is not None
    assert headline.groups() == row.groups()[::-1]


def test_an_outcome_has_one_name_a_headline_stands_once_and_so_do_its_figures(invoke: Invoke) -> None:
    levers = (*ALONE, "--lever", "alone: isolation=0.201", "--outcome", "adopted", "--outcome", "joined")
    done = invoke(*ASK, *levers)
    shown = flat(done.stdout)
    assert shown.count(flat(done.stdout.split("hinge: ")[0].partition("\n")[2])) == 1
    assert "any text adopted" not in shown.casefold()
    alone = shown.partition("B. ")[2].partition("What this cannot tell")[0]
    assert "decision-holders that join, share" in alone
    for figures in re.findall(r"share ([^ ]+ points? \([^)]+\))", alone):
        assert alone.count(figures) == 1


def test_endings_are_told_in_words_each_once(invoke: Invoke) -> None:
    shown = flat(invoke(*ASK, *ALONE).stdout)
    assert (
        "A run that ends in “deferred or referred”: "
        "delegation-sim run hinge.yaml --seed 1 --parameters median --replication" in shown
    )
    assert shown.count("A run that ends in “deferred or referred”") == 1
    assert "deferred_or_referred" not in shown


def test_differences_are_those_of_two_batches_paired_by_hand(invoke: Invoke) -> None:
    data = found(invoke(*FEW, *ALONE))
    base = simulate_batch(load_scenario("hinge.yaml"), seed=1, replications=REPLICATIONS)
    other = load_scenario("hinge.yaml", overrides={"sessions": "2"})
    changed = simulate_batch(other, seed=1, replications=REPLICATIONS)
    (held,) = finding(data, "sessions")["differences"]
    assert as_estimate(held) == paired_mean(*(batch.sessions.astype(float) for batch in (base, changed)))
    codes = [OUTCOME_CLASSES.index(word) for word in ADOPTED]
    adopted = [np.isin(batch.result.outcome_class, codes) for batch in (base, changed)]
    (share,) = finding(data, "adopted")["differences"]
    assert as_estimate(share) == paired_share(*adopted)


def test_the_base_is_what_an_ensemble_of_the_case_finds(invoke: Invoke) -> None:
    compared = found(invoke(*FEW, *ALONE))
    alone = found(invoke("ensemble", *FEW[1:]))
    for one in alone["findings"]:
        base, own = finding(compared, one["key"])["estimates"][0], one["estimates"][0]
        # What some runs have no value of is compared over those that have one in every variant.
        assert base == own or base["n"] < own["n"] < alone["replications"], one["key"]


def test_an_interval_that_covers_zero_and_much_more_is_said_to_tell_nothing(invoke: Invoke) -> None:
    change = ("--lever", "delegations.d1.mandate.q0.position={mean: 0.5, sd: 0.29}")
    data = found(invoke(*FEW, *change))
    (gain,) = finding(data, "gain_mean")["differences"]
    assert gain["low"] < 0 < gain["high"]
    shown = flat(invoke(*ASK, *change).stdout)
    unclear = shown.partition("Too few pairs to tell: ")[2]
    matters = max(-gain["low"], gain["high"]) >= SMALLEST["gain_mean"]
    assert ("mean gain against no agreement" in unclear) == matters
    assert "beyond noise" not in unclear


def test_the_level_asked_for_is_that_of_every_interval(invoke: Invoke) -> None:
    wide, narrow = (found(invoke(*FEW, *ALONE, "--level", level)) for level in ("0.99", "0.5"))
    for data, level in ((wide, 0.99), (narrow, 0.5)):
        told = [e["level"] for one in data["findings"] for e in one["estimates"] + one["differences"]]
        assert set(told) == {level}
    ends = [finding(data, "gain_mean")["estimates"][0] for data in (wide, narrow)]
    assert ends[0]["high"] - ends[0]["low"] > 2 * (ends[1]["high"] - ends[1]["low"])


def test_the_same_seed_gives_the_same_json_and_another_does_not(invoke: Invoke) -> None:
    first, again = (invoke(*FEW, *ALONE).stdout for _ in range(2))
    assert first == again
    other = found(invoke(*FEW, *ALONE, "--seed", "2"))
    assert finding(other, "gain_mean") != finding(json.loads(first), "gain_mean")


def test_the_study_file_it_writes_finds_the_same(invoke: Invoke) -> None:
    data = found(invoke(*FEW, *ALONE, "--outcome", "gain.*", "--level", "0.8", "--out", "kept"))
    again = found(invoke("study", "kept/study.yaml", "--workers", "1", "--json"))
    assert again["findings"] == data["findings"]
    assert again["words"] == data["words"]


def test_a_replication_alone_ends_as_its_row_says(invoke: Invoke) -> None:
    invoke(*FEW, *ALONE, "--lever", "isolation=0", "--out", "kept")
    files = sorted(Path("kept/replications").glob("*.parquet"))
    rows = [row for file in files for row in pq.read_table(file).to_pylist()]
    (row,) = [one for one in rows if (one["variant"], one["replication"]) == ("isolation=0", 37)]
    done = invoke(
        "run", "hinge.yaml", "--seed", "1", "--lever", "isolation=0", "--replication", "37", "--json"
    )
    run = json.loads(done.stdout)
    assert run["outcome"]["class"] == row["outcome_class"]
    assert run["sessions"]["held"] == row["sessions"]


def test_runs_that_are_kept_can_be_reported_and_explained(invoke: Invoke) -> None:
    assert invoke(*FEW, *ALONE, "--out", "kept", "--keep", "2").exit_code == 0
    for run in sorted(Path("kept/runs").iterdir()):
        assert invoke("report", str(run)).exit_code == 0
        assert invoke("explain", str(run), "--delegation", "d1").exit_code == 0
    assert len(list(Path("kept/runs").iterdir())) == 2


def test_a_study_is_reported_and_not_explained(invoke: Invoke) -> None:
    invoke(*FEW, *ALONE, "--out", "kept")
    assert invoke("report", "kept").stdout == "The report is in kept/report.html.\n"
    done = invoke("explain", "kept", "--delegation", "d1")
    assert done.exit_code == 1
    assert done.stderr.startswith("kept holds a study of many runs. Valid: the folder of one run")


def test_a_change_of_kind_leaves_no_hole_in_the_tables(invoke: Invoke) -> None:
    change = ("--lever", "delegations.d2.kind=civil_society")
    data = found(invoke(*FEW, *change, "--out", "kept"))
    assert finding(data, "gain_of.government")["differences"] != []
    assert "gain_of.civil_society" not in {one["key"] for one in data["findings"]}


def test_what_changes_nothing_in_a_first_look_is_told_beforehand(invoke: Invoke) -> None:
    done = invoke(*ASK, "--lever", "agenda=hard_first")
    assert done.stderr == (
        "In a first look at a few replications this changed nothing at all: Agenda: hard first (was small wins)\n"
    )


def test_few_replications_are_told_beforehand(invoke: Invoke) -> None:
    done = invoke("compare", "worked_clock", "-n", "20", "--workers", "1", *ALONE)
    assert done.exit_code == 0
    assert done.stderr == (
        "With 20 replications a change of less than about 26 points may not show. Ask for 100 or more "
        "(--replications).\n"
    )


def test_where_sets_are_drawn_more_than_chance_hides_a_change(invoke: Invoke) -> None:
    done = invoke(
        "compare", "worked_clock", "-n", "20", "--workers", "1", *ALONE, "--parameters", str(FOLDER)
    )
    assert done.exit_code == 0
    assert done.stderr.startswith(
        "With 20 replications chance alone hides a change of less than about 26 points. The sets of parameters "
        "or codings that are drawn widen the interval, so a much larger change may not show either. "
    )


NINE = [word for n in (2, 3, 4, 5, 7, 8, 9, 10, 11) for word in ("--lever", f"sessions={n}")]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--lever", "sesions=3"], "No lever is called 'sesions'. Did you mean 'sessions'?"),
        (["--lever", "sessions"], "This is not a lever with a value. Valid: LEVER=VALUE"),
        (["--lever", "sessions=6"], "This changes nothing: the case has it already."),
        (["--lever", "sessions=0"], "Valid: a whole number from 1 to 500."),
        ([*ALONE, "--lever", "sessions=2"], "It is the same case as 'short'."),
        ([*ALONE, "--lever", "short: sessions=3"], "'short' is the name of an earlier variant."),
        (NINE, "This is variant 9 of 9. Valid: at most 8 beside the case itself."),
        ([*ALONE, "--resume"], "--resume goes on with a study in a folder: name it with --out FOLDER."),
        ([*ALONE, "--resume", "--overwrite", "--out", "kept"], "Valid: one of them. Leave out the other."),
        (
            [*ALONE, "--keep", "2"],
            "--keep needs a folder to keep full records in: name it with --out FOLDER.",
        ),
        ([*ALONE, "--cluster", "localhost"], "Valid: tcp://HOST:PORT, such as tcp://localhost:8786."),
        ([*ALONE, "--outcome", "adoptd"], "No outcome is called 'adoptd'. Did you mean 'adopted'?"),
        (
            [*ALONE, "--budget", "0"],
            "more than the budget of 0 s. Ask for fewer replications, raise --budget",
        ),
    ],
)
def test_a_mistake_is_answered_before_anything_is_played(words: list[str], told: str, invoke: Invoke) -> None:
    done = invoke(*ASK, *words)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert told in done.stderr


def test_the_same_variant_twice_is_one_mistake(invoke: Invoke) -> None:
    done = invoke(*ASK, "--lever", "sessions=2", "--lever", "sessions=2")
    assert done.stderr == (
        "--lever sessions=2: It is the same case as 'sessions=2'. Valid: each variant once. Leave one of them out.\n"
    )


@pytest.mark.parametrize(
    "words", [[], [*ALONE, "-n", "1"], [*ALONE, "--level", "1.5"], [*ALONE, "--seed", "-1"], [*ALONE, "--no"]]
)
def test_wrong_usage_ends_with_two(words: list[str], invoke: Invoke) -> None:
    done = invoke(*ASK, *words)
    assert done.exit_code == 2
    assert "Error: " in done.stderr


def test_a_folder_with_anything_else_is_not_touched(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other/note.txt").write_text("mine", encoding="utf-8")
    for words in ([], ["--overwrite"], ["--resume"]):
        done = invoke(*ASK, *ALONE, "--out", "other", *words)
        assert done.exit_code == 1
        assert "other holds other files (note.txt), so nothing in it is touched." in done.stderr
    assert [file.name for file in (tmp_path / "other").iterdir()] == ["note.txt"]


def test_who_only_watches_is_told_beforehand(invoke: Invoke) -> None:
    change = ("--lever", "watch: rights.d2=observer", "--outcome", "gain.d2", "--outcome", "adopted")
    done = invoke(*ASK, *change)
    assert done.exit_code == 0, done.stderr
    assert "The gain of d2 cannot be measured in watch: it only watches there." in done.stderr
    assert "No run of watch has a value for: gain of d2." in flat(done.stdout)


def test_where_all_is_the_same_nothing_else_is_said(invoke: Invoke) -> None:
    shown = invoke(*ASK, "--lever", "agenda=hard_first", "--outcome", "adopted", "--outcome", "trust").stdout
    part = flat(shown.partition("A. ")[2].partition("What this cannot tell")[0])
    assert (
        part
        == "Agenda: hard first (was small wins) The same in every pair of runs: a text is adopted; trust at the end."
    )


def test_a_folder_with_a_space_is_quoted(invoke: Invoke) -> None:
    assert "report 'my study'" in flat(invoke(*ASK, *ALONE, "--out", "my study").stdout)


def test_what_sets_leave_open_is_not_put_down_to_too_few_pairs(capsys: pytest.CaptureFixture[str]) -> None:
    summary = comparison()
    found = summary.finding("clauses_open")
    wide = replace(found.differences[0], value=1.0, low=-0.5, high=2.5)
    held = replace(found, differences=(wide,), chance_differences=(replace(wide, low=0.8, high=1.2),))
    print_study(
        replace(summary, findings=tuple(held if one is found else one for one in summary.findings)), None
    )
    shown = " ".join(capsys.readouterr().out.split())
    about = "No clear effect, since sets of parameters or codings do not agree; more pairs will hardly help: "
    assert "clauses still open at the end" in shown.partition(about)[2][:40]
    assert "Beyond chance" not in shown
    assert (
        "clauses still open at the end"
        not in shown.partition("Too few pairs to tell: ")[2].partition(about)[0]
    )


def test_every_set_is_in_the_levers_to_type_where_nothing_is_compared(invoke: Invoke) -> None:
    done = invoke("compare", "hinge.yaml", "--set", "sessions=2", "--set", "title=a b")
    assert done.exit_code == 2
    said = re.sub(r"[│\s]+", " ", done.stderr)
    assert "To see what each --set does, write --lever sessions=2 --lever 'title=a b'." in said
    alone = re.sub(r"[│\s]+", " ", invoke("compare", "hinge.yaml", "--set", "sessions=2").stderr)
    assert "To see what sessions=2 does, write --lever sessions=2." in alone
