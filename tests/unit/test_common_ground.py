"""How many wordings cross nobody's red line before anything is negotiated."""

import pytest

from simulation.engine.common_ground import common_ground
from simulation.report.ground_told import tell_ground
from simulation.scenario.load import load_scenario
from simulation.scenario.schema import Scenario
from simulation.words import told_in
from tests.small_cases import RUNGS, Data, case, delegation, issue, options

ASSUMED: Data = {"red_line": None}


def counts(scenario: Scenario) -> list[tuple[int, int, int]]:
    """Return wordings, those within given red lines, and those within all, issue by issue."""
    return [(one.wordings, one.within_given, one.within_all) for one in common_ground(scenario).issues]


def test_assumed_red_lines_are_counted_apart_from_those_that_a_case_gives() -> None:
    # Of 0, .25, .5, .75 and 1 the first may sign up to .5; the other, half-width .75 - .4 = .35, from .65 on.
    rows = [delegation("d0", 0.0, red_line=0.5), delegation("d1", 1.0, **ASSUMED)]
    assert counts(case(rows)) == [(5, 3, 0)]
    ground = common_ground(case(rows))
    assert (ground.given, ground.instructions) == (1, 2)


def test_red_lines_count_only_for_those_who_decide() -> None:
    rows = [delegation("d0", 0.0, red_line=0.5)]
    watchers: list[Data] = [
        delegation("w0", 1.0, red_line=0.0, rights={}),
        delegation("w1", 1.0, red_line=0.0, rights={"speak": True, "propose": True}),
    ]
    assert counts(case([*watchers, *rows])) == counts(case(rows)) == [(5, 3, 3)]


def test_a_list_of_what_is_acceptable_and_an_obstructor_that_nothing_moves_are_given_lines() -> None:
    listing = delegation("d0", 0.0, **ASSUMED)
    listing["mandate"]["q0"]["acceptable"] = ["o0", "o4"]
    assert counts(case([listing])) == [(5, 2, 2)]
    against = delegation("d0", 0.5, strategy={"key": "obstructor", "stake": None}, **ASSUMED)
    ground = common_ground(case([against]))
    assert (ground.given, ground.issues[0].within_given) == (1, 0)
    moved = delegation("d0", 0.5, strategy={"key": "obstructor"}, **ASSUMED)
    assert common_ground(case([moved])).given == 0  # it has a price, and a red line as everybody has


def test_striking_a_clause_is_no_wording_and_a_referral_crosses_no_line() -> None:
    part = issue(choices=options(0.0, 1.0, delete=0.5, refer=0.5), draft="o1")
    rows = [delegation("d0", 0.0, red_line=0.1), delegation("d1", 1.0, red_line=0.1)]
    assert counts(case(rows, issues=[part])) == [(3, 1, 1)]


def test_a_majority_of_three_does_not_need_everybody() -> None:
    rows = [delegation(f"d{row}", 0.5) for row in range(3)]
    assert common_ground(case(rows)).needs_everybody
    voting = case(rows, forum={"decision": {"rule": "simple_majority"}})
    assert not common_ground(voting).needs_everybody
    assert "does not need everybody" in " ".join(tell_ground(voting).sentences)


@pytest.mark.parametrize(
    ("size", "rule", "needs"),
    [
        (9, {"rule": "rough_consensus"}, True),  # eight of nine are fewer than nine tenths
        (10, {"rule": "rough_consensus"}, False),
        (5, {"rule": "qualified_majority", "threshold": 0.9}, True),
        (5, {"rule": "veto", "holders": ["d1"]}, False),
        (2, {"rule": "veto", "holders": ["d0", "d1"]}, True),
        (2, {"rule": "simple_majority"}, True),  # one against one is no majority
    ],
)
def test_everybody_is_needed_where_each_can_block_alone(size: int, rule: Data, *, needs: bool) -> None:
    rows = [delegation(f"d{row}", 0.5) for row in range(size)]
    assert common_ground(case(rows, forum={"decision": rule})).needs_everybody is needs


def test_a_forum_that_can_put_a_text_that_fails_to_the_vote_does_not_need_everybody() -> None:
    rows = [delegation("d0", 0.5), delegation("d1", 0.5)]
    assert not common_ground(case(rows, forum={"preset": "unga_consensus"})).needs_everybody


@pytest.mark.parametrize("seat", [0, 2])
def test_who_only_speaks_is_not_asked_whether_it_can_block_wherever_it_sits(seat: int) -> None:
    rows = [delegation("d0", 0.5, seat=1), delegation("d1", 0.5, seat=3)]
    watcher = delegation("w0", 0.5, seat=seat, rights={"speak": True})
    assert common_ground(case([*rows, watcher])).needs_everybody


def test_a_wording_that_nobody_has_written_is_not_counted() -> None:
    choices = options(*RUNGS)
    choices.append({"key": "unwritten", "label": "unwritten", "position": 0.1, "drafted": True})
    part = issue(choices=choices, draft="o4")
    rows = [delegation("d0", 0.0, red_line=0.5)]
    assert counts(case(rows, issues=[part])) == [(5, 3, 3)]
    assert counts(case(rows, issues=[part | {"draft": "unwritten"}])) == [(6, 4, 4)]


def test_what_is_told_names_the_clauses_and_says_which_lines_are_assumed() -> None:
    told = tell_ground(load_scenario("wtpf13"))
    assert told.sentences[0] == "No mandate of those who decide gives a red line, and none is assumed."
    assert told.heads == ("issue", "cross no given line", "clauses")
    assert told.rows[0] == ("Q1", "4 of 4", "Roles of stakeholders: recognizing a), b), c), d)")
    assert len(told.rows) == 9
    some = tell_ground(load_scenario("wtpf13_training"))
    assert some.sentences[0].startswith("Of 64 instructions of those who decide, 28 give a red line.")
    all_ = tell_ground(load_scenario("first_hour"))
    assert all_.sentences[0] == "Every mandate gives its red line, so none is assumed."


@pytest.mark.parametrize(
    ("base", "slope", "said"),
    [
        (0.75, 0.4, "a delegation cares, the narrower (half-width 0.75 − 0.4 × salience)."),
        (1.3, 0.4, "a delegation cares, the narrower (half-width 1.3 − 0.4 × salience)."),
        (
            1.4,
            0.4,
            "No mandate of those who decide gives a red line, and none is assumed.",
        ),  # all of the axis at least
    ],
)
def test_it_is_told_with_the_width_that_the_protocol_assumes(base: float, slope: float, said: str) -> None:
    rule = {"red_line_base": base, "red_line_slope": slope}
    wide = case([delegation("d0", 0.0, **ASSUMED)], protocol={"values": rule})
    assert tell_ground(wide).sentences[0].endswith(said)


def test_lines_that_are_assumed_can_leave_less_than_those_that_are_given() -> None:
    rule = {"protocol.values.red_line_base": "0.75", "protocol.values.red_line_slope": "0.4"}
    told = tell_ground(load_scenario("wtpf13", overrides=rule))
    assert told.heads[2] == "nor an assumed one"
    assert told.rows[0][1:3] == ("4 of 4", "2 of 4")


@pytest.mark.parametrize("name", ["wtpf13", "unga_cyber", "first_hour"])
def test_it_is_told_in_french_too(name: str) -> None:
    scenario = load_scenario(name)
    with told_in("fr"):
        french = tell_ground(scenario)
    english = tell_ground(scenario)
    assert not set(french.sentences) & set(english.sentences)
    assert " sur " in french.rows[0][1]
