"""How a conference ends: the eight classes, who joins, who signs, votes and referrals."""

import pytest
from numpy.testing import assert_allclose

from simulation.engine.batch import negotiate, prepare
from simulation.engine.record import JOINS, OUTCOME_CLASSES, SIGNATURES, Record
from simulation.protocols.people import People
from simulation.protocols.result import Result
from simulation.reasons.record_log import build_log
from simulation.scenario.schema import Scenario
from tests.small_cases import PLAIN, Data, case, delegation, issue, options

FIRM: Data = {"strategy": {"key": "hold"}, "red_line": 0.125}
CONSENSUS: Data = {"decision": {"rule": "consensus"}}
ROUGH: Data = {"decision": {"rule": "rough_consensus", "threshold": 0.75}}
MAJORITY: Data = {"decision": {"rule": "simple_majority"}}
LAST = {"sessions": 1, "chair": {"powers": []}}


def split(for_it: int, against: int, forum: Data, **fields: object) -> Scenario:
    """Return a room in which some want .75 and others 0, all firmly; the draft says .75."""
    rows = [delegation(f"a{k}", 0.75, **FIRM) for k in range(for_it)]
    rows += [delegation(f"b{k}", 0.0, **FIRM) for k in range(against)]
    return case(rows, issues=[issue(draft="o3")], forum=forum, **(LAST | fields))  # type: ignore[arg-type] # by name


def two_clauses(leftover: str) -> Scenario:
    """Return a room that agrees on one clause and never on the other."""
    rows = [delegation("d0", 0.75, 0.0, **FIRM), delegation("d1", 0.75, 1.0, **FIRM)]
    clauses = [issue(draft="o3"), issue("q1")]
    return case(
        rows,
        issues=clauses,
        protocol=PLAIN | {"clock": {"floor": 2}},
        forum={"leftover": leftover},
        sessions=1,
        chair={"powers": []},
    )


def on_record() -> Scenario:
    rows = [delegation(f"d{k}", 0.8, reservation=0.0) for k in range(4)]
    rows.append(delegation("d4", 0.6, reservation=0.0))
    return case(rows, issues=[issue(draft="o3")])


def deletion() -> Scenario:
    rows = [delegation(f"d{k}", 0.5) for k in range(2)]
    return case(rows, issues=[issue(choices=options(0.0, 1.0, delete=0.5))], sessions=1)


NOT_REFERRED: Data = {"refer": False}
ENDINGS = {
    "consensus_clean": split(3, 0, CONSENSUS),
    "consensus_with_statements": on_record(),
    "adopted_by_vote": split(3, 1, CONSENSUS | {"leftover": "fail", "call_vote": 0.5}),
    "adopted_low_participation": split(3, 2, CONSENSUS | {"leftover": "fail", "call_vote": 0.5}),
    "partial": two_clauses("drop"),
    "deferred_or_referred": deletion(),
    "chair_summary_only": split(1, 1, NOT_REFERRED, chair={"powers": ["text"]}),
    "no_outcome": split(1, 1, NOT_REFERRED),
}


@pytest.mark.parametrize("outcome_class", OUTCOME_CLASSES)
def test_every_class_of_outcome_comes_of_a_small_case(outcome_class: str) -> None:
    assert negotiate(ENDINGS[outcome_class], seed=1).outcome.outcome_class == outcome_class


def joins(record: Record) -> list[str]:
    return [JOINS[code] if code >= 0 else "" for code in record.outcome.joins]


def signatures(record: Record) -> list[str]:
    return [SIGNATURES[code] if code >= 0 else "" for code in record.outcome.signature]


def test_a_vote_is_called_only_when_more_than_the_share_prefers_the_document() -> None:
    for share, voted in ((0.5, True), (0.74, True), (0.75, False), (0.8, False)):
        forum = CONSENSUS | {"leftover": "fail", "call_vote": share}
        assert negotiate(split(3, 1, forum), seed=1).outcome.voted == voted


def test_those_who_lose_a_vote_have_voted_against() -> None:
    record = negotiate(ENDINGS["adopted_by_vote"], seed=1)
    assert record.outcome.voted
    assert record.outcome.option.tolist() == [3]
    assert joins(record) == ["joins"] * 3 + ["votes_against"]


