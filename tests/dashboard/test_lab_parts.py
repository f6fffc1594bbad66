"""What the lab is made of, without a page: versions, studies, the grid, and what is taken along."""

import csv
import io
import zipfile
from pathlib import Path

import pytest

from dashboard.components.report_chart import csv_text
from dashboard.frame.language import words_in
from dashboard.lab import delegations_grid, taking_along
from dashboard.lab.case_versions import (
    Inputs,
    Version,
    from_link,
    set_change,
    with_version,
    without_change,
    without_version,
)
from dashboard.lab.delegations_grid import Cell
from dashboard.lab.study_asked import ask, base_study
from dashboard.library.cases import as_yaml
from simulation.drawing.chart import Table
from simulation.engine.simulate import load_scenario
from simulation.errors import StudyError
from simulation.report.study.study_page import study_page
from simulation.study.pulling import pull_all
from simulation.study.study import Change
from simulation.study.study_file import load_study
from simulation.study.study_running import play_study
from simulation.words import told_in

ENGLISH, FRENCH = words_in("en"), words_in("fr")
NBSP = "\N{NO-BREAK SPACE}"
RULE = Change(lever="rule", value="simple_majority")
SHORT = Change(lever="sessions", value="5")


def _inputs(*changes: Change, case: str = "worked_clock") -> Inputs:
    return Inputs(case=case, versions=(Version(letter="A", changes=changes),))


def test_a_change_of_the_same_lever_takes_the_place_of_the_earlier_one() -> None:
    inputs = set_change(set_change(_inputs(SHORT), "A", RULE), "A", Change(lever="sessions", value="6"))
    assert [str(change) for change in inputs.versions[0].changes] == ["sessions=6", "rule=simple_majority"]


def test_a_lever_that_may_be_pulled_again_stands_twice() -> None:
    shocks = [Change(lever="shock", value=f"OPEN@{session}:seats=0.5") for session in (2, 4)]
    inputs = _inputs()
    for shock in shocks:
        inputs = set_change(inputs, "A", shock, again=True)
    assert inputs.versions[0].changes == tuple(shocks)


def test_a_change_can_be_taken_back() -> None:
    assert without_change(_inputs(SHORT, RULE), "A", 0) == _inputs(RULE)


def test_a_new_version_begins_as_a_copy_and_can_go_again() -> None:
    two, letter = with_version(_inputs(SHORT), like="A")
    assert (letter, two.version("B").changes) == ("B", (SHORT,))
    assert without_version(two, "B") == _inputs(SHORT)
    assert without_version(_inputs(SHORT), "A") == _inputs()


def test_a_link_brings_every_version_back() -> None:
    two, letter = with_version(_inputs(SHORT, RULE), like="A")
    three = set_change(two, letter, Change(lever="shock", value="OPEN@6:seats=0.2"), again=True)
    for inputs in (_inputs(), _inputs(SHORT, RULE), two, three):
        assert from_link(inputs.case, inputs.seed, inputs.in_link()) == (inputs, ())


def test_what_a_link_says_that_is_no_change_is_left_out_and_named() -> None:
    found = from_link("x", 1, ["sessions", "E: rule=veto", "sessions=5"])
    assert found == (_inputs(SHORT, case="x"), ("sessions", "E: rule=veto"))


def test_a_version_of_several_changes_is_taken_apart() -> None:
    case = load_scenario("worked_clock")
    asked = ask(_inputs(SHORT, RULE), case, replications=8)
    assert [variant.key for variant in asked.study.variants] == ["base", "A", "A 1", "A 2"]
    assert asked.alone == {"A": ("A 1", "A 2")}
    assert asked.versions == ("A",)


def test_a_change_that_cannot_stand_alone_is_told_and_not_played() -> None:
    case = load_scenario("worked_clock")
    threshold = Change(lever="threshold", value="0.75")
    qualified = Change(lever="rule", value="qualified_majority")
    asked = ask(_inputs(qualified, threshold), case, replications=8)
    assert asked.alone == {"A": ("A 1", "")}
    assert [variant.key for variant in asked.study.variants] == ["base", "A", "A 1"]


def test_a_change_alone_that_another_version_makes_is_not_played_twice() -> None:
    case = load_scenario("worked_clock")
    both = Version(letter="A", changes=(SHORT, RULE))
    one = Version(letter="B", changes=(RULE,))
    asked = ask(Inputs(case="worked_clock", versions=(both, one)), case, replications=8)
    assert asked.alone == {"A": ("A 1", "B")}


