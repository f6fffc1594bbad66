"""What a seat reads as the worth of a document: it adds up, it is that of the papers, and it is the same everywhere."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from simulation import load_scenario
from simulation.engine.score_sheet import score_sheet
from simulation.live import LiveNegotiation, SeatMove, SeatView, view_of
from simulation.report.pack.role import in_points as on_paper
from simulation.training.notes import keep_notes, notes_of, taken_back
from simulation.training.weighed import weigh
from simulation.training.worths import for_you, in_points
from simulation.words import said
from tests.extent import at_a_desk

SEATS = [("first_hour", "SAB"), ("first_hour", "NOR"), ("wtpf13_training", "MON")]


def views(case: str, seat: str, seed: int) -> Iterator[SeatView]:
    """Yield what a seat sees that follows its instructions, phase by phase."""
    live = LiveNegotiation(case, seed=seed, seats=(seat,))
    while live.phase != "over":
        yield view_of(live, seat)
        if live.pending:
            live.submit(SeatMove(seat=seat, move="done"))
        live.advance()


@pytest.mark.parametrize(("case", "seat"), at_a_desk(SEATS[:1], SEATS))
def test_what_the_clauses_give_adds_up_to_the_document(case: str, seat: str) -> None:
    for view in views(case, seat, seed=4):
        assert sum(one.worth for one in weigh(view)) == pytest.approx(view.own.so_far)
        package = view.package
        if package is not None:
            assert sum(one.worth for one in weigh(view, package.options)) == pytest.approx(package.gain)


def test_what_is_open_or_falls_with_another_clause_gives_nothing() -> None:
    (view, *_) = views("first_hour", "SAB", seed=4)
    assert {(one.standing, one.worth) for one in weigh(view)} == {("open", 0.0)}
    agreed = tuple(replace(issue, is_open=False) for issue in view.issues)
    parent, child = view.issues[0].key, view.issues[1].key
    fallen = replace(view, issues=agreed, document=Fell(child, parent))  # type: ignore[arg-type] # what is asked of it
    found = {one.issue.key: one for one in weigh(fallen)}
    assert (found[child].standing, found[child].worth) == ("fell", 0.0)
    assert found[parent].standing == "agreed"
    assert found[parent].worth != 0.0


class Fell:
    """A document in which one clause fell with another."""

    def __init__(self, child: str, parent: str) -> None:
        self.fallen = {child: parent}


@pytest.mark.parametrize(("case", "seat"), at_a_desk(SEATS[:1], SEATS))
def test_a_wording_has_the_points_of_the_role_sheet_and_across_a_red_line_none(case: str, seat: str) -> None:
    scenario = load_scenario(case)
    sheet, row = score_sheet(scenario), [one.key for one in scenario.delegations].index(seat)
    (view, *_) = views(case, seat, seed=4)
    numbers = red = 0
    for place, issue in enumerate(view.issues):
        for k, option in enumerate(issue.options):
            if option.is_red:
                assert for_you(view, option) == in_points(view, option) == said("worth.red")
                red += 1
                continue
            told, words = on_paper(sheet.points[row, place, k]), for_you(view, option)
            assert str(in_points(view, option)).split()[0] == told
            even = "as good as left open" if view.may_drop else "nothing for you"
            assert str(words).startswith(
                "costs you" if told.startswith("−") else told if told != "0" else even
            )
            numbers += 1
    assert numbers > 10
    assert red


def test_moves_that_are_taken_back_are_counted_and_kept_in_the_log() -> None:
    live = LiveNegotiation("first_hour", seed=1, seats=("SAB",))
    assert notes_of(taken_back(live, "SAB").log, "SAB").taken_back == ()  # there was none to take back
    for _ in range(2):
        live.submit(SeatMove(seat="SAB", move="done"))
        live.advance()
        live = taken_back(live, "SAB")
    assert (live.phase, live.session) == ("talks", 1)
    notes = notes_of(live.log, "SAB")
    assert notes.taken_back == (1, 1)
    keep_notes(live.log, "SAB", replace(notes, principle="Count."))
    assert notes_of(type(live.log).from_text(live.log.to_text()), "SAB").taken_back == (1, 1)
