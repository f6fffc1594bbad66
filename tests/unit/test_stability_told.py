"""Whether the coalitions of a negotiation would hold, in words, from a record and from what is kept of it."""

import html
from dataclasses import replace

import numpy as np
import pytest

from simulation.cli.finished import play
from simulation.coalitions.tracking import track
from simulation.engine.simulate import load_scenario
from simulation.reasons.stability_told import Holding, holding_of, holding_sentences
from simulation.report import render_report
from simulation.report.room_sections import would_hold
from simulation.storage.kept_run import make_run
from simulation.words import Said, told_in

NAMES = ["Alba", "Brod", "Cora", "Dara", "Elva"]


def holding(places: list[float], label: list[int], stands_for: list[str] | None = None) -> Holding:
    position = np.array(places)[:, None]
    words = stands_for or [""] * len(places)
    return holding_of(position, np.ones_like(position), np.array(label), [[word] for word in words])


def sentences(found: Holding) -> tuple[str, ...]:
    history = track(found.label[None], np.ones(len(found.label)))
    named = tuple(
        replace(item, name=Said.verbatim(f"the {item.letter} group")) for item in history.coalitions
    )
    told = holding_sentences(found, replace(history, coalitions=named), NAMES)
    return tuple(map(str, told))


def test_two_camps_far_apart_hold() -> None:
    told = sentences(holding([0.1, 0.1, 0.12, 0.9, 0.9], [0, 0, 0, 1, 1]))
    assert told[:2] == (
        "Nobody would gain by leaving the A group: it would hold.",
        "Nobody would gain by leaving the B group: it would hold.",
    )
    assert told[-1].startswith("This is judged by agreement alone. ")


def test_whoever_stands_in_the_wrong_camp_is_named_with_where_it_would_go() -> None:
    told = sentences(holding([0.1, 0.1, 0.9, 0.9, 0.9], [0, 0, 0, 1, 1]))
    assert told[0] == "Cora would gain most by going over to the B group: the A group would not hold."
    assert told[1] == "Nobody would gain by leaving the B group: it would hold."


def test_going_to_where_somebody_would_be_worse_off_is_said_to_be_so() -> None:
    # Cora is near enough to Dara, and to Elva it is not; Dara and Elva are near to each other.
    told = sentences(holding([0.1, 0.1, 0.66, 0.76, 0.8], [0, 0, 0, 1, 1]))
    assert told[0].startswith(
        "Cora would gain most by going over to the B group, though somebody there would be worse off: "
    )


def test_those_who_would_break_away_together_are_named() -> None:
    told = sentences(holding([0.1, 0.9, 0.1, 0.9, 0.5], [0, 0, 1, 1, -1]))
    assert told[2] == "Alba and Cora would all be better off as a coalition of their own."


def test_a_coalition_for_a_wording_holds_where_all_of_it_stand_close_on_its_issue() -> None:
    found = holding([0.1, 0.12, 0.5, 0.9, 0.1], [-1] * 5, ["a", "a", "b", "b", ""])
    assert (found.wordings, found.wordings_held) == (2, 1)


def test_nothing_is_told_where_there_is_no_coalition() -> None:
    assert sentences(holding([0.1, 0.3, 0.5, 0.7, 0.9], [-1] * 5)) == ()


@pytest.mark.parametrize("name", ["wtpf13_training", "unga_cyber"])
def test_a_report_tells_of_a_kept_run_what_is_told_of_its_record(name: str) -> None:
    done = play(load_scenario(name), seed=2, replication=0)
    names = [done.names[key] for key in done.record.tableau.delegations]
    run = make_run(done.record, done.log, done.history, command="")
    told = holding_sentences(done.holding, done.history, names)
    assert would_hold(run) == told
    page = html.unescape(render_report(run))
    assert [
        sentence for sentence in ("Would the groups hold?", *map(str, told)) if sentence not in page
    ] == []
    with told_in("fr"):
        assert would_hold(run) == told
        assert str(would_hold(run)[-1]).startswith("Cela se juge sur le seul accord. ")