def test_what_has_no_room_to_be_taken_apart_is_told() -> None:
    case = load_scenario("wtpf13_training")
    levers = ("sessions", "persuasion", "isolation", "red_lines", "polarisation")
    values = {"A": ("8", "0.1", "0.3", "0.8", "1.2"), "B": ("9", "0.2", "0.4", "0.9")}
    versions = tuple(
        Version(
            letter=letter,
            changes=tuple(
                Change(lever=lever, value=value) for lever, value in zip(levers, given, strict=False)
            ),
        )
        for letter, given in values.items()
    )
    asked = ask(Inputs(case="wtpf13_training", versions=versions), case, replications=8)
    assert asked.apart == ("B",)
    assert set(asked.alone) == {"A"}
    assert len(asked.study.variants) == 8


def test_what_is_wrong_with_a_version_is_told_with_its_letter() -> None:
    case = load_scenario("worked_clock")
    with pytest.raises(StudyError, match=r"A, threshold=0.75: The decision rule consensus has no threshold"):
        ask(_inputs(Change(lever="threshold", value="0.75")), case, replications=8)


def test_two_versions_that_are_the_same_are_refused() -> None:
    two, _ = with_version(_inputs(SHORT), like="A")
    with pytest.raises(StudyError, match="same case as 'A'"):
        ask(two, load_scenario("worked_clock"), replications=8)


def test_without_changes_the_case_is_played_as_it_stands() -> None:
    asked = ask(_inputs(), load_scenario("worked_clock"), replications=8)
    assert (asked.study.kind, len(asked.study.variants)) == ("ensemble", 1)


def test_the_study_file_of_a_shipped_case_gives_the_same_numbers(tmp_path: Path) -> None:
    asked = ask(_inputs(SHORT, RULE), load_scenario("worked_clock"), replications=40)
    (tmp_path / "study.yaml").write_text(taking_along.study_yaml(asked), encoding="utf-8")
    again = play_study(load_study(tmp_path / "study.yaml"))
    assert again.findings == play_study(asked.study).findings


def test_the_archive_of_an_uploaded_case_gives_the_same_numbers(tmp_path: Path) -> None:
    case = pull_all(load_scenario("worked_clock"), [Change(lever="sessions", value="7")]).case
    position = Change(lever="delegations.OPEN.mandate.seats.position", value="0.4")
    asked = ask(_inputs(position, case="upload:1234abcd"), case, replications=40)
    with zipfile.ZipFile(io.BytesIO(taking_along.study_and_case(asked, as_yaml(case)))) as archive:
        assert archive.namelist() == ["study.yaml", "worked_clock.yaml"]
        archive.extractall(tmp_path)
    again = load_study(tmp_path / "study.yaml")
    assert again.scenario == case
    assert play_study(again).findings == play_study(asked.study).findings


def test_the_command_repeats_what_ran() -> None:
    case = load_scenario("worked_clock")
    base = base_study("worked_clock", case, replications=200, seed=3)
    assert (
        taking_along.command(base)
        == "delegation-sim ensemble worked_clock -n 200 --seed 3 --parameters median"
    )
    assert (
        taking_along.command(ask(_inputs(SHORT), case, replications=8)) == "delegation-sim study study.yaml"
    )


def test_the_csv_has_every_outcome_of_every_variant_with_its_difference() -> None:
    summary = play_study(ask(_inputs(SHORT), load_scenario("worked_clock"), replications=40).study)
    lines = list(csv.DictReader(io.StringIO(taking_along.csv_of(ENGLISH, summary))))
    assert len(lines) == 2 * len(summary.findings)
    first = next(line for line in lines if line["variant"] == "A" and line["outcome"] == "clauses_open")
    finding = summary.finding("clauses_open")
    assert float(first["value"]) == finding.estimates[1].value
    assert float(first["difference"]) == finding.differences[0].value


@pytest.mark.parametrize("text", ["=1+1", "+x", "-x", "@x", "\tx", "\rx"])
def test_no_cell_of_a_csv_is_a_formula(text: str) -> None:
    written = csv_text(Table(head=(text,), rows=((text,),)))
    assert list(csv.reader(io.StringIO(written, newline=""))) == [[f"'{text}"], [f"'{text}"]]


