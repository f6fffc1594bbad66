"""A total that is shown is the sum of the whole points that are shown beside it, in every case and instance."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulation.cli.seat.brief_page import print_own
from simulation.cli.seat.menu import menu_of
from simulation.cli.seat.notebook import Notebook
from simulation.cli.seat.table import SeatAtTable
from simulation.engine.score_sheet import score_sheet
from simulation.live import LiveNegotiation, SeatMove, SeatView, view_of
from simulation.report.pack.role import Role, role_of
from simulation.report.pack.trainer_score_sheet import judge, split_sheets
from simulation.scenario.forums import resolve_forum
from simulation.scenario.group_schema import GroupResult
from simulation.scenario.load import load_scenario
from simulation.scenario.schema import Scenario
from simulation.state.instructions import has_say
from simulation.training.coach import fitting
from simulation.training.debrief import debriefing
from simulation.training.group.better import Ground
from simulation.training.group.group_told import told_group
from simulation.training.group.judged import judge_group
from simulation.training.packages import PackageTold
from simulation.training.weighed import at_stake, by_stake, points_given, weigh
from simulation.training.worths import amount, in_points
from tests.extent import at_a_desk
from tests.plain_words import Kept

CASES = ("first_hour", "wtpf13_training", "ai_oversight")
SAMPLE = [(name, number) for name in CASES for number in (0, 2)]
EACH = at_a_desk([("first_hour", 0), ("first_hour", 2)], SAMPLE)
ALL = [(name, number) for name in CASES for number in range(6)]
_NUMBER = re.compile(r"−?\d+")


@cache
def case_of(name: str, number: int) -> Scenario:
    return load_scenario(name, overrides={"instance": number} if number else None)


@cache
def ground_of(name: str, number: int) -> Ground:
    return Ground.of(case_of(name, number))


@cache
def view(name: str, number: int, seat: str) -> SeatView:
    return view_of(LiveNegotiation(case_of(name, number), seed=7, seats=(seat,)), seat)


def seats(case: Scenario) -> list[str]:
    return [seat.key for seat in case.delegations if has_say(resolve_forum(case), seat)]


def whole(told: str) -> int:
    """Return the first number of points in what is told."""
    found = _NUMBER.search(told)
    assert found
    return int(found[0].replace("−", "-"))


def role(case: Scenario, row: int) -> Role:
    return role_of(case, score_sheet(case), row, may="")


def on_sheet(case: Scenario) -> dict[tuple[int, str, str], int]:
    """Return the points of the printed score sheet by row of the seat, issue and wording."""
    found, first = {}, 0
    for part in split_sheets(case, score_sheet(case)):
        for issue, (_, _, options) in zip(case.issues, part.issues, strict=True):
            for option, (_, cells) in zip(issue.written, options, strict=True):
                for at, (points, _) in enumerate(cells):
                    found[first + at, issue.key, option.key] = whole(points)
        first += len(part.seats)
    return found


def check_role_sheets(case: Scenario) -> None:
    for row in range(len(case.delegations)):
        paper = role(case, row)
        there = [[whole(one.points) for one in issue.options if not one.is_red] for issue in paper.issues]
        open_clause = [0] if paper.may_stay_open else []
        if all([*points, *open_clause] for points in there):
            assert whole(paper.best) == sum(max([*points, *open_clause]) for points in there)
        for issue, points in zip(paper.issues, there, strict=True):
            reached = [*points, *open_clause]
            assert int(issue.stake) == (max(reached) - min(reached) if reached else 0)


@pytest.mark.parametrize(("name", "number"), EACH)
def test_the_most_on_a_role_sheet_is_the_sum_of_the_points_on_it(name: str, number: int) -> None:
    check_role_sheets(case_of(name, number))


@pytest.mark.thorough
@pytest.mark.parametrize(("name", "number"), ALL)
def test_so_it_is_in_all_instances(name: str, number: int) -> None:
    check_role_sheets(case_of(name, number))


@pytest.mark.parametrize(("name", "number"), EACH)
def test_a_text_judged_in_the_guide_counts_the_sum_of_the_score_sheet(name: str, number: int) -> None:
    case = case_of(name, number)
    paper, draw = on_sheet(case), np.random.default_rng(number)
    for _ in range(20):
        text = {issue.key: issue.written[int(draw.integers(len(issue.written)))].key for issue in case.issues}
        for row, judged in enumerate(judge(case, score_sheet(case), text)):
            assert whole(judged.points) == sum(paper[row, *pair] for pair in text.items())


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), where=st.sampled_from(SAMPLE))
def test_what_a_group_got_is_the_sum_of_its_score_sheet(data: st.DataObject, where: tuple[str, int]) -> None:
    case = case_of(*where)
    paper = on_sheet(case)
    text = {
        issue.key: data.draw(st.sampled_from([option.key for option in issue.written]))
        for issue in case.issues
        if resolve_forum(case).leftover != "drop" or data.draw(st.booleans())
    }
    group = GroupResult(name="A", text=text, signed=tuple(seat.key for seat in case.delegations))
    judged = judge_group(case, group, ground_of(*where))
    left = [
        (issue.key, issue.options[option].key)
        for issue, option in zip(case.issues, judged.option, strict=True)
        if option >= 0
    ]
    if not judged.has_text:
        return
    for row, seat in enumerate(told_group(case, judged).seats):
        assert whole(str(seat.points)) == sum(paper[row, *pair] for pair in left)


@settings(max_examples=40, deadline=None)
@given(data=st.data(), where=st.sampled_from(SAMPLE))
def test_a_package_counts_the_sum_of_its_wordings(data: st.DataObject, where: tuple[str, int]) -> None:
    seat = data.draw(st.sampled_from(seats(case_of(*where))))
    seen = view(*where, seat)
    package = {
        issue.key: data.draw(st.sampled_from([one.key for one in issue.written if not one.is_red] or [""]))
        for issue in seen.issues
    }
    package = {issue: option for issue, option in package.items() if option}
    beside = [
        whole(str(in_points(seen, one.option))) for one in weigh(seen, package) if one.standing == "put"
    ]
    assert whole(str(amount(points_given(seen, package)))) == sum(beside)


@pytest.mark.parametrize(("name", "number"), EACH)
def test_all_that_a_seat_wants_is_the_most_on_its_role_sheet(name: str, number: int) -> None:
    case = case_of(name, number)
    for seat in seats(case):
        page, seen = Kept(), view(name, number, seat)
        print_own(page, seen)
        found = re.findall(
            r"you want\s+\w+: “[^”]+” \((?:(−?\d+) point|as good as left open|nothing for you)", page.text
        )
        wanted = [whole(points or "0") for points in found]
        assert len(wanted) == len(case.issues)
        row = [one.key for one in case.delegations].index(seat)
        paper = role(case, row)
        assert sum(max(one, 0) if paper.may_stay_open else one for one in wanted) == whole(paper.best)


class Asked:
    """What a seat was asked in a game in which it says nothing, and the negotiation once it is over."""

    def __init__(self, name: str, seat: str, *, seed: int) -> None:
        self.live = LiveNegotiation(name, seed=seed, seats=(seat,))
        self.packages: list[tuple[str, ...]] = []
        self.document: tuple[str, ...] = ()
        table = SeatAtTable(self.live, seat, Kept(), Notebook(None, name, seat))
        while self.live.phase != "over":
            if self.live.pending and self.live.phase in ("package", "adoption"):
                menu = menu_of(self.live, table.view, set())
                assert menu is not None
                asked = (*menu.question, *menu.beside.values())
                if self.live.phase == "package":
                    self.packages.append(asked)
                else:
                    self.document = asked
            for _ in self.live.pending:
                self.live.submit(SeatMove(seat=seat, move="done"))
            self.live.advance()


def check_asked(asked: tuple[str, ...]) -> None:
    """Hold the whole against its clauses, as they are asked about on a terminal."""
    clauses = [line.rpartition(": ")[2] for line in asked if line.startswith("  ")]
    if any("red line" in one for one in clauses):
        assert not [line for line in asked if re.search(r"(a whole it|agreed) is worth", line)]
        return
    total = next(line for line in asked if re.search(r"(a whole it|agreed) is worth", line))
    assert whole(total) == sum(whole(one) for one in clauses)


# In each of these a document is put at the end, in the first packages before.
GAMES = [("first_hour", "SAB", 3), ("ai_oversight", "VEN", 3), ("wtpf13_training", "LUM", 5)]


@pytest.fixture(scope="module", params=GAMES, ids=lambda game: game[0])
def played(request: pytest.FixtureRequest) -> Iterator[tuple[str, str, Asked]]:
    name, seat, seed = request.param
    return name, seat, Asked(name, seat, seed=seed)  # type: ignore[return-value] # not a generator


def test_what_is_put_at_the_end_adds_up(played: tuple[str, str, Asked]) -> None:
    name, _, asked = played
    assert asked.document
    assert asked.packages or name != "first_hour"
    for one in (*asked.packages, asked.document):
        check_asked(one)


def check_package(one: PackageTold, paper: Mapping[tuple[str, str], int]) -> None:
    if len(one.wordings) == len({issue for issue, _ in paper}):
        assert whole(str(amount(one.own))) == sum(paper[pair] for pair in one.wordings)


def test_the_debriefing_adds_up(played: tuple[str, str, Asked]) -> None:
    name, seat, asked = played
    case = load_scenario(name)
    told = next(iter(debriefing(asked.live, seat)))
    clauses = [whole(str(amount(issue.own))) for issue in told.prediction.issues]
    mandate = told.score.mandate
    if (asked.live.record.outcome.option >= 0).any():
        assert whole(str(amount(mandate.value))) == sum(clauses)
        assert f"{amount(mandate.value)} to you" in str(mandate.sentences[0])
    row = [one.key for one in case.delegations].index(seat)
    sheet, names = on_sheet(case), {}
    for issue in case.issues:
        for option in issue.written:
            names[issue.name, option.label] = sheet[row, issue.key, option.key]
    for package in told.dealings.packages:
        if all(pair in names for pair in package.wordings):
            check_package(package, names)


@pytest.mark.parametrize(("name", "number"), EACH)
def test_what_is_at_stake_on_a_screen_is_what_the_role_sheet_says(name: str, number: int) -> None:
    case = case_of(name, number)
    for seat in seats(case):
        seen = view(name, number, seat)
        row = [one.key for one in case.delegations].index(seat)
        stakes = [int(issue.stake) for issue in role(case, row).issues]
        assert [whole(str(amount(at_stake(seen, issue)))) for issue in seen.issues] == stakes
        ordered = [whole(str(amount(at_stake(seen, issue)))) for issue in by_stake(seen)]
        assert ordered == sorted(stakes, reverse=True)


@pytest.mark.parametrize("seat", ["GCIA", "NNOF", "LUM"])
def test_the_coach_calls_least_that_on_which_fewest_points_are_at_stake(seat: str) -> None:
    case = case_of("wtpf13_training", 0)
    seen = view("wtpf13_training", 0, seat)
    row = [one.key for one in case.delegations].index(seat)
    stakes = {issue.name: int(issue.stake) for issue in role(case, row).issues}
    (advice,) = (one for one in fitting(seen) if one.key == "cheap")
    named = re.findall(r"(?:^|, | and )([^(]+) \((\d+) points?\)", str(advice.values["issues"]))
    assert len(named) == 2
    assert {issue: int(points) for issue, points in named}.items() <= stakes.items()
    assert sorted(int(points) for _, points in named) == sorted(stakes.values())[:2]
