"""A tidy table becomes a case that can be played, with its numbers; what cannot is said where it stands."""

import pytest

from simulation.engine.component_checks import check_components
from simulation.engine.simulate import simulate
from simulation.scenario.interchange.importing import Imported, import_text
from simulation.scenario.interchange.scaling import Wanted
from simulation.scenario.problems import Problems
from simulation.scenario.schema import Issue, Scales
from simulation.words import told_in

TERMS = """\
actor,issue,position,salience,capability
Alba,term,4,80,12
Brod,term,10,40,6
Cora,term,7,100,3
Alba,share,0.2,50,
Cora,share,0.9,10,3
"""


def imported(text: str, scales: Wanted | None = None) -> Imported:
    problems = Problems()
    found = import_text(text, "terms.csv", problems, scales=scales or {}, checks=(check_components,))
    assert problems.sorted() == []
    assert found is not None
    return found


def told(text: str, scales: Wanted | None = None) -> list[str]:
    """Return what is said of a table that cannot be used, without the name of the file."""
    problems = Problems()
    assert import_text(text, "t.csv", problems, scales=scales or {}) is None
    return [str(problem).removeprefix("t.csv:") for problem in problems.sorted()]


def positions(found: Imported) -> dict[tuple[str, str], object]:
    return {
        (seat.name, issue): mandate.position
        for seat in found.scenario.delegations
        for issue, mandate in seat.mandate.items()
    }


def test_positions_lie_between_the_ends_of_their_scales() -> None:
    found = imported(TERMS)
    # term goes from 4 to 10, as nobody is beyond; share stays on 0..1.
    assert positions(found) == {
        ("Alba", "term"): 0.0,
        ("Brod", "term"): 1.0,
        ("Cora", "term"): 0.5,
        ("Alba", "share"): 0.2,
        ("Cora", "share"): 0.9,
    }


def test_saliences_are_per_cent_and_capabilities_parts_of_the_largest() -> None:
    alba, brod, cora = imported(TERMS).scenario.delegations
    assert [alba.capability, brod.capability, cora.capability] == [1.0, 0.5, 0.25]
    assert [alba.mandate["term"].salience, cora.mandate["share"].salience] == [0.8, 0.1]


def test_what_is_between_nought_and_one_stays_as_it_is() -> None:
    found = imported("issue,actor,capability,position,salience\nfee,Alba,0.3,0.25,0.5\nfee,Brod,0.2,0.5,1\n")
    assert found.scenario.scales is None
    assert [seat.capability for seat in found.scenario.delegations] == [0.3, 0.2]
    assert found.notes == ()


def test_the_case_keeps_the_scales_of_its_table() -> None:
    assert imported(TERMS).scenario.scales == Scales(
        positions={"term": (4.0, 10.0)}, salience=100.0, capability=12.0
    )


def written(issue: Issue) -> list[str]:
    """Return what is in the file: not what drafting groups may add between."""
    return [option.label for option in issue.options if not option.drafted]


def test_options_carry_the_numbers_of_the_table() -> None:
    term, share = imported(TERMS).scenario.issues
    assert [(option.label, option.position) for option in term.options if not option.drafted] == [
        ("4", 0.0),
        ("7", 0.5),
        ("10", 1.0),
    ]
    assert written(share) == ["0.2", "0.9"]
    assert (term.low, term.high) == ("4", "10")
    assert term.question == "The scale goes from 4 to 10."


def test_where_options_are_positions_of_delegations_groups_may_write_between_them() -> None:
    found = imported(TERMS)
    assert "drafting" not in found.text.replace("“drafting: false”", "")
    assert [option.label for option in found.scenario.issues[0].options if option.drafted] == [
        "Middle way: 4 / 7",
        "Middle way: 7 / 10",
        "In general terms: 4 / 10",
    ]
    assert (
        "Drafting groups may write wordings between two options that lie far apart, and resort to general terms;"
    ) in found.scenario.notes


def test_the_draft_is_the_option_with_most_capability_times_salience_behind_it() -> None:
    term, share = imported(TERMS).scenario.issues
    # On term Alba has 1 x 0.8, Brod 0.5 x 0.4, Cora 0.25 x 1.
    assert (term.draft, term.status_quo) == ("at_4", 0.5)
    assert share.draft == "at_0_2"


def test_of_many_positions_the_ends_and_those_with_most_behind_them_become_options() -> None:
    rows = "".join(f"S{place},fee,{place},{1 - place / 100},{0.5 + place % 2 / 2}\n" for place in range(20))
    issue = imported(f"actor,issue,position,salience,capability\n{rows}").scenario.issues[0]
    # Odd places have capability 1 and even ones .5, and salience falls: the six lowest odd ones weigh most.
    assert written(issue) == ["0", "1", "3", "5", "7", "9", "11", "19"]


def test_where_all_stand_at_one_place_the_ends_can_be_chosen_too() -> None:
    issue = imported(
        "actor,issue,position,salience,capability\nAlba,fee,0.4,1,1\nBrod,fee,.4,1,1\n"
    ).scenario.issues[0]
    assert written(issue) == ["0", "0.4", "1"]


