"""What size, a stake and a voice count for, how a document is revised, and when a chair's text is put.

In rooms small enough for sums by hand.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.engine.batch import negotiate, prepare, simulate_batch
from simulation.protocols.conference.chair_text import distaste
from simulation.protocols.conference.conference import Conference
from simulation.protocols.result import JOINS, OUTCOME_CLASSES
from simulation.protocols.room import Room
from simulation.scenario.schema import Scenario
from tests.small_cases import BY_HAND, PLAIN, Data, case, cases, delegation, issue, options, play

SEED = st.integers(0, 1000)
READY: Data = PLAIN | BY_HAND | {"clock": False, "concede": {"pace": 1.0, "priority": 0.0, "premium": 0.0}}
"""Everybody is ready to give all that it may from the first session on."""


# The price of standing alone, by size


def alone(capability: float, size: float) -> Scenario:
    """Two want the draft at .75; a third loses .25 by it, and nobody else objects."""
    rows = [delegation(f"d{k}", 0.75, reservation=0.0) for k in range(2)]
    rows.append(delegation("small", 0.45, reservation=0.0, capability=capability, red_line=1.0))
    rules = PLAIN | BY_HAND | {"signal": {"size": size}}
    return case(rows, issues=[issue(draft="o3", status_quo=0.5)], protocol=rules, sessions=1)


@pytest.mark.parametrize(
    ("capability", "size", "adopted"),
    [(0.04, 0.5, True), (1.0, 0.5, False), (0.04, 0.0, False)],
    ids=["small and size counts", "large", "heads are counted"],
)
def test_a_small_delegation_alone_against_large_ones_gives_in(
    capability: float, size: float, *, adopted: bool
) -> None:
    # With capability .04 and power .5: .1 x (2 / 2.2) x (2.2 / 3) / .2 = .333; as one of three equals .1 x 2/3.
    record = negotiate(alone(capability, size), seed=1)
    assert bool(record.is_clean[-1, 0]) is adopted


def test_the_price_of_standing_alone_is_counted_among_those_who_decide() -> None:
    # Roots 1, 1 and .5: .1 x (1 - .5 / 2.5) x (2.5 / 3) / .5 = .133. Who only proposes counts for nothing.
    rows = [delegation(f"d{k}", 0.5, capability=size) for k, size in enumerate((1.0, 1.0, 0.25))]
    rows.append(delegation("adviser", 0.5, rights={"speak": True, "propose": True}))
    negotiation = prepare(case(rows, protocol=PLAIN | {"signal": {"size": 0.5}}))
    assert isinstance(negotiation.protocol, Conference)
    margin = np.zeros((1, 4, 2))
    margin[0, 2] = -0.1333, -0.1334
    red, protected = np.zeros((1, 4, 2), dtype=bool), np.ones((1, 2), dtype=bool)
    taken = negotiation.protocol.signal.judge(negotiation.open(1, [0]), margin, red, protected)
    assert taken.objects[0, 2].tolist() == [False, True]


def test_who_gave_in_alone_on_one_clause_gives_in_on_the_next_as_if_it_were_the_first() -> None:
    # Short by .25 on each, at a price of .333: with .25 more to make up for it would hold the second clause.
    rows = [delegation(f"d{k}", 0.75, 0.75, reservation=0.0) for k in range(2)]
    rows.append(delegation("small", 0.45, 0.45, reservation=0.0, capability=0.04, red_line=1.0))
    issues = [issue(f"q{k}", draft="o3", status_quo=0.5) for k in range(2)]
    rules = PLAIN | BY_HAND | {"signal": {"size": 0.5}}
    together = {"package": True}
    record = negotiate(case(rows, issues=issues, protocol=rules, sessions=2, forum=together), seed=1)
    assert record.is_clean[-1].tolist() == [True, True]


def test_a_delegation_without_any_voice_pays_a_price_that_is_finite() -> None:
    record = negotiate(alone(0.0, 1.0), seed=1)
    assert np.isfinite(record.outcome.margin).all()


# An obstructor that a price can move


def obstructed(
    capability: float, *, salience: tuple[float, ...] = (1.0,), **strategy: float | None
) -> Scenario:
    """Four want the draft on every clause; a fifth wants it no less but for coming to stop any text."""
    places = [0.75] * len(salience)
    rows = [delegation(f"d{k}", *places, reservation=0.0) for k in range(4)]
    obstructs = {"key": "obstructor"} | strategy
    rows.append(
        delegation(
            "no", *places, salience=salience, reservation=0.0, capability=capability, strategy=obstructs
        )
    )
    issues = [issue(f"q{k}", draft="o3") for k in range(len(salience))]
    rules = PLAIN | {"signal": {"size": 0.5}}
    return case(rows, issues=issues, protocol=rules, sessions=2 * len(issues))


@pytest.mark.parametrize(
    ("capability", "strategy", "adopted"),
    [(0.05, {}, True), (1.0, {}, False), (1.0, {"stake": 0.05}, True), (0.05, {"stake": None}, False)],
    ids=["a small one", "a large one", "one with little at stake", "one that nothing moves"],
)
def test_an_obstructor_that_is_small_or_has_little_at_stake_lets_a_text_pass(
    capability: float, strategy: Data, *, adopted: bool
) -> None:
    # Alone it costs .1 x (4 / 4.22) x (.845 / .224) = .36 with capability .05, and .1 x 4/5 = .08 with 1.
    record = negotiate(obstructed(capability, **strategy), seed=1)
    assert bool(record.is_clean[-1, 0]) is adopted


def test_an_obstructor_lets_pass_what_it_cares_little_about_and_stops_what_it_cares_about() -> None:
    # Relative saliences 1.6 and .4 make stakes of .32 and .08; alone it costs .1 x (4 / 4.5) x (.9 / .5) = .16.
    record = negotiate(obstructed(0.25, salience=(1.0, 0.25)), seed=1)
    assert record.is_clean[-1].tolist() == [False, True]


def test_to_an_obstructor_a_text_is_worth_no_more_than_the_stake_by_salience_and_striking_is_as_it_was() -> (
    None
):
    rows = [
        delegation("no", 0.75, 0.75, salience=(1.0, 0.25), strategy={"key": "obstructor"}),
        delegation("yes", 0.75, 0.75),
    ]
    issues = [issue(f"q{k}", choices=options(0.0, 0.75, delete=0.5)) for k in range(2)]
    gain = prepare(case(rows, issues=issues)).open(1, [0]).state.gain[0, 0]
    # Relative saliences 1.6 and .4: a gain of .25 counts as nothing, a loss of .5 stays one, and each costs .2 more.
    assert gain == pytest.approx(np.array([[-0.8 - 0.32, -0.32, 0.0], [-0.2 - 0.08, -0.08, 0.0]]))


# Which of several wordings that pass is taken


def contested(voice: float, capability: float, **rules: object) -> Scenario:
    """Two delegations at the ends, to both of whom any text is better than none; the draft stands in the middle."""
    rows = [
        delegation("low", 0.0, reservation=-1.0, red_line=1.0),
        delegation("high", 1.0, reservation=-1.0, red_line=1.0, capability=capability),
    ]
    protocol = READY | {"decide": {"voice": voice}, "values": {"edit_price": 0.0}, "signal": False} | rules
    return case(rows, issues=[issue(draft="o2")], protocol=protocol, sessions=1, chair={"powers": []})


def taken(scenario: Scenario) -> str | None:
    """Return the key of the option that ends in the text."""
    option = int(negotiate(scenario, seed=1).outcome.option[0])
    return scenario.issues[0].options[option].key if option >= 0 else None


@pytest.mark.parametrize(
    ("voice", "capability", "place"), [(0.0, 0.1, "o2"), (1.0, 0.1, "o0"), (1.0, 0.9, "o0")]
)
def test_of_wordings_that_pass_the_weightier_room_takes_the_one_worth_most_to_it(
    voice: float, capability: float, place: str
) -> None:
    assert taken(contested(voice, capability)) == place


def weighed(low: float, high: float, price: float, voice: float = 1.0) -> Scenario:
    """The room above with these capabilities and price of an edit; one who only proposes stands at the high end."""
    drawn = contested(voice, high, values={"edit_price": price}).model_dump(mode="json", by_alias=True)
    drawn["delegations"][0]["capability"] = low
    drawn["delegations"].append(delegation("adviser", 1.0, rights={"speak": True, "propose": True}))
    return Scenario.model_validate(drawn)


@pytest.mark.parametrize(
    ("low", "high", "price", "voice", "place"),
    [
        (0.4, 1.0, 0.0, 1.0, "o4"),
        (0.5, 0.1, 0.0, 1.0, "o0"),  # with who only proposes the high end would weigh more
        (1.0, 0.1, 0.3, 1.0, "o2"),  # .45 / 1.1 = .41 against two edits
        (1.0, 0.1, 0.3, 2.0, "o0"),
        (0.2, 0.02, 0.15, 1.0, "o0"),  # a mean, so it does not matter how large all are
    ],
)
def test_what_a_wording_is_worth_is_the_mean_of_who_decides_by_weight(
    low: float, high: float, price: float, voice: float, place: str
) -> None:
    assert taken(weighed(low, high, price, voice)) == place


def test_of_wordings_worth_the_same_chance_takes_one() -> None:
    options = simulate_batch(contested(1.0, 1.0), seed=1, replications=range(20)).result.option
    assert len(np.unique(options)) > 1


def test_edits_weigh_against_what_a_wording_is_worth() -> None:
    assert taken(contested(1.0, 0.9, values={"edit_price": 0.5})) == "o2"


@pytest.mark.parametrize(
    ("powers", "lean", "place"), [(["agenda"], 0.0, "o0"), (["agenda"], 1.0, "o4"), ([], 1.0, "o0")]
)
def test_a_chair_with_a_wish_and_any_power_leans_among_wordings_that_pass(
    powers: list[str], lean: float, place: str
) -> None:
    drawn = contested(1.0, 0.9, decide={"voice": 1.0, "lean": lean})
    chair = {"powers": powers, "ideal": {"q0": 1.0}, "impartiality": 0.0}
    assert taken(Scenario.model_validate(drawn.model_dump(by_alias=True) | {"chair": chair})) == place


@pytest.mark.parametrize(
    ("capability", "outvoted", "place"),
    [(0.5, 1.0, "o2"), (0.5, 0.5, "o3"), (0.5, 0.0, "o3"), (0.3, 0.5, "o2"), (0.3, 0.0, "o3")],
)
def test_what_a_wording_costs_those_who_are_outvoted_on_it_counts_by_their_share(
    capability: float, outvoted: float, place: str
) -> None:
    # Three want .75, which costs two large ones .25; all could stay at .5. With .5 each the three count .375 against
    # .5 x the share, with .3 each .225: at half the two count .25.
    rows = [delegation(f"d{k}", 0.75, reservation=0.0, capability=capability) for k in range(3)]
    rows += [delegation(f"big{k}", 0.0, reservation=0.0, red_line=1.0) for k in range(2)]
    rules = READY | {"decide": {"voice": 1.0, "outvoted": outvoted}, "values": {"edit_price": 0.0}}
    vote = {"decision": {"rule": "simple_majority"}}
    protocol = rules | {"signal": False}
    small = case(rows, issues=[issue(draft="o2")], protocol=protocol, forum=vote, sessions=1)
    assert taken(small) == place


@pytest.mark.parametrize(("isolation", "place"), [(0.0, "o3"), (1.0, "o2")], ids=["objects", "gives in"])
def test_whoever_gives_in_without_a_formal_objection_is_not_outvoted(isolation: float, place: str) -> None:
    # The room above: .75 costs the two large ones .5 together, which counts in full unless they object formally.
    rows = [delegation(f"d{k}", 0.75, reservation=0.0, capability=0.5) for k in range(3)]
    rows += [delegation(f"big{k}", 0.0, reservation=0.0, red_line=1.0) for k in range(2)]
    rules = READY | {"decide": {"voice": 1.0, "outvoted": 0.0}, "values": {"edit_price": 0.0}}
    vote = {"decision": {"rule": "simple_majority"}}
    protocol = rules | {"signal": {"isolation": isolation}}
    small = case(rows, issues=[issue(draft="o3")], protocol=protocol, forum=vote, sessions=1)
    assert taken(small) == place


@pytest.mark.parametrize("rule", ["simple_majority", "consensus"])
def test_whoever_can_live_with_a_wording_is_not_outvoted_on_it(rule: str) -> None:
    # Three gain .375 by .75 and two large ones lose .5, but do not object: .5 is better for the room.
    rows = [delegation(f"d{k}", 0.75, reservation=0.0, capability=0.5) for k in range(3)]
    rows += [delegation(f"big{k}", 0.0, reservation=-1.0, red_line=1.0) for k in range(2)]
    rules = READY | {"decide": {"voice": 1.0, "outvoted": 0.0}, "values": {"edit_price": 0.0}}
    small = case(
        rows,
        issues=[issue(choices=options(0.5, 0.75), draft="o0")],
        protocol=rules | {"signal": False},
        forum={"decision": {"rule": rule}},
        sessions=1,
    )
    assert taken(small) == "o0"


@settings(max_examples=15)
@given(drawn=cases(rule="consensus", forms=True), seed=SEED)
def test_where_nobody_can_be_outvoted_it_does_not_matter_how_those_count_who_are(
    drawn: Data, seed: int
) -> None:
    def ending(outvoted: float) -> list[object]:
        decide = {"voice": 1.5, "outvoted": outvoted}
        rules = drawn["protocol"] | {"decide": decide}
        record = negotiate(Scenario.model_validate(drawn | {"protocol": rules}), seed=seed)
        return [a.tolist() for a in (record.table, record.closed_by, record.signal, record.outcome.option)]

    assert ending(0.0) == ending(1.0)


# A document that would fail


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


# The chair's text


@pytest.mark.parametrize(("lean", "place"), [(1.0, 4), (0.05, 1)])
def test_a_chair_gives_up_as_much_of_the_room_for_its_wish_as_it_leans(lean: float, place: int) -> None:
    # Four of five want .25, one wants 1.0, where the chair's wish lies.
    rows = [delegation(f"d{k}", 1.0 if k == 4 else 0.25, red_line=1.0) for k in range(5)]
    rules = PLAIN | {"chair_text": {"lean": lean}, "values": {"edit_price": 0.0}}
    chair = {"powers": ["text"], "ideal": {"q0": 1.0}, "impartiality": 0.0}
    drawn = case(rows, issues=[issue(draft="o0", status_quo=0.0)], protocol=rules, sessions=1, chair=chair)
    _, turn, _ = next(play(drawn))
    assert turn.chair_text[0, 0] == place


@settings(max_examples=30)
@given(drawn=cases(protocol={"chair_text": {"must_gain": True, "patience": 1}}), seed=SEED)
def test_a_text_that_must_gain_takes_the_place_of_one_with_less_support(drawn: Data, seed: int) -> None:
    drawn["chair"] = drawn["chair"] | {"powers": ["text"]}
    for before, turn, room in play(Scenario.model_validate(drawn), seed=seed):
        support = _support(room, turn)
        for q in np.flatnonzero(turn.chair_text[0] >= 0):
            assert support[q, turn.chair_text[0, q]] > support[q, before.table[0, q]]


def _support(room: Room, turn: object) -> np.ndarray:
    """Return the support that the chair believes in, less its taste, `[I, O]`."""
    could, unknown = turn.could[0].astype(float), room.state.chair_unknown[0, :, None, None]  # type: ignore[attr-defined]
    believed = could + unknown * (room.state.guess[0] - could)
    found: np.ndarray = np.einsum("a,aio->io", room.setting.decider, believed) - distaste(room)[0]
    return found
