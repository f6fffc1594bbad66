"""How a document that would fail is revised, in rooms small enough for sums by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.engine.batch import negotiate, prepare
from simulation.protocols.result import JOINS, OUTCOME_CLASSES
from simulation.protocols.room import Room
from simulation.scenario.schema import Scenario
from tests.small_cases import PLAIN, Data, case, cases, delegation, issue

SEED = st.integers(0, 1000)


def put(scenario: Scenario, *text: int, **state: object) -> tuple[Room, object]:
    """Return the room with every clause closed on these options, and how it ends."""
    negotiation = prepare(scenario)
    room = negotiation.open(1, [0])
    room.state.is_clean = np.ones_like(room.state.is_clean)
    room.state.table = np.array([text])
    for name, value in state.items():
        setattr(room.state, name, value)
    return room, negotiation.protocol.close(room)


def two(*, revise: bool, **rules: object) -> Scenario:
    rows = [delegation("d0", 0.25, 0.25, red_line=1.0), delegation("d1", 0.75, 0.75, red_line=1.0)]
    issues = [issue("q0"), issue("q1")]
    return case(rows, issues=issues, protocol=PLAIN | {"adopt": {"revise": revise}} | rules, sessions=4)


def test_a_document_that_would_fail_loses_the_clause_that_costs_it_most() -> None:
    # Clause 1 at 1.0 costs the first delegation .5, clause 2 at .5 costs nobody anything.
    _, lost = put(two(revise=False), 4, 2)
    _, saved = put(two(revise=True), 4, 2)
    assert lost.option.tolist() == [[-1, -1]]  # type: ignore[attr-defined] # a result
    assert saved.option.tolist() == [[-1, 2]]  # type: ignore[attr-defined]
    assert saved.won_over.tolist() == [[[True, False], [False, False]]]  # type: ignore[attr-defined]
    assert not lost.won_over.any()  # type: ignore[attr-defined]
    assert OUTCOME_CLASSES[saved.outcome_class[0]] == "partial" or saved.joins.min() >= 0  # type: ignore[attr-defined]


@pytest.mark.parametrize("seed", [0, 3])
def test_of_clauses_that_cost_alike_the_first_falls_away_however_delegations_are_seated(seed: int) -> None:
    # Five lose by clause 1 what five others lose by clause 2: without either, the same number objects.
    at = [((0.0, 1.0), (1.0, 0.25))] * 5 + [((1.0, 0.0), (0.25, 1.0))] * 5 + [((1.0, 1.0), (1.0, 1.0))] * 7
    rows = [
        delegation(f"d{k}", *at[k][0], salience=at[k][1], red_line=1.0)
        for k in np.random.default_rng(seed).permutation(17)
    ]
    rules = PLAIN | {"adopt": {"revise": True}, "signal": False}
    most = {"decision": {"rule": "rough_consensus", "threshold": 0.65}}
    _, saved = put(case(rows, issues=[issue("q0"), issue("q1")], protocol=rules, forum=most), 4, 4)
    assert saved.option.tolist() == [[-1, 4]]  # type: ignore[attr-defined]


def test_a_statement_on_a_clause_that_fell_away_is_none_on_the_document() -> None:
    stated = np.array([[[True, False], [False, False]]])
    _, saved = put(two(revise=True), 4, 2, stated=stated)
    assert saved.option.tolist() == [[-1, 2]]  # type: ignore[attr-defined]
    assert JOINS[saved.joins[0, 0]] == "joins"  # type: ignore[attr-defined]


def test_clauses_fall_away_until_the_document_passes() -> None:
    # Each clause at 1.0 costs the first delegation .5 / 3: without one of them it still stands alone with .067.
    rows = [delegation("d0", *[0.25] * 3, red_line=1.0), delegation("d1", *[0.75] * 3, red_line=1.0)]
    rules = PLAIN | {"adopt": {"revise": True}}
    _, saved = put(case(rows, issues=[issue(f"q{k}") for k in range(3)], protocol=rules), 4, 4, 2)
    assert saved.option.tolist() == [[-1, -1, 2]]  # type: ignore[attr-defined]
    assert saved.won_over.tolist() == [[[False, True, False], [False] * 3]]  # type: ignore[attr-defined]


def test_where_all_clauses_are_needed_none_falls_away() -> None:
    drawn = two(revise=True).model_dump(mode="json", by_alias=True)
    drawn["forum"]["leftover"] = "fail"
    _, result = put(Scenario.model_validate(drawn), 4, 2)
    assert result.option.tolist() == [[-1, -1]]  # type: ignore[attr-defined]


def test_a_document_that_revision_does_not_save_is_put_to_the_vote_whole() -> None:
    # One of five may sign neither clause: whichever falls away it objects, and the other four want both.
    rows = [
        delegation("d0", 0.25, 0.25, red_line=0.25),
        *(delegation(f"d{k}", 0.75, 0.75) for k in range(1, 5)),
    ]
    rules = PLAIN | {"adopt": {"revise": True}}
    drawn = case(rows, issues=[issue("q0"), issue("q1")], protocol=rules, forum={"preset": "itu_treaty"})
    _, voted = put(drawn, 3, 3)
    assert voted.voted.tolist() == [True]  # type: ignore[attr-defined]
    assert voted.option.tolist() == [[3, 3]]  # type: ignore[attr-defined]
    assert not voted.won_over.any()  # type: ignore[attr-defined]


def test_where_what_is_clean_is_adopted_without_asking_no_clause_falls_away() -> None:
    drawn = two(revise=True).model_dump(mode="json", by_alias=True)
    drawn["protocol"]["adopt"]["enabled"] = False
    _, result = put(Scenario.model_validate(drawn), 4, 2)
    assert result.option.tolist() == [[4, 2]]  # type: ignore[attr-defined]


@pytest.mark.parametrize("cannot", [(0, 1), (1, 2), (2, 3)])
def test_clauses_that_one_may_not_sign_fall_away_wherever_they_stand(cannot: tuple[int, int]) -> None:
    # Without either alone it objects all the same.
    places = [0.25 if q in cannot else 0.75 for q in range(4)]
    rows = [delegation("d0", *places, red_line=0.25), delegation("d1", *[0.75] * 4)]
    rules = PLAIN | {"adopt": {"revise": True}}
    _, saved = put(case(rows, issues=[issue(f"q{q}") for q in range(4)], protocol=rules), 3, 3, 3, 3)
    assert saved.option.tolist() == [[-1 if q in cannot else 3 for q in range(4)]]  # type: ignore[attr-defined]


def test_of_clauses_without_which_one_objects_all_the_same_the_dearest_falls_away_first() -> None:
    # They cost the first delegation .05, .05, .2 and .2, and it can bear .1.
    weights = (0.25, 0.25, 1.0, 1.0)
    rows = [delegation("d0", *[0.5] * 4, salience=weights, red_line=1.0), delegation("d1", *[1.0] * 4)]
    rules = PLAIN | {"adopt": {"revise": True}, "signal": False}
    _, saved = put(case(rows, issues=[issue(f"q{q}") for q in range(4)], protocol=rules), 4, 4, 4, 4)
    assert saved.option.tolist() == [[4, 4, -1, -1]]  # type: ignore[attr-defined]


def test_the_last_clause_is_lost_with_the_document_and_nothing_is_adopted_without_any() -> None:
    _, lost = put(two(revise=True), 4, 2, is_clean=np.array([[True, False]]))
    assert lost.option.tolist() == [[-1, -1]]  # type: ignore[attr-defined]
    assert lost.joins.tolist() == [[-1, -1]]  # type: ignore[attr-defined]


def test_of_many_documents_only_those_that_fail_are_revised_each_by_who_objects_to_it() -> None:
    negotiation = prepare(two(revise=True))
    room = negotiation.open(1, [0, 1, 2])
    room.state.is_clean = np.ones_like(room.state.is_clean)
    room.state.table = np.array([[2, 2], [4, 2], [2, 4]])
    room.state.is_red = room.state.is_red.copy()
    room.state.is_red[2, 0, 0, 2] = (
        True  # in the third alone the first clause is the one that cannot be signed
    )
    room.state.gain = room.state.gain.copy()
    room.state.gain[2, 0, 1, 4] = 0.0
    result = negotiation.protocol.close(room)
    assert result.option.tolist() == [[2, 2], [-1, 2], [-1, 4]]


def test_a_document_that_passes_is_not_touched() -> None:
    _, result = put(two(revise=True), 2, 2)
    assert result.option.tolist() == [[2, 2]]  # type: ignore[attr-defined]


@settings(max_examples=25)
@given(drawn=cases(), seed=SEED)
def test_revision_never_loses_a_document_that_would_pass(drawn: Data, seed: int) -> None:
    plain = negotiate(Scenario.model_validate(drawn), seed=seed).outcome
    revised = drawn | {"protocol": drawn["protocol"] | {"adopt": {"revise": True}}}
    other = negotiate(Scenario.model_validate(revised), seed=seed).outcome
    assert not (plain.option >= 0).any() or (other.option >= 0).any()


@pytest.mark.parametrize(
    ("weighty", "word"),
    [(0.0, "joins_with_statement"), (0.08, "joins_with_statement"), (0.1, "joins"), (0.25, "joins")],
)  # the clause counts .18 of the 2 that both clauses count together
def test_a_statement_on_a_clause_of_little_weight_is_none_on_the_document(weighty: float, word: str) -> None:
    rows = [delegation(f"d{k}", 0.5, 0.5, salience=(1.0, 0.1), red_line=1.0) for k in range(2)]
    scenario = case(rows, issues=[issue("q0"), issue("q1")], protocol=PLAIN | {"adopt": {"weighty": weighty}})
    stated = np.array([[[False, True], [False, False]]])
    _, result = put(scenario, 2, 2, stated=stated)
    assert JOINS[result.joins[0, 0]] == word  # type: ignore[attr-defined]
