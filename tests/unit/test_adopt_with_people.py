"""How a conference ends with people and blocs in the room: who counts for a vote, and whose wish a motion follows."""

import numpy as np
import pytest

from simulation.engine.batch import prepare
from simulation.engine.record import JOINS
from simulation.protocols.people import People
from tests.small_cases import PLAIN, Data, case, delegation, issue

CONSENSUS: Data = {"decision": {"rule": "consensus"}}
FIRM: Data = {"strategy": {"key": "hold"}, "red_line": 0.125}
FORMS: Data = PLAIN | {"adopt": {"weighty": 0.25, "apart": 0.5}}


@pytest.mark.parametrize(
    ("stand", "voted"),
    [
        ("joins", True),
        ("joins_with_statement", True),
        ("dissociates", False),
        ("votes_against", False),
        ("abstains", False),
        ("", True),
    ],
)
def test_for_a_vote_a_person_counts_who_joins_with_a_statement_or_without(stand: str, *, voted: bool) -> None:
    # Two of four agents want the text and one does not: it takes the person for more than half.
    rows = [delegation(f"d{k}", place, **FIRM) for k, place in enumerate((0.75, 0.75, 0.75, 0.0))]
    forum = CONSENSUS | {"leftover": "fail", "call_vote": 0.5}
    negotiation = prepare(case(rows, issues=[issue(draft="o3")], forum=forum))
    room = negotiation.open(1, [0])
    people = room.people = People.nobody(4, 1, room.tableau.n_options)
    people.seated[2], people.stand[2] = True, JOINS.index(stand) if stand else -1
    assert bool(negotiation.protocol.close(room).voted[0]) is voted


@pytest.mark.parametrize("blocs", [[], ["b0"]])
def test_a_motion_to_refer_is_judged_after_the_line_of_the_bloc(blocs: list[str]) -> None:
    # Nothing is agreed. To put it off is worth .05 less than nothing on each of four clauses to the last, which objects
    # by itself. In a bloc it follows its leader, to whom it is worth nothing less.
    rows = [delegation(f"d{k}", *[0.75] * 4, reservation=0.0) for k in range(4)]
    rows.append(delegation("d4", *[0.75] * 4, reservation=0.0, capability=0.1))
    for row in rows[3:]:
        row["blocs"] = blocs
    protocol = PLAIN | {"caucus": True, "adopt": {"refer_worth": 1.0}, "values": {"vague_cost": 0.25}}
    small = case(
        rows,
        issues=[issue(f"q{k}", draft="o3") for k in range(4)],
        protocol=protocol,
        forum=CONSENSUS | {"refer": True},
        blocs=[{"key": "b0", "name": "b0", "discipline": 1.0}],
    )
    negotiation = prepare(small)
    room = negotiation.open(1, [0])
    room.state.ideal = room.state.ideal.copy()
    room.state.ideal[0, :4], room.state.ideal[0, 4] = 1.0, 0.7
    assert bool(negotiation.protocol.close(room).referred[0]) is bool(blocs)
    np.testing.assert_array_equal(room.state.is_clean, [[False] * 4])


@pytest.mark.parametrize(
    ("stand", "stands"),
    [
        ("joins", "joins"),
        ("joins_with_statement", "joins_with_statement"),
        ("abstains", "joins"),
        ("", "dissociates"),
    ],
)
def test_a_person_who_abstains_where_nobody_votes_lets_the_document_pass_and_joins(
    stand: str, stands: str
) -> None:
    # It put a statement on the only clause, so that its instructions would step away.
    rows = [delegation(f"d{k}", 0.75) for k in range(3)]
    negotiation = prepare(case(rows, issues=[issue(draft="o3")], forum=CONSENSUS, protocol=FORMS))
    room = negotiation.open(1, [0])
    room.state.is_clean[:], room.state.stated[0, 2] = True, True
    people = room.people = People.nobody(3, 1, room.tableau.n_options)
    people.seated[2], people.stand[2] = True, JOINS.index(stand) if stand else -1
    result = negotiation.protocol.close(room)
    assert [JOINS[code] for code in result.joins[0]] == ["joins", "joins", stands]
    assert not result.voted[0]
