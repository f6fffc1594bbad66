"""Whatever stands in a table gets nowhere: it is data in a case, or is refused with a reason."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.errors import ScenarioError
from simulation.scenario.interchange.importing import Imported, import_table, import_text
from simulation.scenario.interchange.positions import MAX_NAME
from simulation.scenario.interchange.table_rows import guarded
from simulation.scenario.problems import Problems
from simulation.state.tidy_table import tidy_table

type Write = Callable[[str, str | bytes], Path]

HEADING = "actor,issue,position,salience,capability\n"
STEERING = ("=cmd|' /C calc'!A0", "+1", "-2+3", "@SUM(A1)", "\uff1d1", "'=1", "' =1")
MARKUP = (
    "<script>alert(1)</script>",
    "![x](https://outside.invalid/p.png)",
    "{{ 7 * 7 }}",
    "$x$ | y",
    "NO",
    "1e5",
)


def row(*cells: object) -> str:
    file = io.StringIO()
    csv.writer(file).writerow(cells)
    return file.getvalue()


def imported(text: str) -> Imported:
    problems = Problems()
    found = import_text(text, "t.csv", problems)
    assert problems.sorted() == []
    assert found is not None
    return found


def said(text: str) -> list[str]:
    problems = Problems()
    import_text(text, "t.csv", problems)
    return [str(problem) for problem in problems.sorted()]


@pytest.mark.parametrize("name", MARKUP)
def test_markup_in_names_is_text(name: str) -> None:
    case = imported(HEADING + row(name, name, 0.5, 0.5, 0.5)).scenario
    assert (case.delegations[0].name, case.issues[0].name) == (name, name)
    assert case.delegations[0].key.isascii()


@pytest.mark.parametrize("name", STEERING)
def test_what_a_spreadsheet_takes_for_a_formula_is_guarded_on_the_way_out_and_itself_again_on_the_way_in(
    name: str,
) -> None:
    found = imported(HEADING + row(guarded(name), "fee", 0.5, 0.5, 0.5))
    assert found.scenario.delegations[0].name == name
    text = tidy_table(found.scenario).text
    assert text.splitlines()[1].startswith(f'"\'{name}"')
    assert imported(text).scenario == found.scenario


def test_text_stands_in_quotes_so_that_no_other_separator_makes_a_formula_of_a_part_of_it() -> None:
    found = imported(HEADING + row("Alba;=1+1", "fee", 0.5, 0.5, 0.5))
    assert '"Alba;=1+1"' in tidy_table(found.scenario).text


@pytest.mark.parametrize("character", ["\u202e", "\u2066", "\ufeff"])
def test_what_turns_the_direction_of_text_is_refused(character: str) -> None:
    assert said(HEADING + row(f"Al{character}ba", "fee", 0.5, 0.5, 0.5))[0].startswith(
        f"t.csv:2:1: The text contains the control character U+{ord(character):04X} ("
    )


def test_a_name_has_a_limit() -> None:
    imported(HEADING + row("n" * MAX_NAME, "f" * MAX_NAME, 0.5, 0.5, 0.5))
    assert said(HEADING + row("n" * 161, "fee", 0.5, 0.5, 0.5)) == [
        "t.csv:2:1: This text has 161 characters. Valid: at most 160. Shorten it."
    ]


def test_names_that_differ_in_what_a_key_cannot_hold_have_keys_of_their_own() -> None:
    names = ["Côte", "Cote", "北京", "上海", "1", "", "x" * 60, "x" * 61]
    case = imported(HEADING + "".join(row(name, "fee", 0.5, 0.5, 0.5) for name in names if name)).scenario
    assert [seat.name for seat in case.delegations] == [name for name in names if name]
    assert len({seat.key for seat in case.delegations}) == len(case.delegations)


@pytest.mark.parametrize(
    "number", ["nan", "inf", "1e999", "1_000", "0x10", "\u0661", "50%%", "1 000", "1e13"]
)
def test_what_is_no_plain_number_is_refused(number: str) -> None:
    assert said(HEADING + row("Alba", "fee", number, 0.5, 0.5))[0].startswith("t.csv:2:3: position is ")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "The file is empty"),
        (b"\xff\xfea\0b\0\0", "binary file"),
        (HEADING.encode() + b"\x81land,fee,0.5,0.5,0.5\n", "encoding of this text is not known"),
        (b"actor\0issue", "binary file"),
        (HEADING.encode() + b'"Alba,fee,0.5,0.5,0.5\n', "cannot be read"),
        (b"x" * 5_000_001, "too large"),
        (HEADING.encode() + b"," * 600 + b"x\n", "has 601 cells"),
        (HEADING.encode() + b"x" * 200_000, "cannot be read"),
    ],
    ids=["empty", "half of utf-16", "no encoding", "binary", "open quote", "large", "wide", "long cell"],
)
def test_a_file_that_is_no_table_is_refused(content: bytes, reason: str, write: Write) -> None:
    with pytest.raises(ScenarioError, match=reason):
        import_table(write("t.csv", content))


def test_a_byte_order_mark_is_no_part_of_the_heading(write: Write) -> None:
    text = HEADING + row("Alba", "fee", 0.5, 0.5, 0.5)
    assert import_table(write("t.csv", text.encode("utf-8-sig"))).scenario.delegations[0].name == "Alba"


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="There is no such file"):
        import_table(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("seats", "issues", "reason"),
    [(1_001, 1, "more than 1000 delegations"), (1, 61, "more than 60 issues")],
)
def test_a_case_that_would_be_too_large_is_refused_once(seats: int, issues: int, reason: str) -> None:
    rows = "".join(f"S{a},I{i},0.5,0.5,0.5\n" for a in range(seats) for i in range(issues))
    (message,) = said(HEADING + rows)
    assert reason in message


def test_the_name_of_the_file_cannot_break_out_of_the_comment_that_names_it() -> None:
    problems = Problems()
    text = HEADING + row("Alba", "fee", 0.5, 0.5, 0.5)
    found = import_text(text, "folder/a\nschema: 9\u202e.csv", problems)
    assert found is not None
    assert found.text.splitlines()[0].startswith(
        "# Positions, saliences and capabilities from a_schema_ 9_.csv, "
    )


@settings(max_examples=150)
@given(st.text(alphabet=st.sampled_from("#AMDP;,\t\"'\n .-+=0159eactorissuepn\u202e"), max_size=80))
def test_any_text_ends_in_a_case_or_in_words(text: str) -> None:
    problems = Problems()
    found = import_text(text, "t.csv", problems)
    assert (found is None) == bool(problems)


@settings(max_examples=60)
@given(
    st.sampled_from(["tidy", "ktab", "decide"]),
    st.lists(
        st.lists(st.sampled_from(["", "#A", "#P", "#M", "#D", "a", "b", "1", "0", "-3", "1e9"]), max_size=8)
    ),
)
def test_any_cells_end_in_a_case_or_in_words_in_every_layout(layout: str, rows: list[list[str]]) -> None:
    problems = Problems()
    text = "".join(row(*cells) for cells in rows)
    found = import_text(text, "t.csv", problems, layout=layout)  # type: ignore[arg-type] # one of the layouts
    assert (found is None) == bool(problems)
