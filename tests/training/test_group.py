"""What a group's own text is worth, what it left, and where it lies beside agents: counted out on two issues."""

from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest

from simulation.engine.score_sheet import score_sheet
from simulation.scenario.group_schema import GroupResult, GroupResults
from simulation.scenario.load import load_scenario, shipped_scenarios
from simulation.scenario.pack import pack_file
from simulation.scenario.schema import Scenario
from simulation.training.group import JudgedGroup, beside, debrief_groups, judge_group, play_runs
from simulation.training.group.adopted import stands_asked
from simulation.training.group.better import Ground, better_than
from simulation.training.group.group_told import (
    points_note,
    told_agents,
    told_group,
    told_side_by_side,
    whole_points,
)
from simulation.training.group.valued import left_of, points_of
from simulation.training.progress import finished
from simulation.words import told_in
from tests.extent import at_a_desk
from tests.small_cases import SAY, Data, case, delegation, issue, options
from tests.spoken_for import BY_LANGUAGE

TRAININGS = [name for name in shipped_scenarios() if pack_file(name) is not None]


def two_issues(forum: Data | None = None) -> Scenario:
    """Return a case of two governments, each of which cares four times as much for one issue as for the other.

    What it wants is worth 40 points on the one and 10 on the other, as many are lost on the opposite, and no text is
    worth -10 to both.
    """
    issues = [issue(key, choices=options(0.0, 1.0), status_quo=0.5) for key in ("q0", "q1")]
    common: dict[str, Any] = {"red_line": 1.0, "reservation": -0.1}
    seats = [
        delegation("AA", 0.0, 0.0, salience=(1.0, 0.25), **common),
        delegation("BB", 1.0, 1.0, salience=(0.25, 1.0), **common),
    ]
    return case(seats, issues=issues, forum=forum)


def judged(text: dict[str, str], **stands: tuple[str, ...]) -> JudgedGroup:
    return judge_group(two_issues(), GroupResult(name="One", text=text, **stands))


@pytest.mark.parametrize(
    ("text", "points", "better"),
    [
        ({"q0": "o0", "q1": "o1"}, (30, 30), 0),
        ({"q0": "o0", "q1": "o0"}, (50, -50), 0),
        ({"q0": "o1", "q1": "o0"}, (-30, -30), 3),
        ({"q0": "o0"}, (40, -10), 0),
        ({"q0": "o1"}, (-40, 10), 2),
        ({"q0": "none", "q1": "o0"}, (10, -40), 2),
        ({}, (-10, -10), 3),
    ],
)
def test_points_and_better_texts_are_those_counted_by_hand(
    text: dict[str, str], points: tuple[int, int], better: int
) -> None:
    found = judged(text)
    assert tuple(round(seat.got) for seat in found.seats) == points
    assert (found.better, found.adoptable, found.is_exact) == (better, 3, True)
    assert found.is_efficient == (better == 0)


def test_the_trade_that_was_left_is_named_as_the_clauses_that_change() -> None:
    (best,) = judged({"q0": "o1", "q1": "o0"}).instead
    assert [(change.issue, change.was, change.now) for change in best.changes] == [(0, 1, 0), (1, 0, 1)]
    assert np.rint(best.more).tolist() == [60, 60]


def test_the_nearest_text_that_all_could_take_changes_as_little_as_can_be() -> None:
    mend = judged({"q0": "o0", "q1": "o0"}).mend
    assert mend is not None
    assert [(change.issue, change.now) for change in mend.changes] == [(1, 1)]
    assert judged({"q0": "o0", "q1": "o1"}).mend is None


@pytest.mark.parametrize(
    ("text", "stands", "verdicts"),
    [
        ({"q0": "o0", "q1": "o1"}, {"signed": ("AA", "BB")}, ("above", "above")),
        ({"q0": "o0", "q1": "o0"}, {"signed": ("AA", "BB")}, ("above", "below")),
        ({"q0": "o0", "q1": "o0"}, {"signed": ("AA",), "objected": ("BB",)}, ("lost", "refused_below")),
        ({"q0": "o0", "q1": "o1"}, {"objected": ("BB",)}, ("lost", "refused_above")),
        ({"q0": "o0", "q1": "o0"}, {"dissociated": ("BB",)}, ("above", "refused_below")),
        ({}, {}, ("no_text", "no_text")),
    ],
)
def test_a_seat_is_told_whether_it_did_right_by_its_own_points(
    text: dict[str, str],
    stands: dict[str, tuple[str, ...]],
    verdicts: tuple[str, str],
) -> None:
    assert tuple(seat.verdict for seat in judged(text, **stands).seats) == verdicts


def test_an_objection_sinks_a_text_under_consensus_and_all_get_what_no_text_is_worth() -> None:
    found = judged({"q0": "o0", "q1": "o1"}, signed=("AA",), objected=("BB",))
    assert (found.passed, found.blocked_by) == (False, ("BB",))
    assert [round(seat.got) for seat in found.seats] == [-10, -10]
    assert found.better == 3


