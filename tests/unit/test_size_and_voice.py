"""What size, a stake and a voice count for, and when a chair's text is put.

In rooms small enough for sums by hand.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.engine.batch import negotiate, prepare, simulate_batch
from simulation.protocols.conference.chair_text import distaste
from simulation.protocols.conference.conference import Conference
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
