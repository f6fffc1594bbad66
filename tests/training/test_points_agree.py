"""The same thing counts the same points on paper, in the brief, beside a wording, in a package, in the debriefing."""

import re

import numpy as np
import pytest

from simulation.cli.seat.brief_page import print_own
from simulation.cli.seat.menu import menu_of
from simulation.cli.seat.notebook import Notebook
from simulation.cli.seat.room_page import print_issue
from simulation.cli.seat.table import SeatAtTable
from simulation.engine.score_sheet import score_sheet
from simulation.live import LiveNegotiation, SeatMove, view_of
from simulation.report.pack.role import Role, role_of
from simulation.scenario.forums import resolve_forum
from simulation.scenario.load import load_scenario
from simulation.state.instructions import has_say
from simulation.training.debrief import debriefing
from simulation.training.weighed import all_wanted, at_stake, points_given, weigh
from simulation.training.worths import amount, for_you, in_points, worth
from tests.extent import at_a_desk
from tests.plain_words import Kept

CASES = ("first_hour", "wtpf13_training", "ai_oversight")
SEATS = [
    (name, seat.key)
    for name in CASES
    for case in [load_scenario(name)]
    for seat in case.delegations
    if has_say(resolve_forum(case), seat)
]
FEW = [one for one in SEATS if one[0] == "first_hour"]


def role(name: str, key: str) -> Role:
    case = load_scenario(name)
    row = [seat.key for seat in case.delegations].index(key)
    return role_of(case, score_sheet(case), row, may="")


def on_paper(name: str, key: str) -> dict[tuple[str, str], str]:
    """Return the points of each wording as the role sheet prints them, by clause and wording; a red line has none."""
    case, sheet = load_scenario(name), role(name, key)
    return {
        (issue.key, option.key): printed.points
        for issue, there in zip(case.issues, sheet.issues, strict=True)
        for option, printed in zip(issue.written, there.options, strict=True)
    }


def number(told: str) -> str:
    """Return the number of points in a worth that is told; of a red line, none."""
    if "red line" in told:
        return ""
    if told in ("nothing for you", "as good as left open"):
        return "0"
    found = re.search(r"−?\d+", told)
    assert found
    return f"−{found[0]}" if told.startswith("costs you") else found[0]


@pytest.mark.parametrize(("name", "key"), SEATS)
def test_one_clause_matters_most_or_several_with_the_same_points(name: str, key: str) -> None:
    page, view = Kept(), view_of(LiveNegotiation(name, seed=7, seats=(key,)), key)
    print_own(page, view)
    stakes = [at_stake(view, issue) for issue in view.issues]
    assert page.text.count(": matters most, ") == (
        0 if min(stakes) == max(stakes) else stakes.count(max(stakes))
    )


@pytest.mark.parametrize(("name", "key"), at_a_desk(FEW, SEATS))
def test_the_brief_prints_the_points_of_the_role_sheet(name: str, key: str) -> None:
    page, view = Kept(), view_of(LiveNegotiation(name, seed=7, seats=(key,)), key)
    print_own(page, view)
    paper = on_paper(name, key)
    for issue in view.issues:
        part = page.text.partition(f" {issue.key} {issue.name}: ")[2].partition(" red line ")[0]
        part = re.sub(r"\((nothing for you|as good as left open)\)", "(0 points)", part)
        told = dict(re.findall(r"(\w+)(?:: “[^”]+”)? \((−?\d+) points?\)", part))
        allowed = {option: points for (of, option), points in paper.items() if of == issue.key and points}
        assert told == allowed
    sheet = role(name, key)
    assert f"No document is worth {sheet.no_deal} to you" in page.text
    assert ("a clause left open is 0" in page.text) == sheet.may_stay_open
    assert str(worth(all_wanted(view))) == sheet.best


@pytest.mark.parametrize(("name", "key"), at_a_desk(FEW, SEATS))
def test_the_same_points_stand_beside_a_wording(name: str, key: str) -> None:
    view, page = view_of(LiveNegotiation(name, seed=7, seats=(key,)), key), Kept()
    paper = on_paper(name, key)
    for issue in view.issues:
        print_issue(page, view, issue)
        for option in issue.written:
            points = paper[issue.key, option.key]
            assert number(str(in_points(view, option))) == points
            assert number(str(for_you(view, option))) == points
            if points not in ("", "0"):
                told = f"{points} point" if not points.startswith("−") else f"costs you {points[1:]} point"
                assert told in page.text


@pytest.mark.parametrize("name", at_a_desk(["first_hour"], CASES))
def test_a_package_and_its_sum_count_the_points_of_the_role_sheet(name: str) -> None:
    case, sheet = load_scenario(name), score_sheet(load_scenario(name))
    key = next(key for of, key in SEATS if of == name)
    row = [seat.key for seat in case.delegations].index(key)
    view, paper = view_of(LiveNegotiation(name, seats=(key,)), key), on_paper(name, key)
    package = {
        issue.key: next(option.key for option in issue.written if paper[issue.key, option.key])
        for issue in case.issues
    }
    weighed = weigh(view, package)
    assert list(map(str, [worth(one.worth) for one in weighed])) == [paper[pair] for pair in package.items()]
    assert worth(points_given(view, package)) == worth(
        float(sheet.in_whole_points().worth(package)[row]) / 100
    )


@pytest.mark.parametrize(
    ("name", "key"), [("first_hour", "SAB"), ("first_hour", "NOR"), ("ai_oversight", "VEN")]
)
def test_adoption_and_debriefing_count_the_points_of_the_role_sheet(name: str, key: str) -> None:
    live, page = LiveNegotiation(name, seed=3, seats=(key,)), Kept()
    table = SeatAtTable(live, key, page, Notebook(None, name, key))
    asked = ""
    while live.phase != "over":
        if live.phase == "adoption" and live.pending:
            menu = menu_of(live, table.view, set())
            assert menu is not None
            asked = " ".join([*menu.question, *menu.beside.values()])
        for _ in live.pending:
            live.submit(SeatMove(seat=key, move="done"))
        live.advance()
    assert asked
    told, paper = next(iter(debriefing(live, key))), on_paper(name, key)
    ends = live.record.outcome.option.tolist()
    worths = []
    for issue, end, outcome in zip(live.case.issues, ends, told.prediction.issues, strict=True):
        worths.append(outcome.own)
        option = issue.options[end]
        if end >= 0 and (issue.key, option.key) in paper:
            points = paper[issue.key, option.key]
            assert str(worth(outcome.own)) == points
            assert f"{issue.key} {option.key}: {points} point" in asked
    value = told.score.mandate.value
    if (np.array(ends) >= 0).any():
        assert np.isclose(sum(worths), value)
        assert f"The document is worth {amount(value)} to you" in str(told.score.mandate.sentences[0])
        assert str(amount(value)) in asked