def voting(rule: str = "simple_majority") -> Scenario:
    """Return a room in which AA and BB want one wording, and CC the other, which is worse for them than no text."""
    common: dict[str, Any] = {"red_line": 1.0, "reservation": -0.1, "rights": SAY}
    wishes = {"AA": 0.0, "BB": 0.0, "CC": 1.0}
    return case(
        [delegation(key, place, **common) for key, place in wishes.items()],
        issues=[issue("q0", choices=options(0.0, 1.0), status_quo=0.5)],
        forum={"decision": {"rule": rule}},
    )


def test_under_a_majority_an_objection_is_outvoted() -> None:
    group = GroupResult(name="One", text={"q0": "o0"}, signed=("AA", "BB"), objected=("CC",))
    assert judge_group(voting(), group).passed
    refused = group.model_copy(update={"signed": ("AA",), "abstained": ("BB",)})
    assert not judge_group(voting(), refused).passed


@pytest.mark.parametrize(
    ("rule", "option", "named", "assumed", "passed"),
    [
        ("simple_majority", "o0", {"signed": ("AA",)}, (None, "signed", "objected"), True),
        ("simple_majority", "o0", {"objected": ("CC",)}, ("signed", "signed", None), True),
        ("simple_majority", "o1", {"signed": ("CC",)}, ("objected", "objected", None), False),
        ("simple_majority", "o0", {"abstained": ("AA",)}, (None, "signed", "objected"), False),
        ("unanimity", "o0", {"signed": ("AA",)}, (None, "signed", "objected"), False),
        ("consensus", "o0", {"signed": ("AA",)}, (None, None, None), True),
        ("simple_majority", "o1", {}, (None, None, None), True),
    ],
)
def test_who_is_not_named_is_judged_by_its_numbers_where_silence_is_no_assent(
    rule: str,
    option: str,
    named: dict[str, tuple[str, ...]],
    assumed: tuple[str | None, ...],
    passed: bool,  # noqa: FBT001 - a table
) -> None:
    room = voting(rule)
    found = judge_group(room, GroupResult(name="One", text={"q0": option}, **named))
    assert tuple(seat.assumed for seat in found.seats) == assumed
    assert found.passed is passed
    told = told_group(room, found)
    says = any("judged by its numbers" in str(fact) for fact in told.facts)
    assert says is any(assumed)
    for seat, row in zip(found.seats, told.seats, strict=True):
        assert ("not named, counted as a" in str(row.stand)) is (seat.assumed is not None)


def test_a_form_asks_who_abstained_where_that_counts() -> None:
    assert stands_asked(voting())[-1] == "abstained"
    assert stands_asked(voting("unanimity"))[-1] == "abstained"
    assert "abstained" not in stands_asked(voting("consensus"))


def test_where_one_clause_sinks_all_an_open_one_is_named_and_said_to_sink_the_text() -> None:
    strict = two_issues({"leftover": "fail"})
    found = judge_group(strict, GroupResult(name="One", text={"q0": "o0"}))
    assert (found.has_text, found.passed, found.left_open) == (False, False, (1,))
    told = told_group(strict, found)
    name = strict.issues[1].name
    assert str(told.head) == f"One: no text, left open: {name}"
    assert str(told.facts[0]).startswith(f"Left open: {name}. By the rule of this case")
    assert "counts 0" not in str(points_note(strict))
    assert "makes the whole document fail" in str(points_note(strict))
    assert "counts 0" in str(points_note(two_issues()))
    for text in ({}, {"q0": "o0", "q1": "o1"}):
        assert judge_group(strict, GroupResult(name="One", text=text)).left_open == ()


def test_a_red_line_is_told_with_its_issue_and_a_text_over_it_is_not_one_that_all_could_take() -> None:
    strict = case(
        [delegation("AA", 0.0, red_line=[0.0, 0.5]), delegation("BB", 1.0, red_line=1.0)],
        issues=[issue(choices=options(0.0, 0.5, 1.0), status_quo=0.0)],
    )
    found = judge_group(strict, GroupResult(name="One", text={"q0": "o2"}, signed=("AA", "BB")))
    assert [seat.red for seat in found.seats] == [(0,), ()]
    assert (found.seats[0].verdict, found.is_adoptable) == ("red", False)