ASSEMBLY: Data = {"preset": "unga_consensus", "leftover": None}
"""Leaves to the preset what happens to open clauses."""


def test_a_committee_of_the_assembly_votes_only_where_somebody_objects_and_more_than_half_are_for() -> None:
    for against, voted, option in ((0, False, 3), (2, True, 3), (3, False, -1)):
        record = negotiate(split(3, against, ASSEMBLY), seed=1)
        assert (record.outcome.voted, record.outcome.option.tolist()) == (voted, [option])
        assert joins(record) == (["joins"] * 3 + ["votes_against"] * against if option >= 0 else [""] * 6)


def test_the_assembly_votes_on_the_whole_draft_and_drops_no_clause_for_want_of_consensus() -> None:
    rows = [delegation(f"a{k}", 0.75, 0.75, **FIRM) for k in range(3)]
    rows.append(delegation("b0", 0.75, 0.0, **FIRM))
    record = negotiate(
        case(rows, issues=[issue(draft="o3"), issue("q1", draft="o3")], forum=ASSEMBLY, **LAST),  # type: ignore[arg-type] # by name
        seed=1,
    )
    assert record.outcome.voted
    assert record.outcome.option.tolist() == [3, 3]


def test_those_over_whose_objection_the_rule_adopts_dissociate() -> None:
    record = negotiate(split(4, 1, ROUGH), seed=1)
    assert not record.outcome.voted
    assert joins(record) == ["joins"] * 4 + ["dissociates"]
    assert record.outcome.outcome_class == "adopted_by_vote"
    assert record.outcome.objects.tolist() == [False] * 4 + [True]


def test_those_overruled_by_many_leave_low_participation_and_sign_nothing() -> None:
    rough = {"decision": {"rule": "rough_consensus", "threshold": 0.55}, "signing": True}
    record = negotiate(split(3, 2, rough), seed=1)
    assert not record.outcome.voted
    assert joins(record) == ["joins"] * 3 + ["dissociates"] * 2
    assert record.outcome.outcome_class == "adopted_low_participation"
    assert signatures(record)[3:] == ["does_not_sign"] * 2


def with_statement_on(weight: float, apart: float = 0.5, *, falls: bool = False, **forum: object) -> Result:
    """Return how two agreed clauses end under consensus, one of which carries a statement of the last of three.

    Of what that delegation cares about, the clause has such a share. It falls away if another may not sign it.
    """
    rows = [delegation(f"d{k}", 0.75, 0.75) for k in range(2)]
    rows.append(delegation("d2", 0.75, 0.75, salience=(weight, 1.0 - weight)))
    rules = PLAIN | {"adopt": {"weighty": 0.25, "apart": apart, "revise": True}}
    clauses = [issue(draft="o3"), issue("q1", draft="o3")]
    negotiation = prepare(case(rows, issues=clauses, protocol=rules, forum=CONSENSUS | forum))
    room = negotiation.open(1, [0])
    room.state.is_clean[:] = True
    room.state.stated[0, 2, 0] = True
    room.state.is_red[0, 1, 0, 3] = falls
    return negotiation.protocol.close(room)


@pytest.mark.parametrize(
    ("weight", "stand"),
    [
        (0.2, "joins"),
        (0.25, "joins_with_statement"),
        (0.49, "joins_with_statement"),
        (0.5, "dissociates"),
        (0.8, "dissociates"),
    ],
)
def test_who_has_statements_on_half_of_what_it_cares_about_steps_away_and_on_a_quarter_puts_one_on_the_whole(
    weight: float, stand: str
) -> None:
    assert [JOINS[code] for code in with_statement_on(weight).joins[0]] == ["joins", "joins", stand]


def test_statements_on_a_clause_that_fell_away_make_nobody_step_away_from_the_rest() -> None:
    whole, rest = with_statement_on(0.6), with_statement_on(0.6, falls=True)
    assert (whole.option.tolist(), rest.option.tolist()) == ([[3, 3]], [[-1, 3]])
    assert [JOINS[code] for code in rest.joins[0]] == ["joins"] * 3


