"""A table of KTAB becomes a case. The layout is that of its reader; the numbers here are invented."""

import pytest

from simulation.scenario.interchange.importing import Imported, import_text
from simulation.scenario.problems import Problems

TABLE = """\
Water pact ,"Invented, for a test",3,2,
Actor,Description,Power,Pstn1,Sal1,Quota Position,Quota Salience,
Alba, The first, 102.5, 75.5, 49.5,  6.37,  5.9,
Brod,,53.25,0,30,100,21
Cora,"Last, and least",10,,,50,3,
"""


def imported(text: str) -> tuple[Imported | None, list[str]]:
    problems = Problems()
    found = import_text(text, "t.csv", problems)
    return found, [str(problem).removeprefix("t.csv:") for problem in problems.sorted()]


def test_a_table_is_seen_to_be_of_ktab_and_its_scales_go_to_100() -> None:
    found, said = imported(TABLE)
    assert said == []
    assert found is not None
    assert found.layout == "ktab"
    alba, brod, cora = found.scenario.delegations
    assert {issue: one.position for issue, one in alba.mandate.items()} == {
        "Issue_1": 0.755,
        "Quota": pytest.approx(0.0637),
    }
    assert brod.mandate["Issue_1"].salience == 0.3
    assert list(cora.mandate) == ["Quota"]
    assert (alba.capability, brod.capability) == (1.0, 53.25 / 102.5)


def test_names_and_descriptions_are_kept() -> None:
    found, _ = imported(TABLE)
    assert found is not None
    case = found.scenario
    assert case.title == "Water pact"
    assert case.notes.startswith("Invented, for a test\n")
    assert [issue.name for issue in case.issues] == ["Issue 1", "Quota"]
    assert [seat.brief.public for seat in case.delegations] == ["The first", "", "Last, and least"]


def test_the_final_comma_and_the_description_may_be_missing() -> None:
    bare = "\n".join(line.rstrip(",") for line in TABLE.splitlines())
    assert imported(bare)[1] == []


def test_every_problem_is_said_at_once() -> None:
    wrong = (
        TABLE.replace("3,2,", "4,2,")
        .replace("75.5", "105.5")
        .replace("53.25", "x")
        .replace(",50,3,", ",50,3,7")
    )
    assert [line[: line.index(". ")] for line in imported(wrong)[1]] == [
        "1:3: The first row counts 4 delegations and the table has 3 rows of them",
        "3:4: position is 105.5",
        "4:3: power is 'x', not a number",
        "5:8: This row has 8 cells",
    ]


def test_a_salience_above_100_is_refused() -> None:
    assert imported(TABLE.replace("5.9", "105.9"))[1] == [
        "3:7: salience is 105.9. Valid: from 0 to 100. Correct it, or the scale."
    ]


def test_a_heading_that_does_not_fit_the_count_is_said() -> None:
    assert imported(TABLE.replace("3,2,", "3,3,"))[1][0] == (
        "2:1: The heading has 7 cells for 3 dimensions. Valid: 9: three, and two for each dimension. Correct the "
        "heading or the count."
    )


def test_a_delegation_stands_in_one_row() -> None:
    assert (
        "5:1: Alba stands here a second time (first on line 3)."
        in imported(TABLE.replace("Cora", "Alba"))[1][0]
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b,c,2\n", "1:3: The count is 'c'."),
        ("a,b,-1,1\n", "1:3: The count is '-1'."),
        ("a,b,0,1\nActor,D,P,x,y\n", "1:1: This is not a table of KTAB."),
        ("a,b,1,1\n", "1:1: This is not a table of KTAB."),
    ],
)
def test_a_table_without_its_first_rows_is_refused(text: str, said: str) -> None:
    problems = Problems()
    assert import_text(text, "t.csv", problems, layout="ktab") is None
    assert any(str(problem).startswith(f"t.csv:{said}") for problem in problems.sorted())
