"""A marked text of Decide becomes a case. The layout is that of its reader; the words and numbers are invented."""

import pytest

from simulation.scenario.interchange.importing import Imported, import_text
from simulation.scenario.problems import Problems

TEXT = """\
#O;Bridge toll
#/;id;name
#D;A1;toll;3;0.7;1;as it said
#D;B1;toll;0.5;0.8;0.6
#D;A1;ring;75;0.9;1
#D;B1;open;40;0.5;0.6
#A;A1;Alba;the first
#A;B1;Brod
#P;toll;How high is the toll?
#M;toll;0.5;euro
#M;toll;7;euro
#P;ring;Which ring?
#M;ring;100;Large
#M;ring;0;Small
#M;ring;50;No preference
#P;open
"""


def imported(text: str) -> tuple[Imported | None, list[str]]:
    problems = Problems()
    found = import_text(text, "t.txt", problems)
    return found, [str(problem).removeprefix("t.txt:") for problem in problems.sorted()]


@pytest.fixture(scope="module")
def bridge() -> Imported:
    found, said = imported(TEXT)
    assert said == []
    assert found is not None
    return found


def test_scales_follow_from_the_points_and_go_to_100_without(bridge: Imported) -> None:
    alba, brod = bridge.scenario.delegations
    assert alba.mandate["toll"].position == (3 - 0.5) / (7 - 0.5)
    assert brod.mandate["toll"].position == 0.0
    assert alba.mandate["ring"].position == 0.75
    assert brod.mandate["open"].position == 0.4
    assert bridge.scenario.scales is not None
    assert bridge.scenario.scales.positions == {
        "toll": (0.5, 7.0),
        "ring": (0.0, 100.0),
        "open": (0.0, 100.0),
    }


def test_points_are_the_options_and_occupied_positions_only_beside_fewer_than_three(bridge: Imported) -> None:
    toll, ring, _ = bridge.scenario.issues
    labels = [[o.label for o in issue.options if not o.drafted] for issue in (toll, ring)]
    assert labels[0] == ["0.5: euro", "3", "7: euro"]
    assert labels[1] == ["0: Small", "50: No preference", "100: Large"]
    assert (ring.low, ring.high) == ("0: Small", "100: Large")
    assert ring.question == "Which ring? The scale goes from 0 to 100."


@pytest.mark.parametrize(
    ("left_out", "is_open"),
    [((), True), (("A1;toll", "open"), False), (("open",), True), (("toll", "open"), False)],
    ids=["two issues in part", "two and three points", "a position beside two points", "three points"],
)
def test_where_the_table_names_every_option_no_group_writes_between_them(
    left_out: tuple[str, ...], *, is_open: bool
) -> None:
    rows = [row for row in TEXT.splitlines() if not any(f";{part}" in row for part in left_out)]
    found, said = imported("\n".join(rows))
    assert (said, found is not None and found.scenario.drafting) == ([], is_open)
    assert found is not None
    drafted = any(option.drafted for issue in found.scenario.issues for option in issue.options)
    assert drafted is is_open
    assert ("drafting: false\n" in found.text) is not is_open
    assert ("names every option itself" in found.scenario.notes) is not is_open


def test_names_remarks_and_the_subject_are_kept(bridge: Imported) -> None:
    alba = bridge.scenario.delegations[0]
    assert (alba.key, alba.name, alba.brief.public) == ("A1", "Alba", "the first")
    assert alba.mandate["toll"].reason == "as it said"
    assert bridge.scenario.title == "Bridge toll"
    assert "1 remark (#/) was left aside." in bridge.notes


@pytest.mark.parametrize("quote", ["", "'", '"'])
@pytest.mark.parametrize("separator", [";", "\t"])
def test_cells_may_stand_in_either_quotation_mark(separator: str, quote: str, bridge: Imported) -> None:
    rows = [separator.join(f"{quote}{cell}{quote}" for cell in line.split(";")) for line in TEXT.splitlines()]
    found, said = imported("\n".join(rows))
    assert said == []
    assert found is not None
    assert found.scenario == bridge.scenario


