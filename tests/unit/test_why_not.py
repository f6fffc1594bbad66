"""The lever `accepts`, and the search for the smallest change that brings a clause into the text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from simulation.engine.simulate import load_scenario
from simulation.errors import StudyError
from simulation.scenario.load import shipped_scenarios
from simulation.scenario.schema import Event
from simulation.stats.interval import Estimate, share
from simulation.study.levers.accepts import distance_to
from simulation.study.pulling import plain_of, pull_all
from simulation.study.study import Change
from simulation.study.study_running import play_study
from simulation.study.variants import comparison_of, ensemble_of
from simulation.study.why_not import smallest_change as search_module
from simulation.study.why_not.change_found import FATES, Tried, WhyNot
from simulation.study.why_not.changes_tried import KINDS, blocked_wordings, pairs, singles
from simulation.study.why_not.smallest_change import issue_named, smallest_change
from simulation.study.why_not.why_not_told import why_not_told
from simulation.words import NOTHING, told_in
from tests.spoken_for import BY_CASE

NARROW = {"delegations.OPEN.mandate.seats.red_line": "0.05"}
"""Openland can live with nothing but its own wording."""


def search(case: str, issue: str, overrides: Mapping[str, object] | None = None) -> Iterator[WhyNot]:
    return smallest_change(case, issue, replications=20, overrides=overrides)


@cache
def found(case: str, issue: str) -> WhyNot:
    """Return the end of a search that several tests look at."""
    *_, last = search(case, issue)
    return last


@pytest.fixture(scope="module")
def narrow() -> list[WhyNot]:
    """Return all that a search tells of the case in which one can live with its own wording only."""
    return list(search("worked_clock", "seats", NARROW))


@pytest.mark.parametrize("name", BY_CASE)
def test_who_accepts_a_wording_can_live_with_it_and_with_all_that_it_could_before(name: str) -> None:
    case = load_scenario(name)
    for issue in case.issues:
        for wording in blocked_wordings(case, issue):
            for one, way in wording.by[-2:]:
                change = Change(lever="accepts", value=f"{one.key}:{issue.key}={wording.option.key}")
                made = pull_all(case, [change])
                assert (made.faults, made.idle) == ((), ())
                new = next(item for item in made.case.delegations if item.key == one.key)
                assert way > 0
                assert distance_to(made.case, new, issue, wording.option) == 0
                for option in issue.options:
                    before, after = (
                        distance_to(*pair, issue, option) for pair in ((case, one), (made.case, new))
                    )
                    assert after <= before
                others = [item for item in made.case.delegations if item.key != one.key]
                assert others == [item for item in case.delegations if item.key != one.key]


def test_a_wording_that_is_accepted_already_changes_nothing() -> None:
    case = load_scenario("worked_clock")
    made = pull_all(case, [Change(lever="accepts", value="OPEN:seats=none")])
    assert made.idle == (0,)
    assert plain_of(made.case) == plain_of(case)
    assert str(made.told) == "Openland on seats: can live with “None of eight” (as in the case)"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("OPEN:seats", "Valid: DELEGATION:ISSUE=OPTION, such as ALT:support=fund"),
        ("OPAN:seats=none", "No delegation is called 'OPAN'. Did you mean 'OPEN'?"),
        ("OPEN:seat=none", "No issue is called 'seat'. Did you mean 'seats'?"),
        ("OPEN:seats=non", "No option is called 'non'. Did you mean 'none'?"),
    ],
)
def test_a_wrong_part_is_named_with_what_is_valid(value: str, said: str) -> None:
    (fault,) = pull_all(load_scenario("worked_clock"), [Change(lever="accepts", value=value)]).faults
    assert said in str(fault.message)


def test_the_red_line_of_one_is_found_and_no_shorter_way_is_enough(narrow: list[WhyNot]) -> None:
    answer = narrow[-1].answer
    assert answer is not None
    assert [change.lever for change in answer.changes] == ["accepts"]
    assert answer.changes[0].value.startswith("OPEN:seats=")
    assert (narrow[-1].base.value, answer.in_text.value) == (0, 1)
    case = load_scenario("worked_clock", overrides=NARROW)
    shorter = [
        one for one in singles(case, case.issues[0]) if one.size < (KINDS.index("mandate"), 1, answer.amount)
    ]
    assert any(one.kind == "time" for one in shorter)
    levers = [" + ".join(map(str, one.changes)) for one in shorter]
    asked = comparison_of("worked_clock", levers, replications=20, overrides=NARROW, parameters="median")
    left_out = play_study(asked).finding("option.seats.(dropped)").estimates
    assert all(one.value == 1 for one in left_out)  # the case has no wording that strikes or puts off


def test_what_is_said_is_what_the_command_that_is_printed_plays() -> None:
    told = found("first_hour", "support")
    for one in told.enough:
        lever = " + ".join(map(str, one.changes))
        again = play_study(comparison_of("first_hour", [lever], replications=20, parameters="median"))
        left_out = again.finding("option.support.(dropped)").estimates
        assert one.in_text.value == pytest.approx(1 - left_out[1].value)
        assert told.base.value == pytest.approx(1 - left_out[0].value)


def test_what_is_put_off_or_struck_is_not_in_the_text() -> None:
    wtpf13 = next(search("wtpf13", "Q8"))
    summary = play_study(ensemble_of("wtpf13", replications=20, parameters="median"))
    assert wtpf13.base.value == pytest.approx(summary.finding("option.Q8.adopt").estimates[0].value)
    assert wtpf13.base.low <= wtpf13.base.value <= wtpf13.base.high < 0.5
    struck = {"issues.seats.options.four.kind": "delete"}
    assert next(search("worked_clock", "seats", struck)).base.value == 0


def test_a_share_near_a_half_is_searched_and_a_smaller_change_that_is_unsure_is_not_denied() -> None:
    looking = smallest_change("first_hour", "support", replications=40, seed=1)
    base = next(looking).base
    assert base.low < 0.5 < base.value
    assert next(looking).tried > 0
    *_, told = search("first_hour", "support", {"sessions": "5"})
    assert told.answer is not None
    is_smallest = told.answer is told.enough[0]
    assert ("no smaller change was found" in str(why_not_told(told))) is is_smallest
    assert told.answer.is_sure or not any(one.is_sure for one in told.enough)
    assert all(
        one.in_text.low <= one.in_text.value <= one.in_text.high for one in (*told.enough, *told.nearest)
    )
    assert all(one.is_enough == (one.in_text.value > 0.5) for one in told.enough)


def test_a_change_that_does_nothing_is_not_enough_however_often_the_clause_is_in_the_text_anyway() -> None:
    *_, told = smallest_change("first_hour", "support", replications=40, seed=1)
    assert told.base.low < 0.5 < told.base.value
    idle = comparison_of("first_hour", ["call_vote=0.5"], replications=40, parameters="median")
    without, with_it = play_study(idle).finding("option.support.(dropped)").estimates
    assert without.value == with_it.value
    assert told.enough
    assert all(one.gain.value > 0 and one.in_text.value > told.base.value for one in told.enough)
    assert all(one.in_text.value - one.gain.value == pytest.approx(told.base.value) for one in told.enough)
    assert all("call_vote" not in str(one.changes) for one in told.enough)


@pytest.mark.thorough
def test_lucky_first_runs_hide_no_change_and_praise_none() -> None:
    *_, told = smallest_change("first_hour", "support", replications=100, seed=77)
    lucky = smallest_change("first_hour", "support", replications=40, seed=77)
    assert next(lucky).base.value > told.base.value + 0.1
    assert "rule=simple_majority" in [str(one.changes[0]) for one in told.enough]
    assert {one.in_text.n for one in (*told.enough, *told.nearest)} == {100}
    assert all(one.in_text.value <= 0.5 or one.gain.value <= 0 for one in told.nearest)


def test_what_becomes_of_a_clause_that_is_not_in_the_text_adds_up() -> None:
    for told in (next(search("wtpf13", "Q8")), next(search("first_hour", "support"))):
        assert tuple(told.instead) == FATES
        assert told.base.value + sum(one.value for one in told.instead.values()) == pytest.approx(1)
    assert next(search("wtpf13", "Q8")).instead["referred"].value > 0.5
    no_text = play_study(ensemble_of("first_hour", replications=20, parameters="median")).finding("adopted")
    here = next(search("first_hour", "support")).instead
    assert here["no_text"].value == pytest.approx(1 - no_text.estimates[0].value)
    assert here["struck"].value == here["referred"].value == 0
    struck = {"issues.seats.options.four.kind": "delete"}
    assert next(search("worked_clock", "seats", struck)).instead["struck"].value == 1


def test_pairs_are_tried_where_nothing_small_is_enough() -> None:
    *_, told = search("first_hour", "pace")
    assert any(len(one.changes) == 2 for one in (*told.enough, *told.nearest))
    case = load_scenario("first_hour")
    assert told.tried > len(singles(case, case.issues[0])) - 4


def test_a_red_line_that_comes_later_blocks_and_is_widened() -> None:
    base = load_scenario("worked_clock")
    event = Event(session=1, kind="instruction", delegation="OPEN", red_line=(0.0, 0.3), note="From capital.")
    case = base.model_copy(update={"events": (event,)})
    issue, four = case.issues[0], next(one for one in case.issues[0].options if one.key == "four")
    one = next(item for item in case.delegations if item.key == "OPEN")
    assert distance_to(case, one, issue, four) == pytest.approx(0.2)
    made = pull_all(case, [Change(lever="accepts", value="OPEN:seats=four")])
    assert (made.faults, made.idle) == ((), ())
    assert [item.red_line for item in made.case.events] == [(0.0, 0.3), (0.0, 0.5)]
    assert [item.issue for item in made.case.events] == [None, "seats"]


def test_a_drawn_position_loses_nothing_that_it_could_live_with() -> None:
    drawn = {
        "delegations.OPEN.mandate.seats.position": "{low: 0.0, high: 0.6}",
        "delegations.OPEN.mandate.seats.red_line": "0.2",
    }
    case = load_scenario("worked_clock", overrides=drawn)
    made = pull_all(case, [Change(lever="accepts", value="OPEN:seats=eight")])
    assert not made.faults
    line = next(one for one in made.case.delegations if one.key == "OPEN").mandate["seats"].red_line
    assert line == (0.0, 1.0)


@pytest.mark.parametrize(("named", "way"), [((), 1.0), (("none",), 0.5), (("none", "two"), 0.25)])
def test_where_the_case_names_what_is_accepted_the_nearest_of_it_counts(
    named: tuple[str, ...], way: float
) -> None:
    base = load_scenario("worked_clock")
    one = next(item for item in base.delegations if item.key == "OPEN")
    mandate = one.mandate["seats"].model_copy(update={"acceptable": named})
    other = one.model_copy(update={"mandate": {"seats": mandate}})
    four = next(option for option in base.issues[0].options if option.key == "four")
    assert distance_to(base, other, base.issues[0], four) == pytest.approx(way)


def test_only_those_who_decide_count() -> None:
    case = load_scenario("first_hour")
    watching = {one.key for one in case.delegations if one.kind == "civil_society"}
    assert watching
    for issue in case.issues:
        assert not watching & {one.key for wording in blocked_wordings(case, issue) for one, _ in wording.by}


def test_a_clause_that_is_in_anyway_is_said_to_be_and_nothing_is_tried() -> None:
    *_, told = search("worked_package", "seats")
    assert (told.tried, told.enough, told.answer) == (0, (), None)
    assert str(why_not_told(told)) == "Seats of governments is in the text in every run as the case stands."


def test_a_search_counts_up_to_its_end_and_is_the_same_again(narrow: list[WhyNot]) -> None:
    assert all(one.done <= other.done and one.tried <= other.tried for one, other in pairwise(narrow))
    assert all(one.done <= one.total for one in narrow)
    assert [one.is_over for one in narrow] == [False] * (len(narrow) - 1) + [True]
    assert narrow[-1].done == narrow[-1].total
    assert list(search("worked_clock", "seats", NARROW))[-1] == narrow[-1]


def test_nobody_reads_a_change_twice_and_pairs_are_of_two() -> None:
    for name in shipped_scenarios():
        case = load_scenario(name)
        for issue in case.issues:
            one_by_one = singles(case, issue)
            by_two = pairs(case, issue, one_by_one[:6])
            assert {len(one.changes) for one in one_by_one} == {1}
            assert {len(one.changes) for one in by_two} <= {2}
            for tried in (one_by_one, by_two):
                assert len({frozenset(one.changes) for one in tried}) == len(tried)
                assert _in_order([one.size for one in tried])


def _in_order(sizes: Sequence[tuple[int, int, float]]) -> bool:
    return all(one <= other for one, other in pairwise(sizes))


def test_a_clause_is_found_by_its_key_its_label_or_its_issue() -> None:
    case = load_scenario("wtpf13")
    for section in case.document.sections:
        for clause in section.clauses:
            assert issue_named(case, clause.key).key == clause.issue
    with pytest.raises(StudyError, match="No issue or clause is called 'Q44'"):
        issue_named(case, "Q44")


def test_a_case_without_a_conference_is_refused() -> None:
    with pytest.raises(StudyError, match="'compromise', which reads no clauses"):
        smallest_change("unga_cyber", "group", overrides={"protocol": "{key: compromise}"})


def test_the_answer_is_told_in_the_language_of_the_reader() -> None:
    with told_in("fr"):
        told = str(why_not_told(found("first_hour", "support")))
    assert "dans le texte de" in told
    assert "in the text" not in told


def _of_100(value: int, half: int) -> Estimate:
    return replace(share(value, 100), value=value / 100, low=(value - half) / 100, high=(value + half) / 100)


@pytest.mark.parametrize(
    ("in_text", "gain", "doubt"),
    [
        ((54, 8), (20, 8), "More runs would have to show that it is most of them."),
        ((60, 8), (5, 6), "More runs would have to show that this is more often than without the change."),
        (
            (54, 8),
            (5, 6),
            "More runs would have to show that it is most of them, and more often than without the change.",
        ),
    ],
)
def test_what_more_runs_would_have_to_show_of_an_answer_is_what_they_have_not_shown(
    in_text: tuple[int, int], gain: tuple[int, int], doubt: str, narrow: list[WhyNot]
) -> None:
    ended = narrow[-1]
    unsure = replace(ended.enough[0], in_text=_of_100(*in_text), gain=_of_100(*gain))
    told = replace(ended, base=_of_100(in_text[0] - gain[0], 8), enough=(unsure,))
    assert str(why_not_told(told)).endswith(f"no smaller change was found. {doubt}")
    with told_in("fr"):
        french = str(why_not_told(told))
    assert ("la plupart" in french) is ("most of them" in doubt)
    assert ("plus souvent que sans ce changement" in french) is ("more often than" in doubt)


def test_of_a_clause_that_is_in_most_runs_already_it_is_said_that_nothing_brings_it_there_more_often(
    narrow: list[WhyNot],
) -> None:
    ended = narrow[-1]
    told = replace(ended, base=_of_100(55, 8), enough=(), nearest=(), tried=31)
    assert str(why_not_told(told)).endswith(
        "is in the text in 55% (47 to 63) of runs as the case stands, "
        "and none of 31 changes tried, alone or in pairs, brings it there more often."
    )
    with told_in("fr"):
        assert str(why_not_told(told)).endswith("ne l’y fait entrer plus souvent.")
    seldom = str(why_not_told(replace(told, base=_of_100(45, 8))))
    assert seldom.endswith("brings it into more than half of them.")


def test_what_came_nearest_and_is_enough_when_played_in_full_is_among_what_is_enough(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(search_module, "_LOOKED_AT", 0)  # so that nothing is found to be enough before
    *_, told = smallest_change("worked_clock", "seats", replications=41, overrides=NARROW)
    assert [one.changes[0].lever for one in told.enough if one.kind == "mandate"] == ["accepts"]
    assert told.answer is not None
    assert not any(one.is_enough for one in told.nearest)


def test_no_change_is_played_as_often_as_was_asked_twice(narrow: list[WhyNot]) -> None:
    assert narrow[-1].done == 20 * (1 + narrow[-1].tried)  # the first look is at as many


@pytest.mark.parametrize(
    ("share", "gain", "enough"),
    [(0.7, 0.2, True), (0.7, 0.0, False), (0.6, -0.1, False), (0.5, 0.3, False)],
)
def test_a_change_is_enough_with_more_than_half_and_more_than_without_it(
    share: float, gain: float, *, enough: bool
) -> None:
    in_text, more = (Estimate(value=value, low=-1.0, high=1.0, n=20) for value in (share, gain))
    told = Tried(changes=(), words=NOTHING, kind=KINDS[0], amount=1.0, in_text=in_text, gain=more)
    assert told.is_enough is enough