def test_where_the_document_is_not_asked_about_nobody_objects_to_it() -> None:
    asked, adopted = (
        negotiate(split(4, 1, ROUGH, protocol=PLAIN | {"adopt": {"enabled": on}}), seed=1).outcome
        for on in (True, False)
    )
    assert (asked.outcome_class, adopted.outcome_class) == ("adopted_by_vote", "consensus_clean")
    assert [JOINS[code] for code in adopted.joins] == ["joins"] * 5


def test_stepping_away_without_objecting_is_consensus_with_statements_and_a_reservation_where_one_signs() -> (
    None
):
    apart, signed = with_statement_on(0.6), with_statement_on(0.6, signing=True)
    assert [OUTCOME_CLASSES[code] for code in apart.outcome_class] == ["consensus_with_statements"]
    assert not apart.voted[0]
    assert not apart.objects.any()
    assert [SIGNATURES[code] for code in signed.signature[0]] == ["signs", "signs", "signs_with_reservation"]


def test_a_room_that_decides_by_majority_votes_where_somebody_objects() -> None:
    record = negotiate(split(4, 1, MAJORITY), seed=1)
    assert record.outcome.voted
    assert joins(record) == ["joins"] * 4 + ["votes_against"]
    assert not negotiate(split(5, 0, MAJORITY), seed=1).outcome.voted


def test_two_thirds_must_join_for_an_adoption_over_objections_to_count_in_full() -> None:
    classes = [
        negotiate(split(yes, no, MAJORITY), seed=1).outcome.outcome_class for yes, no in ((4, 2), (5, 3))
    ]
    assert classes == ["adopted_by_vote", "adopted_low_participation"]


def test_open_clauses_fall_away_or_sink_the_document() -> None:
    dropped, failed = (negotiate(two_clauses(leftover), seed=1) for leftover in ("drop", "fail"))
    assert dropped.outcome.option.tolist() == [3, -1]
    assert_allclose(dropped.outcome.gain, [0.125, 0.125])
    assert failed.outcome.option.tolist() == [-1, -1]
    assert failed.outcome.outcome_class == "deferred_or_referred"


def test_a_motion_to_refer_passes_only_where_the_forum_knows_it_and_the_rule_is_met() -> None:
    assert negotiate(split(1, 1, {}), seed=1).outcome.referred
    assert not negotiate(split(1, 1, NOT_REFERRED), seed=1).outcome.referred
    # .25 (|x - .5| - .25) is 0 for the one and .0625 for the other; failing gains the first a whole .5.
    keen = split(1, 1, {})
    rows = [row.model_copy(update={"reservation": 0.5}) for row in keen.delegations]
    keen = keen.model_copy(update={"delegations": tuple(rows)})
    assert not negotiate(keen, seed=1).outcome.referred


def test_only_treaty_forums_have_signatures() -> None:
    assert signatures(negotiate(on_record(), seed=1)) == [""] * 5
    treaty = on_record().model_copy(update={"forum": on_record().forum.model_copy(update={"signing": True})})
    assert signatures(negotiate(treaty, seed=1)) == ["signs"] * 4 + ["signs_with_reservation"]
    forum = CONSENSUS | {"leftover": "fail", "call_vote": 0.5, "signing": True}
    assert signatures(negotiate(split(3, 1, forum), seed=1)) == ["signs"] * 3 + ["does_not_sign"]


def test_whoever_does_not_decide_neither_joins_nor_signs_nor_objects() -> None:
    rows = [delegation("d0", 0.75), delegation("p", 0.0, rights={"propose": True}, **FIRM)]
    record = negotiate(case(rows, issues=[issue(draft="o3")], forum={"signing": True}), seed=1)
    assert joins(record) == ["joins", ""]
    assert not record.outcome.objects.any()
    assert record.outcome.outcome_class == "consensus_clean"  # not over its objection
    assert signatures(record) == ["signs", ""]


