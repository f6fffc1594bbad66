"""What hangs on a clause that is gone is no part of the document, and counts for nobody."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from simulation import load_scenario, simulate
from simulation.engine.batch import play_batch, prepare
from simulation.live import LiveNegotiation, view_of
from simulation.protocols.conference.conference import Conference
from simulation.reasons import build_log, coalitions_of
from simulation.scenario.schema import Scenario
from simulation.state.falling import let_fall
from simulation.storage import make_run
from simulation.study.replication_rows import rows_of
from simulation.text import DocumentState, Moment, build_document
from tests.hanging_cases import hanging_case

type Write = Callable[[str, str | bytes], Path]


def adopted(case: Scenario, option: list[int]) -> DocumentState:
    keys = [item.key for item in case.delegations]
    size = (len(keys), len(case.issues))
    says = np.array(option)
    moment = Moment(
        session=1,
        table=np.maximum(says, 0),
        is_clean=says >= 0,
        is_read=np.ones(len(says), dtype=np.bool_),
        holds=np.full(size, -1),
        objects=np.zeros(size, dtype=np.bool_),
        adopted=says,
    )
    return build_document(case, keys, moment)


@pytest.mark.parametrize("key", ["hanging", "unga_cyber", "wtpf13_training"])
def test_what_falls_in_the_text_falls_in_the_numbers_and_nothing_else(key: str) -> None:
    case = hanging_case() if key == "hanging" else load_scenario(key)
    chance = np.random.default_rng(1)
    highest = [len(issue.options) for issue in case.issues]
    documents = chance.integers(-1, highest, size=(60, len(highest)))
    left = let_fall(case, documents)
    fell = 0
    for before, after in zip(documents.tolist(), left.tolist(), strict=True):
        fallen = adopted(case, before).fallen
        dropped = {i.key for i, was, now in zip(case.issues, before, after, strict=True) if was >= 0 > now}
        assert dropped == {
            issue for issue in fallen if before[[i.key for i in case.issues].index(issue)] >= 0
        }
        assert [now for now in after if now >= 0] == [
            was for was, now in zip(before, after, strict=True) if now >= 0
        ]
        fell += len(dropped)
    assert fell > 0


def test_what_is_agreed_so_far_counts_no_clause_that_hangs_on_a_deleted_one(
    write: Write, small_case: str
) -> None:
    live = LiveNegotiation(load_scenario(write("small.yaml", small_case)), seats=("AAA",))
    moving = live.live.room.state
    moving.table[0] = [0, 1]
    moving.is_clean[0] = True
    row = live.live.row("AAA")
    both = (moving.gain[0, row, 0, 0] + moving.gain[0, row, 1, 1]) / 2
    assert view_of(live, "AAA").own.so_far == pytest.approx(both)
    moving.table[0, 0] = 2  # a) is deleted, and b) hangs on it
    view = view_of(live, "AAA")
    assert view.document.fallen == {"Q2": "recognizing a"}
    assert view.own.so_far == pytest.approx(moving.gain[0, row, 0, 2] / 2)


def test_of_clauses_without_which_a_document_passes_the_one_goes_with_which_fewest_fall() -> None:
    negotiation = prepare(hanging_case())
    conference, room = negotiation.protocol, negotiation.open(1, [0])
    assert isinstance(conference, Conference)
    ((child, (parents,)), *_) = negotiation.blueprint.fixed.falling.hangs
    (parent,) = parents.tolist()
    assert parent < child
    state = room.state
    state.is_clean[:], state.table[:], state.gain[:], state.is_red[:] = True, 0, 0.3, False
    state.gain[0, 0, child, 0], state.is_red[0, 0, child, 0] = -3.0, True
    result = conference.adopt.result(room, conference.signal)
    assert result.option[0, child] == -1
    assert result.option[0, parent] >= 0


def test_a_study_counts_no_clause_that_fell() -> None:
    case = hanging_case()
    negotiation = prepare(case)
    batch = play_batch(negotiation, seed=1, replications=range(60))
    tableau = negotiation.blueprint.fixed
    rows = rows_of(case, tableau, batch, "base")
    fell = let_fall(case, batch.result.option) != batch.result.option
    assert fell.any()
    for q, issue in enumerate(case.issues):
        said, place = (np.array(rows[f"{column}.{issue.key}"][1]) for column in ("option", "place"))
        assert (said[fell[:, q]] == "").all()
        assert (place[fell[:, q]] == tableau.status_quo[q]).all()
    left = let_fall(case, batch.result.option)
    commits = tableau.commits[np.arange(len(case.issues)), np.maximum(left, 0)] & (left >= 0)
    assert np.array(rows["substance"][1]).tolist() == commits.mean(axis=1).tolist()


def test_where_a_clause_ended_is_nowhere_once_it_fell() -> None:
    case = hanging_case()
    batch = play_batch(prepare(case), seed=1, replications=range(60))
    fell = let_fall(case, batch.result.option) != batch.result.option
    first = int(fell.any(axis=1).argmax())
    record = simulate(case, seed=1, replication=first)
    assert record.outcome.option.tolist() == batch.result.option[first].tolist()
    table = make_run(record, build_log(record), coalitions_of(record), command="").tables["outcome"]
    for q in np.flatnonzero(fell[first]).tolist():
        assert (table["option"][q], table["label"][q]) == ("", "")
        assert np.isnan(table["place"][q])
