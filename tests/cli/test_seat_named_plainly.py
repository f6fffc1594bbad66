"""At the terminal a seat reads names and not keys, and what it types is taken by the word that it has read."""

from dataclasses import replace

import pytest

from simulation import load_scenario
from simulation.cli.seat.brief_page import print_brief
from simulation.cli.seat.commands import NotUnderstoodError, is_possible
from simulation.cli.seat.prediction import predicted
from simulation.cli.seat.room_page import print_agenda, print_issue
from simulation.cli.seat.session_seen import happened
from simulation.cli.seat.typed import named_option
from simulation.cli.terminal import Page
from simulation.live import LiveNegotiation, SeatView, view_of
from simulation.training.prediction_check import IssueOutcome, PredictionCheck
from simulation.words import told_in
from tests.kept_cases import SIX_SEATS
from tests.live.playing import finish_session
from tests.played_seats import flat


def seen(*, session: int = 1, seat: str = "TAM") -> SeatView:
    live = LiveNegotiation(SIX_SEATS, seats=(seat,))
    while live.session < session:
        finish_session(live)
    return view_of(live, seat)


@pytest.mark.parametrize(
    ("language", "is_hit", "told"),
    [
        ("en", True, "Your one prediction on an issue came about."),
        ("en", False, "Your one prediction on an issue did not come about."),
        ("fr", True, "Votre seule prédiction sur une question s’est réalisée."),
        ("fr", False, "Votre seule prédiction sur une question ne s’est pas réalisée."),
    ],
)
def test_of_one_prediction_it_is_said_in_the_singular(language: str, *, is_hit: bool, told: str) -> None:
    one = IssueOutcome(issue="Pace", actual="Later", actual_key="later", is_hit=is_hit, own=0.0, closed=1)
    with told_in(language):
        assert str(PredictionCheck(issues=(one,), actual_class="partial").sentence) == told


def test_one_delegation_that_stands_for_a_wording_is_told_in_good_french(
    capsys: pytest.CaptureFixture[str],
) -> None:
    view = seen()
    (issue,) = (issue for issue in view.issues if issue.key == "pace")
    held = replace(issue, options=tuple(replace(option, holders=("TAM",)) for option in issue.options))
    with told_in("fr"):
        print_issue(Page(), replace(view, own=replace(view.own, key="ALT")), held)
    assert "sa coalition : TAM]" in flat(capsys.readouterr().out)


def test_what_is_open_but_not_today_and_what_is_agreed_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    print_agenda(Page(), replace(seen(), closed={"pace": 1}))
    shown = flat(capsys.readouterr().out)
    assert "Open, but not today: Who takes part, Support." in shown
    assert "until the whole is adopted: Start." in shown


def test_a_seat_that_holds_brackets_is_named_first_and_no_name_alone_is_left_out() -> None:
    view = seen(session=2)
    held = ("ALT", "NOR", "LUM", "ONA", "TAM", "SAB")
    for n in range(2, 7):
        issues = [replace(issue, brackets=held[6 - n :]) for issue in view.issues]
        told = happened(replace(view, issues=tuple(issues)))[1]
        assert "held by you" in told
        assert "1 more" not in told
        assert ("2 more" in told) is (n == 6)


@pytest.mark.parametrize(("leftover", "told"), [("drop", "fall away"), ("fail", "sinks the whole text")])
def test_the_rules_say_what_becomes_of_a_clause_that_is_not_agreed_in_this_forum(
    leftover: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    case = load_scenario(SIX_SEATS, overrides={"forum.leftover": leftover})
    print_brief(Page(), case, view_of(LiveNegotiation(case, seats=("TAM",)), "TAM"))
    shown = flat(capsys.readouterr().out)
    assert told in shown
    assert "A package is taken whole or not at all." in shown
    assert "Nothing is agreed until everything is" not in shown


def test_of_two_keys_of_which_one_begins_the_other_the_shorter_is_meant() -> None:
    (issue,) = (issue for issue in seen().issues if issue.key == "mechanism")
    (report,) = (option for option in issue.options if option.key == "report_views")
    bridge = replace(report, key="report_views_options_for_body", label="A bridge")
    both = replace(issue, options=(*issue.options, bridge))
    assert [named_option(both, word) for word in ("report", "report_v", "report_views")] == [report.key] * 3
    assert named_option(both, "report_views_") == bridge.key
    other = replace(bridge, key="report_to_council")
    with pytest.raises(NotUnderstoodError, match="Type one letter more"):
        named_option(replace(issue, options=(*issue.options, other)), "report")


@pytest.mark.parametrize(
    "typed", ["clean_consensus", "clean consensus", "consensus_clean", "Consensus clean", "clean"]
)
def test_an_ending_is_known_by_its_words_in_either_order(typed: str) -> None:
    assert predicted(None, seen(), ["outcome", *typed.split()]).outcome_class == "consensus_clean"


def test_predict_is_listed_only_as_long_as_it_is_taken() -> None:
    assert is_possible("predict", seen())
    later = seen(session=2)
    assert not is_possible("predict", later)
    with pytest.raises(NotUnderstoodError, match="in the talks of the first session"):
        predicted(None, later, ["support", "training"])
