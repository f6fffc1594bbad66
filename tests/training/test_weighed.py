"""What a seat reads as the worth of a document: it adds up, it is that of the papers, and it is the same everywhere."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from simulation import load_scenario
from simulation.engine.score_sheet import score_sheet
from simulation.live import LiveNegotiation, SeatMove, SeatView, view_of
from simulation.report.pack.role import in_points as on_paper
from simulation.training.notes import keep_notes, notes_of, taken_back
from simulation.training.weighed import instead_of_aim, weigh
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


def instead(gain: float, *, is_red: bool = False, agreed: int | None = None, falls: bool = False) -> str:
    """Return the key of what holds instead of an aim of 8 points, where a drafting group wrote one more wording.

    Args:
        gain: Of that wording, in points.
        is_red: Whether all wordings cross a red line.
        agreed: Place of what is agreed: 0 the aim, 1 a lesser one; None: the clause is open.
        falls: Whether it fell with another clause.
    """
    (view, *_) = views("first_hour", "SAB", seed=4)
    points = 0.01 * len(view.issues)
    wording = replace(view.issues[1].options[0], is_red=is_red, is_written=True, is_drafted=False)
    options = tuple(
        replace(wording, key=key, gain=worth * points, on_table=place == agreed, is_drafted=key == "drafted")
        for place, (key, worth) in enumerate((("aim", 8.0), ("lesser", 3.0), ("drafted", gain)))
    )
    issue = replace(view.issues[1], options=options, is_open=agreed is None)
    fallen = Fell(issue.key, view.issues[0].key) if falls else view.document
    found = instead_of_aim(replace(view, document=fallen), issue)  # type: ignore[arg-type] # what is asked of it
    return "" if found is None else found.key


def test_while_a_clause_is_open_only_a_drafted_wording_of_more_points_holds_instead_of_the_aim() -> None:
    assert instead(9.0) == "drafted"
    assert instead(8.4) == ""  # 8 points too
    assert instead(7.0) == ""
    assert instead(9.0, is_red=True) == ""


def test_what_is_agreed_holds_instead_of_the_aim_unless_it_is_the_aim_or_fell() -> None:
    assert instead(9.0, agreed=1) == "lesser"
    assert instead(9.0, agreed=0) == ""
    assert instead(9.0, agreed=1, falls=True) == ""


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