def test_a_delegation_without_a_row_has_no_mandate_there() -> None:
    brod = imported(TERMS).scenario.delegations[1]
    assert list(brod.mandate) == ["term"]


def test_two_empty_cells_are_no_mandate() -> None:
    found = imported(TERMS + "Brod,share,,,6\n")
    assert list(found.scenario.delegations[1].mandate) == ["term"]


def test_the_case_says_that_it_is_made_up_but_for_its_numbers() -> None:
    found = imported(TERMS)
    case = found.scenario
    assert case.nature == "illustrative"
    assert case.sources["table"].startswith(
        "Positions, saliences and capabilities from terms.csv, a tidy table"
    )
    assert case.notes.startswith("Gaps in the table were filled in")
    assert "Capabilities were divided by 12, the largest." in case.notes
    assert found.text.startswith("# Positions, saliences")


def test_the_case_can_be_played() -> None:
    record = simulate(imported(TERMS).scenario, seed=1)
    assert record.tableau.delegations == ("Alba", "Brod", "Cora")


def test_a_scale_can_be_given_for_all_issues_and_for_one() -> None:
    found = imported(TERMS, {None: (0.0, 100.0), "term": (0.0, 20.0)})
    assert positions(found)["Alba", "term"] == 0.2
    assert positions(found)["Cora", "share"] == pytest.approx(0.009)


def test_separators_and_headings_may_be_others() -> None:
    other = TERMS.replace(",", ";").replace("actor", "Delegation").replace("capability", " POWER ")
    assert positions(imported(other)) == positions(imported(TERMS))
    assert positions(imported(TERMS.replace(",", "\t"))) == positions(imported(TERMS))


def test_further_columns_are_told() -> None:
    with_more = "\n".join(f"{line},{'note' if line.startswith('actor') else 'x'}" for line in TERMS.split())
    assert imported(with_more).notes[0] == "Columns that were left aside: note."


def test_what_is_filled_in_is_written_in_the_language_that_is_told_in() -> None:
    with told_in("fr"):
        case = imported(TERMS).scenario
    assert case.language == "fr"
    assert case.document.sections[0].heading == "décide"
    assert case.notes.startswith("Ce que le tableau ne dit pas")


def test_every_problem_is_said_at_once_with_its_line_and_cell() -> None:
    said = told(
        "actor,issue,position,salience,capability\n"
        "Alba,term,4,80,12\n"
        'Brod,term,"0,5",x,-1\n'
        ",term,5.5,nan,1\n"
        "Cora,term,5,,1\n"
        "Alba,term,5,5,12\n"
        "Alba,fee,5,120,11\n"
        "Dora,fee,1e999,5,1,9\n"
    )
    assert [line[: line.index(".")] for line in said] == [
        "3:3: position is '0,5'",
        "3:4: salience is 'x', not a number",
        "3:5: capability is -1",
        "4:1: actor is empty",
        "4:4: salience is 'nan', not a number",
        "5:4: salience is empty beside a number",
        "6:1: Alba on term stands here a second time (first on line 2)",
        "7:4: salience is 120",
        "7:5: The capability of 'Alba' is 11 here and 12 on line 2",
        "8:6: This row has 6 cells",
    ]
    assert "a point before decimals, and no sign between thousands: 0.5." in said[0]


def test_missing_and_repeated_columns_are_said() -> None:
    assert told("actor,issue,position,salience,actor\nA,b,1,1,1\n") == [
        "1:5: The column 'actor' stands here a second time. Valid: each once. Remove one of them.",
    ]
    (missing,) = told("actor,issue,salience,capability\nA,b,1,1\n")
    assert missing.startswith("1:1: The column 'position' is missing. Valid: actor (or delegation), issue, ")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("", "1:1: Nobody has a position in this table."),
        ("Alba,fee,,,1\n", "1:1: Nobody has a position in this table."),
        ("Alba,fee,1,1,1\nAlba,term,,,\n", "3:2: Nobody has a position on 'term'."),
        ("Alba,fee,7,1,1\nBrod,fee,7,1,1\n", "2:3: All delegations stand at 7 on 'fee'"),
        ("Alba,fee,1,1,\n", "2:1: 'Alba' has no capability."),
    ],
)
def test_a_table_that_lacks_something_is_refused(rows: str, said: str) -> None:
    assert told(f"actor,issue,position,salience,capability\n{rows}")[0].startswith(said)


def test_a_position_beyond_a_given_scale_and_a_scale_of_nothing_are_refused() -> None:
    said = told(TERMS, {"term": (5.0, 10.0), "fee": (0.0, 1.0)})
    assert said[0] == "--scale fee: No issue is called 'fee'. Valid: term, share. Correct the name."
    assert said[1] == "2:3: position is 4. Valid: from 5 to 10. Correct it, or the scale."


def test_delegations_of_which_nothing_is_said_are_left_out_and_told() -> None:
    found = imported(TERMS + "Dora,term,,,\n")
    assert len(found.scenario.delegations) == 3
    assert "Left out, since the table says nothing about them: Dora." in found.notes