@pytest.mark.parametrize("name", at_a_desk(["first_hour"], TRAININGS))
def test_points_are_those_of_the_role_sheets_and_better_texts_those_that_a_plain_count_finds(
    name: str,
) -> None:
    found = load_scenario(name)
    sheet = score_sheet(found)
    generator = np.random.default_rng(3)
    written = [[-1, *(k for k, o in enumerate(one.options) if o in one.written)] for one in found.issues]
    texts = np.array([[generator.choice(own) for own in written] for _ in range(20)])
    for text, points in zip(texts, points_of(sheet, texts), strict=True):
        left = left_of(found, text)
        keys = {one.key: one.options[k].key for one, k in zip(found.issues, left, strict=True) if k >= 0}
        whole = found.forum.leftover != "fail" or len(keys) == len(found.issues)
        expected = sheet.worth(keys) if keys and whole else sheet.no_deal
        assert np.allclose(points, expected)
    if np.prod([len(own) for own in written]) > 5_000:
        return
    # What a wording says that changes nothing for anybody, a clause that is left out says as well.
    same = ((np.abs(sheet.points) < 1e-9).all(axis=0) & ~sheet.is_red[sheet.decides].any(axis=0)).any(axis=1)
    said_once = [own[1:] if again else own for own, again in zip(written, same.tolist(), strict=True)]
    every = np.unique(left_of(found, np.array(list(product(*said_once)))), axis=0)
    every = every[(every >= 0).any(axis=1)]
    worth, decides = points_of(sheet, every), sheet.decides
    is_red = np.array([[sheet.is_red[:, i, k] & (k >= 0) for i, k in enumerate(text)] for text in every]).any(
        axis=1
    )
    all_could = ~(decides & (is_red | (worth < sheet.no_deal - 1e-6))).any(axis=1)
    for text in texts:
        own = points_of(sheet, text)
        more = (worth - own)[:, decides]
        better = all_could & (more > -1e-6).all(axis=1) & (more > 1e-6).any(axis=1)
        said = {
            one.key: one.options[k].key for one, k in zip(found.issues, text.tolist(), strict=True) if k >= 0
        }
        assert judge_group(found, GroupResult(name="One", text=said)).better == better.sum()


def test_runs_of_agents_are_the_same_for_a_seed_and_counted_whole() -> None:
    small = two_issues()
    told = list(play_runs(small, seed=4, runs=40))
    assert told == [(32, 40), (40, 40)]
    one, again = (finished(play_runs(small, seed=4, runs=40)) for _ in range(2))
    assert one.option.tobytes() == again.option.tobytes()
    assert one.points.tobytes() == again.points.tobytes()
    group = judge_group(small, GroupResult(name="One", text={"q0": "o0", "q1": "o1"}))
    found = beside(group, one)
    assert [sum(counts) for counts in zip(found.less, found.same, found.more, strict=True)] == [40, 40]
    same = int(((one.option == [0, 1]).all(axis=1) & one.has_text).sum())
    assert found.same_text == same
    assert found.same[0] == int((np.rint(one.points[:, 0]) == 30).sum())
    for place in range(2):
        assert sum(one.wordings(place).values()) == 40
    assert sum(n for _, n in one.texts) <= int(one.has_text.sum())


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_everything_is_told_in_every_language(language: str) -> None:
    groups = (
        GroupResult(name="One", text={"q0": "o1", "q1": "o0"}, signed=("AA", "BB")),
        GroupResult(name="Two", text={"q0": "o0", "q1": "o0"}, signed=("AA",), objected=("BB",)),
        GroupResult(name="Three"),
    )
    results = GroupResults(outcome=1, case="small", groups=groups)
    with told_in(language):
        debrief = finished(debrief_groups(two_issues(), results, seed=1, runs=10))
        for place, group in enumerate(debrief.groups):
            told, agents = told_group(debrief.case, group), told_agents(debrief, place)
            assert str(told.head).startswith(group.name)
            assert len(told.seats) == 2
            assert all(map(str, (row.verdict for row in told.seats)))
            assert agents is not None
            assert [len(row) for row in agents.rows] == [len(agents.heads)] * 2
        side = told_side_by_side(debrief)
    assert side.heads == ("One", "Two", "Three")
    assert [tuple(map(str, row[1:])) for row in side.points[:2]] == [("−30", "−10", "−10", "−10")] * 2
    assert tuple(map(str, side.points[2][1:])) == ("3", "3", "3", "")


def test_without_runs_nothing_is_said_of_agents() -> None:
    results = GroupResults(outcome=1, case="small", groups=(GroupResult(name="One"),))
    debrief = finished(debrief_groups(two_issues(), results, runs=0))
    assert (debrief.compared, told_agents(debrief, 0)) == ((), None)


def test_points_are_whole_with_a_true_minus() -> None:
    assert list(map(str, [whole_points(value) for value in (41.6, -0.2, -30.2)])) == ["42", "0", "−30"]


def test_no_better_text_near_to_that_of_a_group_is_missed_where_a_search_is_bounded() -> None:
    """Of the search only the texts that are far away are left: those with up to two changes are found all the same."""
    room = load_scenario("first_hour")
    whole = Ground.of(room)
    for row in (0, len(whole.found) // 2, len(whole.found) - 1):
        final = whole.found.option[row]
        far = (whole.found.option != final).sum(axis=1) > 2
        found = replace(
            whole.found, option=whole.found.option[far], worth=whole.found.worth[far], is_exact=False
        )
        poor = replace(whole, found=found)
        assert sorted(map(tuple, poor.beside(final).found.option.tolist())) == sorted(
            map(tuple, whole.found.option.tolist())
        )
        worth = whole.stakes.worth(final)
        assert better_than(poor, worth, final) == better_than(whole, worth, final)