def test_a_power_above_one_is_taken_as_part_of_the_largest() -> None:
    found, _ = imported(TEXT.replace("0.6", "3").replace("0.9;1", "0.9;4").replace("0.7;1", "0.7;4"))
    assert found is not None
    assert [seat.capability for seat in found.scenario.delegations] == [1.0, 0.75]


def test_full_names_that_are_not_unique_give_way_to_the_ids() -> None:
    found, _ = imported(TEXT.replace("Brod", "Alba"))
    assert found is not None
    assert [seat.name for seat in found.scenario.delegations] == ["A1", "B1"]


def test_every_problem_is_said_at_once() -> None:
    wrong = (
        TEXT.replace("#D;B1;toll;0.5", "#D;B2;tol;8") + "#A;A1;Again\n#X;what\n#M;ring;50;twice\n#M;ring;z\n"
    )
    assert [line[: line.index(". ")] for line in imported(wrong)[1]] == [
        "4:2: No delegation is called 'B2'",
        "4:3: No issue is called 'tol'",
        "17:2: A1 stands here a second time (first on line 7)",
        "18:1: '#X' is not a mark of a row",
        "19:3: The scale of 'ring' has the point 50 a second time",
        "20:3: #M is 'z', not a number",
    ]


def test_a_position_beyond_the_points_and_a_salience_above_one_are_refused() -> None:
    assert imported(TEXT.replace("toll;3;0.7", "toll;8;1.7"))[1] == [
        "3:4: position is 8. Valid: from 0.5 to 7. Correct it, or the scale.",
        "3:5: salience is 1.7. Valid: from 0 to 1. Correct it, or the scale.",
    ]


def test_a_scale_of_one_point_is_refused() -> None:
    assert imported(TEXT.replace("#M;toll;7;euro\n", ""))[1][0].startswith(
        "9:1: The scale of 'toll' has one point."
    )


def test_a_delegation_without_rows_is_left_out_and_told() -> None:
    found, said = imported(f"{TEXT}#A;C1;Cora\n")
    assert said == []
    assert found is not None
    assert len(found.scenario.delegations) == 2
    assert "Left out, since the table says nothing about them: Cora." in found.notes


@pytest.mark.parametrize(
    "remark",
    [
        "#/",
        "#/ from the archive, 2011",
        "#/ from the archive; 2011",
        '#/ said "twice',
        "#/ Brod's",
        "  #/x",
        "'#/'",
        '"#/ a"',
        "#/\ta",
    ],
)
def test_a_remark_may_stand_in_the_first_line_and_hold_any_sign(remark: str, bridge: Imported) -> None:
    found, said = imported(f"{remark}\n{TEXT}")
    assert said == []
    assert found is not None
    assert found.scenario.delegations == bridge.scenario.delegations
    assert "2 remarks (#/) were left aside." in found.notes


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_a_remark_ends_where_its_line_ends(end: str, bridge: Imported) -> None:
    lines = [*TEXT.splitlines(), "#/ said \"twice; Brod's"]
    found, said = imported(end.join([lines[-1], *lines]))
    assert said == []
    assert found is not None
    assert found.scenario.delegations == bridge.scenario.delegations


def test_remarks_do_not_move_the_lines_of_problems() -> None:
    _, said = imported(f"#/ one, 'two\n#/ three\n{TEXT}#X;1\n")
    assert [one.partition(":")[0] for one in said] == [f"{TEXT.count(chr(10)) + 3}"]


def test_ids_and_names_of_delegations_that_are_one_to_a_reader_are_told() -> None:
    _, said = imported(TEXT.replace("#A;B1;Brod", "#A;B1;alba").replace("#D;B1", "#D;b1"))
    assert any("'alba' looks like 'Alba' on line 7" in one for one in said)
