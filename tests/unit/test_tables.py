"""Delegations and mandates may stand in CSV tables beside the case."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from simulation.errors import ScenarioError
from simulation.scenario.csv_table import number
from simulation.scenario.load import find_problems, load_scenario
from simulation.scenario.schema import Normal, Scenario, Triangular, Uniform

type Write = Callable[[str, str | bytes], Path]

DELEGATIONS = """\
key,name,kind,seat,blocs,capability,strategy,brief_public,source,basis
NO,Norway,government,7,EU,0.2..0.6,hold,"Speak, and be heard",REC,documented
NA,Namibia,government,,EU; AU,0.4+-0.1,,,,
"""
MANDATES = """\
delegation,issue,position,salience,red_low,red_high,red_line,acceptable,fallbacks,source
NO,Q1,0.3,0.9,0.1,0.5,,,b; a,REC
NA,Q1,0.2..0.3..0.6,,,,0.25,a;b,,
AAA,Q2,0.2,,,,,,,
"""


@pytest.fixture
def tabled(small_case: str) -> str:
    """Return the case with tables, one delegation listed in it, and two blocs."""
    start, end = small_case.index("delegations:"), small_case.index("blocs:\n")
    return (
        small_case[:start]
        + "tables: {delegations: d.csv, mandates: m.csv}\n"
        + "delegations:\n  - {key: AAA, name: First, kind: government, blocs: [EU]}\n"
        + small_case[end:]
        .replace("delegation: BBB, issue: Q1, position: 0.6", "delegation: NO, issue: Q1, position: 0.4")
        .replace("blocs:", "blocs:\n  - {key: AU, name: African Union}")
    )


@pytest.fixture
def load(write: Write, tabled: str) -> Callable[[str, str], Scenario]:
    """Return a function that loads the case with these tables."""

    def load_with(delegations: str, mandates: str) -> Scenario:
        write("d.csv", delegations)
        write("m.csv", mandates)
        return load_scenario(write("case.yaml", tabled))

    return load_with


type Load = Callable[[str, str], Scenario]


def test_delegations_of_the_table_come_before_those_in_the_case(load: Load) -> None:
    assert [one.key for one in load(DELEGATIONS, MANDATES).delegations] == ["NO", "NA", "AAA"]


def test_cells_become_the_fields_of_a_delegation(load: Load) -> None:
    norway, namibia, _ = load(DELEGATIONS, MANDATES).delegations
    assert norway.name == "Norway"
    assert norway.seat == 7
    assert norway.blocs == ("EU",)
    assert norway.capability == Uniform(low=0.2, high=0.6)
    assert norway.strategy is not None
    assert norway.strategy.key == "hold"
    assert norway.brief.public == "Speak, and be heard"
    assert namibia.blocs == ("EU", "AU")
    assert namibia.capability == Normal(mean=0.4, sd=0.1)
    assert namibia.strategy is None


def test_rows_of_the_second_table_become_mandates(load: Load) -> None:
    norway, namibia, first = load(DELEGATIONS, MANDATES).delegations
    assert norway.mandate["Q1"].red_line == (0.1, 0.5)
    assert norway.mandate["Q1"].fallbacks == ("b", "a")
    assert norway.mandate["Q1"].source == "REC"
    assert namibia.mandate["Q1"].position == Triangular(low=0.2, mode=0.3, high=0.6)
    assert namibia.mandate["Q1"].red_line == 0.25
    assert namibia.mandate["Q1"].acceptable == ("a", "b")
    assert first.mandate["Q2"].position == 0.2


def test_a_salience_may_say_what_it_rests_on(load: Load) -> None:
    told = "delegation,issue,position,salience,salience_basis,salience_source,salience_confidence\n"
    norway, namibia, _ = load(
        DELEGATIONS, told + "NO,Q1,0.3,0.9,documented,REC,medium\nNA,Q1,0.4,,,,\n"
    ).delegations
    own = norway.mandate["Q1"]
    assert (own.salience_basis, own.salience_source, own.salience_confidence) == (
        "documented",
        "REC",
        "medium",
    )
    assert namibia.mandate["Q1"].salience_basis is None
    assert "salience_source" in own.model_dump()
    # A case without it has the hash that it had before the field was there.
    assert not [name for name in namibia.mandate["Q1"].model_dump() if name.startswith("salience_")]


def test_a_delegation_in_both_places_takes_fields_from_both(write: Write, tabled: str) -> None:
    write("d.csv", DELEGATIONS)
    write("m.csv", MANDATES)
    text = tabled.replace(
        "delegations:\n  -", "delegations:\n  - {key: NA, mandate: {Q2: {position: 0.7}}}\n  -"
    )
    namibia = load_scenario(write("case.yaml", text)).delegations[1]
    assert namibia.name == "Namibia"
    assert set(namibia.mandate) == {"Q1", "Q2"}


def test_blank_rows_and_spaces_round_cells_do_not_count(load: Load) -> None:
    spaced = DELEGATIONS.replace("NA,Namibia", "\n,,,,,,,,,\n NA , Namibia ")
    assert [one.key for one in load(spaced, MANDATES).delegations] == ["NO", "NA", "AAA"]


def test_a_byte_order_mark_from_a_spreadsheet_is_no_part_of_the_header(load: Load) -> None:
    assert len(load("\ufeff" + DELEGATIONS, MANDATES).delegations) == 3


@pytest.mark.parametrize("text", ["NA", "0.4..", "..", "a..b", "1..2..3..4", "0.4+-", "true", "0,4", "null"])
def test_what_is_neither_number_nor_distribution_stays_text(text: str) -> None:
    assert number(text) == text


@pytest.mark.parametrize(
    ("old", "new", "place", "phrase"),
    [
        ("key,name", "key,nmae", "d.csv:1:2", "'nmae' is not a column of this table. Did you mean 'name'?"),
        ("key,name", "name,name", "d.csv:1:1", "The column 'key' is missing"),
        ("key,name,kind", "key,name,name", "d.csv:1:3", "a second time"),
        ("NA,Namibia", "NO,Namibia", "d.csv:3:1", "NO stands here a second time (first on line 2)"),
        ("NA,Namibia", ",Namibia", "d.csv:3:1", "key is empty"),
        ("NA,Namibia", "NA,Namibia,x", "d.csv:3:1", "This row has 11 cells"),
        ("NA,Namibia,government", "NA,Namibia,goverment", "d.csv:3:3", "Did you mean 'government'?"),
        ("0.4+-0.1", '"0,4"', "d.csv:3:6", "Write a point, not a comma: 0.4"),
        ("0.4+-0.1", "1.4+-0.1", "d.csv:3:6", "mean of capability is 1.4, above 1"),
        ("EU; AU", "EU; AUU", "d.csv:3:5", "No bloc is called 'AUU'. Did you mean 'AU'?"),
        ("government,,EU", "government,1.5,EU", "d.csv:3:4", "seat is 1.5"),
        ('"Speak, and', '"Speak" and,', "d.csv:2:1", "not a CSV row"),
        ("hold", "x" * 20_001, "d.csv:2:7", "too long"),
        ("NO,Q1,0.3", "NOR,Q1,0.3", "m.csv:2:1", "No delegation is called 'NOR'. Did you mean 'NO'?"),
        ("NO,Q1,0.3", "NO,Q9,0.3", "m.csv:2:2", "No issue is called 'Q9'"),
        ("NO,Q1,0.3", "NO,Q1,", "m.csv:2:2", "'position' is missing from a mandate"),
        (
            "NO,Q1,0.3",
            "NO,Q1,high",
            "m.csv:2:3",
            "position is 'high'. Valid: a number from 0 to 1, or {mean, sd}",
        ),
        ("NA,Q1", "NO,Q1", "m.csv:3:1", "NO on Q1 stands here a second time"),
        ("0.1,0.5", "0.1,", "m.csv:2:5", "red line is given by halves"),
        ("0.1,0.5", "0.5,0.1", "m.csv:2:5", "out of order"),
        ("b; a", "b; c", "m.csv:2:9", "No option of Q1 is called 'c'"),
    ],
)
def test_a_mistake_in_a_table_is_said_at_its_cell(
    load: Load, old: str, new: str, place: str, phrase: str
) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(DELEGATIONS.replace(old, new), MANDATES.replace(old, new))
    lines = [line for line in str(caught.value).splitlines() if f"{place}: " in line and phrase in line]
    assert lines, str(caught.value)


def test_a_table_of_a_kind_that_there_is_not_is_named(write: Write, tabled: str) -> None:
    write("d.csv", DELEGATIONS)
    path = write("case.yaml", tabled.replace("mandates: m.csv", "mandats: m.csv"))
    assert any(
        "No table is called 'mandats'. Did you mean 'mandates'?" in one.message for one in find_problems(path)
    )


def test_the_number_of_rows_is_limited(load: Load) -> None:
    rows = "".join(f"X{number},x,academia\n" for number in range(1_001))
    with pytest.raises(
        ScenarioError, match=r"d\.csv:1002:1: The table is too long. Valid: at most 1000 rows"
    ):
        load(f"key,name,kind\n{rows}", MANDATES)


def test_problems_beyond_those_listed_are_counted_to_the_end_of_the_table(load: Load) -> None:
    rows = "".join(f"X{number},Q1,0.3,too many\n" for number in range(3_000))
    with pytest.raises(ScenarioError, match=r"At least 2000 more problems are not listed\."):
        load(DELEGATIONS, f"delegation,issue,position\n{rows}")


def test_rows_for_unknown_delegations_are_counted_to_the_end_of_the_table(load: Load) -> None:
    rows = "".join(f"X{number},Q1,0.3\n" for number in range(3_000))
    start = time.thread_time()
    with pytest.raises(ScenarioError, match=r"At least 2000 more problems are not listed\."):
        load(DELEGATIONS, f"delegation,issue,position\n{rows}")
    assert time.thread_time() - start < 1.5  # of work, whoever else needs the machine


def test_semicolons_between_cells_are_recognised(load: Load) -> None:
    with pytest.raises(ScenarioError, match="not separated by commas"):
        load("key;name\nNO;Norway\n", MANDATES)


def test_a_field_given_in_both_places_is_a_problem(write: Write, tabled: str) -> None:
    write("d.csv", DELEGATIONS)
    write("m.csv", MANDATES)
    text = tabled.replace("{key: AAA, name: First", "{key: NA, name: First")
    with pytest.raises(ScenarioError, match=r"name of NA is also given in .*d\.csv, line 3"):
        load_scenario(write("case.yaml", text))


def test_a_mandate_given_in_both_places_is_a_problem(write: Write, tabled: str) -> None:
    write("d.csv", DELEGATIONS)
    write("m.csv", MANDATES)
    text = tabled.replace("blocs: [EU]}", "blocs: [EU], mandate: {Q2: {position: 0.4}}}")
    with pytest.raises(ScenarioError, match=r"m\.csv:4:2: AAA already has a mandate on Q2"):
        load_scenario(write("case.yaml", text))


@pytest.mark.parametrize(
    "name", ["../d.csv", "/etc/passwd", "sub/d.csv", "..", "", "a\\b.csv", "C:d.csv", "[d.csv]", "link.csv"]
)
def test_a_table_never_comes_from_another_folder(
    write: Write, tabled: str, tmp_path: Path, name: str
) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}.csv"
    outside.write_text(DELEGATIONS)
    (tmp_path / "link.csv").symlink_to(outside)
    write("m.csv", MANDATES)
    quoted = name if name.startswith("[") else f"'{name}'"
    with pytest.raises(ScenarioError, match="is not a file in the folder of the case"):
        load_scenario(write("case.yaml", tabled.replace("delegations: d.csv", f"delegations: {quoted}")))


@pytest.mark.parametrize(
    ("content", "phrase"),
    [
        (b"", "empty"),
        (b"key\n\xe9", r"d\.csv:2:1: The file is not in UTF-8"),
        (b"key\n\0", "binary"),
        (None, "no such file"),
    ],
)
def test_a_table_that_cannot_be_read_is_said_in_both_files(
    write: Write, tabled: str, content: bytes | None, phrase: str
) -> None:
    if content is not None:
        write("d.csv", content)
    write("m.csv", MANDATES)
    with pytest.raises(ScenarioError, match=phrase) as caught:
        load_scenario(write("case.yaml", tabled))
    assert "The table d.csv cannot be read" in str(caught.value)


def test_keys_of_a_table_that_differ_by_small_letters_only_are_told_with_both_lines(
    write: Write, tabled: str
) -> None:
    write("d.csv", "key,name,kind\nDDD,Fourth,government\nddd,Fifth,government\n")
    write("m.csv", "delegation,issue,position\n")
    said = find_problems(write("case.yaml", tabled))
    (found,) = (one for one in said if "looks like" in one.message)
    assert (found.line, found.column) == (3, 1)
    assert found.message.startswith("'ddd' looks like 'DDD' on line 2, but is a different name: U+0064 ")


def test_names_in_a_table_and_in_the_case_that_look_alike_are_told_with_the_file_of_the_other(
    write: Write, tabled: str
) -> None:
    write("d.csv", "key,name,kind\nDDD,FIRST,government\n")
    write("m.csv", "delegation,issue,position\n")
    said = find_problems(write("case.yaml", tabled))
    (found,) = (one for one in said if "looks like" in one.message)
    assert "'First' looks like 'FIRST' in " in found.message
    assert "d.csv, line 2" in found.message