def test_the_document_is_tested_as_a_whole_against_none() -> None:
    """Each clause has its majority, but for two of three the whole is worse than nothing."""
    like, loathe = 0.75, 0.0
    places = ((like, loathe, loathe), (loathe, like, loathe), (loathe, loathe, like))
    rows = [delegation(f"d{k}", *row, red_line=1.0, reservation=0.0) for k, row in enumerate(places)]
    rows.append(delegation("d3", like, like, like, red_line=1.0, reservation=0.0))
    small = case(
        rows,
        issues=[issue(f"q{k}", choices=options(1.0), draft="o0") for k in range(3)],
        protocol=PLAIN | {"clock": {"floor": 3}, "signal": False},
        forum={"decision": {"rule": "qualified_majority", "threshold": 0.5}, "package": False},
        sessions=1,
        chair={"powers": []},
    )
    record = negotiate(small, seed=1)
    assert record.is_clean[-1].all()
    assert record.outcome.option.tolist() == [-1, -1, -1]
    assert record.outcome.margin[0] < 0


def test_expected_implementation_is_precision_times_the_share_that_did_not_object() -> None:
    record = negotiate(split(4, 1, MAJORITY), seed=1)
    assert record.outcome.precision == 1.0
    assert record.outcome.implementation == pytest.approx(0.8)


def test_distances_from_draft_and_status_quo_count_dropped_clauses_as_reverted() -> None:
    record = negotiate(two_clauses("drop"), seed=1)
    assert record.outcome.from_draft == pytest.approx((0.0 + 0.5) / 2)
    assert record.outcome.from_status_quo == pytest.approx((0.25 + 0.0) / 2)


def test_breadth_is_the_share_of_each_signal_on_what_closed() -> None:
    record = negotiate(split(4, 1, MAJORITY), seed=1)
    assert_allclose(record.outcome.signals, [0.8, 0, 0, 0, 0.2])


@pytest.mark.parametrize(("clauses", "objects"), [(1, False), (4, True)])
def test_standing_alone_against_a_document_costs_as_much_as_against_one_clause(
    clauses: int, *, objects: bool
) -> None:
    # The last is worse off by .05 on every clause. Standing alone costs .1 times the 4 others of 5: .08 in all.
    rows = [delegation(f"d{k}", *[0.75] * clauses, reservation=0.0) for k in range(5)]
    issues = [issue(f"q{k}", draft="o3") for k in range(clauses)]
    negotiation = prepare(case(rows, issues=issues, protocol=PLAIN, forum=ROUGH))
    room = negotiation.open(1, [0])
    room.state.is_clean[:] = True
    room.state.gain[0, 4] = -0.05
    result = negotiation.protocol.close(room)
    assert (result.option >= 0).all()
    assert result.margin[0, 4] == pytest.approx(-0.05)
    assert result.objects[0].tolist() == [False] * 4 + [objects]


def at_a_loss(*, adopt: bool = True, person: str | None = None) -> tuple[str, str]:
    """Return how the last of five stands to a text that is worth less to it than none, and whether it signs.

    It loses less than it costs to stand alone, so it lets the text pass. A person in its seat stands to it as `person`
    says, or as instructed where that is empty; None: an agent.
    """
    rows = [delegation(f"d{k}", 0.75, reservation=0.0) for k in range(5)]
    protocol = PLAIN | {"adopt": adopt, "signal": {"isolation": 0.1, "fatigue": 0.0}}
    treaty = case(rows, issues=[issue(draft="o3")], protocol=protocol, forum={"signing": True}, forms=True)
    negotiation = prepare(treaty)
    room = negotiation.open(1, [0])
    room.state.is_clean[:] = True
    room.state.gain[0, 4] = -0.05
    if person is not None:
        people = room.people = People.nobody(5, 1, room.tableau.n_options)
        people.seated[4] = True
        people.stand[4] = JOINS.index(person) if person else -1
    result = negotiation.protocol.close(room)
    assert [JOINS[code] for code in result.joins[0, :4]] == ["joins"] * 4
    assert not result.objects.any()
    return JOINS[result.joins[0, 4]], SIGNATURES[result.signature[0, 4]]