def test_the_report_can_be_made_of_what_is_shown() -> None:
    summary = play_study(ask(_inputs(SHORT), load_scenario("worked_clock"), replications=60).study)
    assert "Sessions: 5 (was 10)" in study_page(summary)


def test_the_report_is_in_the_language_of_the_page() -> None:
    case = load_scenario("worked_clock")
    study = ask(_inputs(SHORT), case, replications=60).study
    with told_in("fr"):
        french = study_page(play_study(study))
    assert '<html lang="fr">' in french
    assert f"Modifié{NBSP}: Séances{NBSP}: 5 (avant{NBSP}: 10)" in french
    assert f"Base{NBSP}: Le cas tel quel" in french


def test_the_grid_shows_what_holds_and_an_edit_becomes_a_change() -> None:
    case = load_scenario("worked_package")
    issue = case.issues[0].key
    rows = delegations_grid.rows_on(case, issue)
    keys = [row["key"] for row in rows]
    assert keys == [one.key for one in case.delegations]
    changes = delegations_grid.changes_of(case, issue, keys, {0: {"salience": 0.33}, 1: {"capability": 0.9}})
    assert [str(change) for change in changes] == [
        f"delegations.{keys[0]}.mandate.{issue}.salience=0.33",
        f"delegations.{keys[1]}.capability=0.9",
    ]
    changed = pull_all(case, changes).case
    assert delegations_grid.rows_on(changed, issue)[0]["salience"] == 0.33
    assert delegations_grid.rows_on(changed, issue)[1]["capability"] == 0.9


def test_an_edit_that_writes_what_is_there_is_no_change() -> None:
    case = load_scenario("worked_package")
    issue, key = case.issues[0].key, case.delegations[0].key
    there = delegations_grid.value_of(case, Cell(delegation=key, issue=issue, field="position"))
    assert delegations_grid.changes_of(case, issue, [key], {0: {"position": there, "salience": None}}) == []


def test_values_beyond_the_axis_are_cut_to_it() -> None:
    case = load_scenario("worked_package")
    issue, key = case.issues[0].key, case.delegations[0].key
    (change,) = delegations_grid.changes_of(case, issue, [key], {0: {"capability": -7}})
    assert change.value == "0"


def test_of_an_uncertain_value_only_the_mean_is_changed() -> None:
    case = load_scenario("worked_clock")
    key, issue = case.delegations[0].key, case.issues[0].key
    path = f"delegations.{key}.mandate.{issue}.position"
    spread = pull_all(case, [Change(lever=path, value="{mean: 0.1, sd: 0.05}")]).case
    cell = Cell(delegation=key, issue=issue, field="position")
    assert delegations_grid.value_of(spread, cell) == 0.1
    change = delegations_grid.change_of(spread, cell, 0.2)
    assert change == Change(lever=f"{path}.mean", value="0.2")
    changed = pull_all(spread, [change]).case
    assert changed.delegations[0].mandate[issue].position.sd == 0.05  # type: ignore[union-attr] # a normal one


def test_one_end_of_a_red_line_moves_without_the_other() -> None:
    case = load_scenario("wtpf13_training")
    key, issue = next(
        (one.key, issue)
        for one in case.delegations
        for issue, mandate in one.mandate.items()
        if isinstance(mandate.red_line, tuple)
    )
    low, high = (
        delegations_grid.value_of(case, Cell(delegation=key, issue=issue, field=field))
        for field in ("red_low", "red_high")
    )
    moved = low + 0.01
    change = delegations_grid.change_of(case, Cell(delegation=key, issue=issue, field="red_low"), moved)
    assert change == Change(
        lever=f"delegations.{key}.mandate.{issue}.red_line", value=f"[{moved:g}, {high:g}]"
    )


def test_a_red_line_that_no_case_gives_is_that_of_the_protocol() -> None:
    case = load_scenario("wtpf13")
    cell = Cell(delegation="USA", issue="Q1", field="red_high")
    # The conference assumes none: as far as the axis goes.
    assert delegations_grid.value_of(case, cell) == 1.0
    values = {"protocol.values.red_line_base": "0.75", "protocol.values.red_line_slope": "0.4"}
    salience = {"delegations.USA.mandate.Q1.salience": "0.95"}
    # wtpf13: position 0.35; half-width 0.75 - 0.4 x 0.95 = 0.37
    assert delegations_grid.value_of(
        load_scenario("wtpf13", overrides=values | salience), cell
    ) == pytest.approx(0.72)