def test_another_table_is_no_layout_of_ours() -> None:
    assert told("4;5\n6;7\n")[0].startswith("1:1: The layout of this table is not known.")


HEADING = "actor,issue,position,salience,capability\n"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("0,5", "position is '0,5'. Valid: a point before decimals, and no sign between thousands: 0.5."),
        (",5", "position is ',5'. Valid: a point before decimals, and no sign between thousands: 0.5."),
        ("1,000", "position is '1,000', which may mean 1000 or 1.000."),
        ("-12,500", "position is '-12,500', which may mean -12500 or -12.500."),
        ("1,000,000", "no sign between thousands: 1000000."),
        ("1,000.5", "no sign between thousands: 1000.5."),
        ("1.000,5", "no sign between thousands: 1000.5."),
        ("1.000.000", "no sign between thousands: 1000000."),
        ("1 000", "no sign between thousands: 1000."),
        ("1\u00a0000", "no sign between thousands: 1000."),
        ("1'000", "no sign between thousands: 1000."),
    ],
)
def test_a_number_with_commas_or_groups_is_told_with_all_that_it_may_mean(written: str, said: str) -> None:
    (found,) = told(f'{HEADING}Alba,term,"{written}",.5,1\nBrod,term,2000,.5,1\n')
    assert found.startswith("2:3: ")
    assert said in found


@pytest.mark.parametrize("other", ["france", "FRANCE", "Fra\u200bnce", "\uff26rance"])
@pytest.mark.parametrize("column", [0, 1])
def test_names_that_are_one_to_a_reader_are_told_with_both_lines(other: str, column: int) -> None:
    names = [("France", "term"), ("Brod", "term"), (other, "term")]
    rows = [(name, "x") if column == 0 else ("Alba", name) for name, _ in names]
    said = told(HEADING + "".join(f"{who},{what},0.{k},.5,1\n" for k, (who, what) in enumerate(rows, 1)))
    assert [one.partition(", but is")[0] for one in said] == [
        f"4:{column + 1}: {other!a} looks like 'France' on line 2"
    ]


@pytest.mark.parametrize("sign", ["-", "\u2212"])
def test_a_number_may_bear_either_minus(sign: str) -> None:
    found = imported(f"{HEADING}Alba,term,{sign}5,.5,1\nBrod,term,5,.5,1\nCora,term,0,.5,1\n")
    assert [seat.mandate["term"].position for seat in found.scenario.delegations] == [0, 1, 0.5]


def test_spaces_round_a_name_and_twice_in_it_do_not_count() -> None:
    found = imported(
        f"{HEADING}New  Alba,term,0.2,.5,1\n New Alba ,fee,0.4,.5,\nBrod,fee,.1,.5,1\nBrod,term,1,.5,\n"
    )
    assert [seat.name for seat in found.scenario.delegations] == ["New Alba", "Brod"]


MIXED = HEADING + "Alba,term,.1,0.8,1\nBrod,term,.2,40,1\nCora,term,.3,0.25,1\nDara,term,.4,100,1\n"


def test_shares_and_per_cent_in_one_column_are_told_with_their_lines() -> None:
    (found,) = told(MIXED)
    assert found.startswith(
        "2:4: Some saliences look like shares and some like per cent: 0.8 here (below 1 on line 2 and 4), 40 on line 3."
    )
    assert "--salience percent" in found


def test_whoever_imports_can_say_what_saliences_are() -> None:
    problems = Problems()
    found = import_text(MIXED, "t.csv", problems, saliences="percent")
    assert found is not None
    assert [seat.mandate["term"].salience for seat in found.scenario.delegations] == [0.008, 0.4, 0.0025, 1.0]
    assert import_text(MIXED, "t.csv", problems, saliences="share") is None
    assert [str(problem)[:9] for problem in problems.sorted()] == ["t.csv:3:4", "t.csv:5:4"]


def test_nothing_at_all_is_the_same_in_per_cent_and_as_a_share() -> None:
    found = imported(HEADING + "Alba,term,.1,0,1\nBrod,term,.2,40,1\n")
    assert [seat.mandate["term"].salience for seat in found.scenario.delegations] == [0, 0.4]


def test_a_one_among_per_cent_is_taken_as_such_and_told_with_its_line() -> None:
    found = imported(HEADING + "Alba,term,.1,1,1\nBrod,term,.2,40,1\n")
    assert found.scenario.delegations[0].mandate["term"].salience == 0.01
    assert any(note.startswith("A salience of 1 (line 2) was taken as 1 per cent") for note in found.notes)


def test_the_chair_of_a_table_is_called_so_in_the_language_of_whoever_reads() -> None:
    chair = imported(TERMS).scenario.chair
    assert str(chair.named) == "The Chair"
    with told_in("fr"):
        assert str(imported(TERMS).scenario.chair.named) == "La présidence"
        assert str(chair.model_copy(update={"name": "Ms Sy"}).named) == "Ms Sy"