def test_who_would_rather_have_no_document_and_lets_it_pass_dissociates_and_does_not_sign() -> None:
    assert at_a_loss() == ("dissociates", "does_not_sign")


def test_nobody_steps_away_from_a_document_that_is_adopted_unasked() -> None:
    assert at_a_loss(adopt=False) == ("joins_with_statement", "signs_with_reservation")


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ("joins", ("joins", "signs")),
        ("joins_with_statement", ("joins_with_statement", "signs_with_reservation")),
        ("dissociates", ("dissociates", "signs_with_reservation")),
        ("", ("dissociates", "does_not_sign")),
    ],
)
def test_a_person_stands_to_a_document_at_a_loss_as_it_said_and_signs_it_unless_it_acts_as_instructed(
    said: str, stands: tuple[str, str]
) -> None:
    assert at_a_loss(person=said) == stands


@pytest.mark.parametrize("strict", [True, False])
def test_the_log_says_who_steps_away_from_a_document_for_its_bloc_alone(*, strict: bool) -> None:
    # Two lead the bloc and lose by the text; the third gains, but follows them. Where standing alone costs nothing they
    # object and are overruled, else they let it pass.
    rows = [delegation(f"d{k}", 0.25, reservation=0.0, red_line=2.0, blocs=["b0"]) for k in range(2)]
    rows += [delegation("d2", 1.0, reservation=0.0, capability=0.2, red_line=2.0, blocs=["b0"])]
    rows += [delegation(f"e{k}", 1.0, reservation=0.0) for k in range(12)]
    rules = PLAIN | {"caucus": True, "signal": {"isolation": 0.0 if strict else 1.0}}
    blocs = [{"key": "b0", "name": "b0", "discipline": 1.0}]
    record = negotiate(
        case(
            rows,
            issues=[issue(draft="o4", status_quo=0.25)],
            protocol=rules,
            forum=ROUGH,
            forms=True,
            blocs=blocs,
        ),
        seed=1,
    )
    moves = build_log(record).moves
    causes = {move.delegation: move.cause for move in moves if move.move == "dissociate"}
    assert causes["d2"] == "bloc"
    assert causes["d0"] == ("shortfall" if strict else "isolation")


def test_whoever_lets_a_document_pass_for_its_bloc_alone_neither_stands_by_it_nor_signs_it() -> None:
    rows = [
        delegation(f"d{k}", place, reservation=0.0, blocs=["b0"]) for k, place in enumerate((1.0, 1.0, 0.25))
    ]
    rows[2] |= {"capability": 0.2}
    bloc = {"key": "b0", "name": "b0", "discipline": 1.0}
    small = case(rows, issues=[issue(draft="o4")], blocs=[bloc], forms=True, protocol={}, sessions=6)
    record = negotiate(small, seed=1)
    assert record.outcome.gain[2] < -0.1 < 0.0 < record.outcome.margin[2]
    assert not record.outcome.objects[2]
    (apart,) = [
        move for move in build_log(record).moves if move.move == "dissociate" and move.delegation == "d2"
    ]
    assert apart.cause == "bloc"
    assert "line of its bloc" in str(apart.private_reason)


@pytest.mark.parametrize(("clauses", "refers"), [(1, True), (4, False)])
def test_standing_alone_against_a_referral_costs_as_much_as_against_one_clause(
    clauses: int, *, refers: bool
) -> None:
    # Nothing is agreed. To put it off is worth .05 less than nothing to the last on every clause.
    rows = [delegation(f"d{k}", *[0.75] * clauses, reservation=0.0) for k in range(5)]
    issues = [issue(f"q{k}", draft="o3") for k in range(clauses)]
    protocol = PLAIN | {"adopt": {"refer_worth": 1.0}, "values": {"vague_cost": 0.25}}
    negotiation = prepare(case(rows, issues=issues, protocol=protocol, forum=CONSENSUS | {"refer": True}))
    room = negotiation.open(1, [0])
    room.state.ideal = room.state.ideal.copy()
    room.state.ideal[0, 4] = 0.7  # at .2 from the status quo: .05 less than a vague text
    assert bool(negotiation.protocol.close(room).referred[0]) == refers
