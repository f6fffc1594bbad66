"""A document that fails loses clauses: which of them, whom that wins over, and what is voted on if it saves nothing."""

import pytest

from simulation.engine.batch import prepare
from simulation.protocols.result import OUTCOME_CLASSES, Result
from tests.small_cases import PLAIN, Data, case, delegation, document, issue

CONSENSUS: Data = {"decision": {"rule": "consensus"}}
ROUGH: Data = {"decision": {"rule": "rough_consensus", "threshold": 0.75}}


def ended(
    red: set[tuple[int, int]],
    forum: Data,
    *,
    clauses: int = 3,
    hangs: dict[int, int] | None = None,
    is_clean: bool = True,
) -> Result:
    """Return how a text ends to which four delegations are indifferent but for red lines, by row and clause.

    Clauses hang on others.
    """
    rows = [delegation(f"d{k}", *[0.75] * clauses, reservation=0.0) for k in range(4)]
    issues = [issue(f"q{k}", draft="o3") for k in range(clauses)]
    text = document(issues)
    for clause, other in (hangs or {}).items():
        text["sections"][0]["clauses"][clause]["depends_on"] = [f"c{other}"]
    fields: Data = {"protocol": PLAIN | {"adopt": {"revise": True}}, "chair": {"powers": []}}
    negotiation = prepare(case(rows, issues=issues, forum=forum, document=text, **fields))
    room = negotiation.open(1, [0])
    room.state.is_clean[:], room.state.gain[:] = is_clean, 0.0
    for row, clause in red:
        room.state.is_red[0, row, clause] = True
    return negotiation.protocol.close(room)


def test_with_each_clause_that_falls_those_are_won_over_who_object_no_longer_and_nobody_else() -> None:
    result = ended({(0, 0), (1, 1)}, CONSENSUS)
    assert result.option.tolist() == [[-1, -1, 3]]
    assert result.won_over[0].T.tolist() == [
        [True, False, False, False],
        [False, True, False, False],
        [False] * 4,
    ]


@pytest.mark.parametrize(("hangs", "option"), [({}, [-1, 3, 3]), ({1: 0}, [3, 3, -1])])
def test_of_two_clauses_that_cost_as_much_that_one_falls_on_which_fewest_others_hang(
    hangs: dict[int, int], option: list[int]
) -> None:
    # One of four may object. Without the first clause the second row does, without the last one the first row.
    result = ended({(0, 0), (1, 2)}, ROUGH, hangs=hangs)
    assert result.option.tolist() == [option]


def test_what_no_clause_less_would_save_is_voted_on_whole() -> None:
    result = ended({(0, 0), (0, 1)}, CONSENSUS | {"call_vote": 0.5}, clauses=2)
    assert result.voted.tolist() == [True]
    assert result.option.tolist() == [[3, 3]]
    assert not result.won_over.any()


def test_a_text_that_says_nothing_is_not_voted_on() -> None:
    result = ended(set(), CONSENSUS | {"call_vote": 0.5, "refer": False}, is_clean=False)
    assert result.voted.tolist() == [False]
    assert [OUTCOME_CLASSES[code] for code in result.outcome_class] == ["no_outcome"]
