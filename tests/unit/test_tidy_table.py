"""The tidy table of a case holds its positions, in the numbers of the table that it came from."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.scenario.interchange.importing import Imported, import_text
from simulation.scenario.load import find_problems, load_scenario, scenario_hash
from simulation.scenario.problems import Problems
from simulation.scenario.schema import Bloc, BlocLine, Mandate, Normal, Scales, Scenario, Triangular, Uniform
from simulation.state.tidy_table import tidy_table
from tests.spoken_for import BY_CASE

type Write = Callable[[str, str | bytes], Path]

HEADING = "actor,issue,position,salience,capability\n"
KTAB = """\
Water pact,Invented,3,2,
Actor,Description,Power,Dam,Sal,Quota,Sal,
Alba,,102.543,75.79,49.53,6.37,5.91,
Brod,,53.393,0.07,30.33,100,21.22,
Cora,,129.643,82.45,48.47,90.89,13.55,
"""
DECIDE = """\
#A;A1;Alba
#A;B1;Brod
#P;toll
#M;toll;0.5;euro
#M;toll;7;euro
#P;ring
#D;A1;toll;3.3;0.7;1
#D;B1;toll;0.5;0.85;0.026
#D;A1;ring;33;0.1;1
"""


def imported(text: str) -> Imported:
    problems = Problems()
    found = import_text(text, "t.csv", problems)
    assert problems.sorted() == []
    assert found is not None
    return found


def read(text: str) -> dict[tuple[str, str], tuple[float, ...]]:
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["actor", "issue", "position", "salience", "capability"]
    return {(who, issue): tuple(map(float, numbers)) for who, issue, *numbers in rows[1:]}


def test_a_table_of_ktab_comes_out_tidy_with_its_own_numbers() -> None:
    assert read(tidy_table(imported(KTAB).scenario).text) == {
        ("Alba", "Dam"): (75.79, 49.53, 102.543),
        ("Alba", "Quota"): (6.37, 5.91, 102.543),
        ("Brod", "Dam"): (0.07, 30.33, 53.393),
        ("Brod", "Quota"): (100, 21.22, 53.393),
        ("Cora", "Dam"): (82.45, 48.47, 129.643),
        ("Cora", "Quota"): (90.89, 13.55, 129.643),
    }


def test_a_text_of_decide_comes_out_tidy_with_its_own_numbers() -> None:
    assert read(tidy_table(imported(DECIDE).scenario).text) == {
        ("Alba", "toll"): (3.3, 0.7, 1),
        ("Alba", "ring"): (33, 0.1, 1),
        ("Brod", "toll"): (0.5, 0.85, 0.026),
    }


plain = st.floats(-1e6, 1e6, allow_nan=False)


def stances(
    salience: st.SearchStrategy[float],
) -> st.SearchStrategy[dict[tuple[str, str], tuple[float, float]]]:
    pairs = st.tuples(st.sampled_from("ABCD"), st.sampled_from("xyz"))
    return st.dictionaries(pairs, st.tuples(plain, salience), min_size=2)


@settings(max_examples=60)
@given(
    stances(st.floats(0, 1)) | stances(st.just(0.0) | st.floats(10, 100, exclude_min=True)),
    st.lists(st.floats(0, 1e6), min_size=4, max_size=4),
)
def test_a_tidy_table_comes_out_as_it_went_in(
    stands: dict[tuple[str, str], tuple[float, float]], capabilities: list[float]
) -> None:
    rows = {(who, on): (*numbers, capabilities["ABCD".index(who)]) for (who, on), numbers in stands.items()}
    text = HEADING + "".join(f"{who},{on},{p!r},{s!r},{c!r}\n" for (who, on), (p, s, c) in rows.items())
    problems = Problems()
    found = import_text(text, "t.csv", problems)
    if found is None:  # all stand at one place beyond 0..1, so that there is no scale
        assert all("All delegations stand at" in problem.message for problem in problems.sorted())
        return
    out = tidy_table(found.scenario).text
    again = read(out)
    assert again.keys() == rows.keys()
    for pair, numbers in rows.items():
        assert again[pair] == pytest.approx(numbers, rel=1e-12, abs=1e-9), pair


def test_the_table_of_a_case_gives_the_same_positions_when_it_is_read_again() -> None:
    found = imported(KTAB)
    problems = Problems()
    again = import_text(tidy_table(found.scenario).text, "t.csv", problems, scales={None: (0.0, 100.0)})
    assert again is not None
    assert [one.mandate for one in again.scenario.delegations] == [
        one.mandate for one in found.scenario.delegations
    ]
    assert [one.capability for one in again.scenario.delegations] == [
        one.capability for one in found.scenario.delegations
    ]


@pytest.mark.parametrize("name", BY_CASE)
def test_every_shipped_case_gives_a_table_that_can_be_imported(name: str) -> None:
    table = tidy_table(load_scenario(name))
    problems = Problems()
    found = import_text(table.text, "t.csv", problems)
    assert problems.sorted() == []
    assert found is not None
    assert sum(len(one.mandate) for one in found.scenario.delegations) == table.rows


def test_lines_of_blocs_count_and_whoever_has_no_mandate_is_named() -> None:
    case = load_scenario("worked_package")
    first, second = (one.model_copy(update={"mandate": {}}) for one in case.delegations)
    group = Bloc(
        key="G", name="Group", members=(first.key,), line={"seats": BlocLine(position=0.7, salience=0.6)}
    )
    table = tidy_table(case.model_copy(update={"delegations": (first, second), "blocs": (group,)}))
    assert read(table.text) == {("Openland", "Seats of governments"): (0.7, 0.6, 1.0)}
    assert (table.rows, table.from_blocs, table.left_out) == (1, 1, ("Stateland",))


def one_seat(mandate: Mandate, **fields: object) -> Scenario:
    case = load_scenario("worked_clock")
    issue = case.issues[0].key
    seat = case.delegations[0].model_copy(update={"mandate": {issue: mandate}, **fields})
    return case.model_copy(update={"delegations": (seat,), "blocs": ()})


@pytest.mark.parametrize(
    ("position", "most_likely"),
    [
        (Normal(mean=0.3, sd=0.1), 0.3),
        (Uniform(low=0.2, high=0.6), 0.4),
        (Triangular(low=0, mode=0.1, high=1), 0.1),
    ],
)
def test_of_a_distribution_the_most_likely_value_is_written_and_counted(
    position: Normal | Uniform | Triangular, most_likely: float
) -> None:
    table = tidy_table(one_seat(Mandate(position=position, salience=0.5), capability=0.25))
    assert list(read(table.text).values()) == [(most_likely, 0.5, 0.25)]
    assert (table.rows, table.spread) == (1, 1)


def test_a_position_with_a_confidence_has_a_spread_too() -> None:
    assert tidy_table(one_seat(Mandate(position=0.5, confidence="low"), salience=0.4)).spread == 1


def test_numbers_are_written_with_as_few_digits_as_tell_them() -> None:
    text = tidy_table(one_seat(Mandate(position=0.1 + 0.2, salience=1.0), capability=1 / 3)).text
    assert text.splitlines()[1].endswith(",0.30000000000000004,1,0.3333333333333333")


def test_equal_names_give_way_to_keys_and_keys_can_be_asked_for() -> None:
    case = load_scenario("worked_package")
    twins = case.model_copy(
        update={"delegations": tuple(one.model_copy(update={"name": "Same"}) for one in case.delegations)}
    )
    assert {name for name, _ in read(tidy_table(twins).text)} == {"OPEN", "STATE"}
    assert set(read(tidy_table(case, by_key=True).text)) == {
        (who, on) for who in ("OPEN", "STATE") for on in ("seats", "agenda")
    }


def test_the_heading_and_every_text_stand_in_quotes() -> None:
    lines = tidy_table(load_scenario("worked_package")).text.splitlines()
    assert lines[0] == '"actor","issue","position","salience","capability"'
    assert all(re.fullmatch(r'"[^"]+","[^"]+",[-0-9.e]+,[-0-9.e]+,[-0-9.e]+', line) for line in lines[1:])


@pytest.mark.parametrize(
    ("scales", "said"),
    [
        ("{positions: {Q9: [0, 10]}}", "8:22: No issue is called 'Q9'. Valid: Q1, Q2. Correct the name."),
        ("{positions: {Q1: [10, 0]}}", "8:22: The scale [10, 0] of Q1 is out of order. Valid: [low, high]."),
        ("{positions: {Q1: [1]}}", "8:22: "),
        ("{salience: 0}", "8:20: salience is 0. Valid: "),
        ("{capability: -2}", "8:22: capability is -2. Valid: "),
    ],
)
def test_scales_that_cannot_be_are_said_where_they_stand(
    scales: str, said: str, write: Write, small_case: str
) -> None:
    path = write("case.yaml", small_case.replace("sessions: 5", f"scales: {scales}\nsessions: 5"))
    (problem,) = find_problems(path)
    assert str(problem).startswith(f"{path}:{said}")


def test_a_case_without_scales_has_the_hash_that_it_had() -> None:
    case = load_scenario("worked_clock")
    assert "scales" not in case.model_dump(mode="json", by_alias=True)
    assert scenario_hash(case) != scenario_hash(case.model_copy(update={"scales": Scales(salience=100.0)}))
