"""What each parameter of time, readiness and the chair does to a case of two delegations, worked out by hand.

Every test sets one form and leaves the others at `BY_HAND`, where case 1 of the specification goes as published. In
that case the sides at .2 and .8 hope for .25 and can go down to -.2, a way of .45; the middle is worth 0 to both, so it
closes once they have released .25/.45 = .5556. The draft (all eight seats) is worth .1 to the second side, which can
live with it from 1/3 on, and crosses the red line of the first. Sessions are counted from 0.
"""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from simulation.arrays import FloatArray
from simulation.engine.batch import negotiate, prepare, simulate_batch
from simulation.engine.record import Record
from simulation.engine.round import play_round
from simulation.preferences.values import eased
from simulation.protocols.conference.conference import Conference
from simulation.protocols.room import Room, Turn
from simulation.scenario.schema import Scenario
from simulation.state.negotiation import NegotiationState
from tests.small_cases import BY_HAND, PLAIN, RUNGS, Data, case, delegation, issue, options, play

TEN = [0.15, 0.30, 0.375, 3 / 7, 0.50, 0.60]
"""Give under a pressure of three over the sessions left, at most .15 more in a session."""
FIRM: Data = {"strategy": {"key": "hold"}, "red_line": 0.1}


def _clock_case(*, salience: tuple[float, ...] = (1.0,), **forms: Data) -> Scenario:
    protocol = PLAIN | {key: BY_HAND.get(key, {}) | forms.get(key, {}) for key in BY_HAND | forms}
    count = len(salience)
    rows = [
        delegation(key, *[place] * count, salience=salience, reservation=-0.2, strategy={"key": "linear"})
        for key, place in (("d0", 0.2), ("d1", 0.8))
    ]
    return case(
        rows,
        issues=[issue(f"q{k}") for k in range(count)],
        protocol=protocol,
        forum={"package": False},
        sessions=10,
        chair={"powers": []},
    )


def _closed_at(record: Record) -> list[int]:
    closed = record.closed_by >= 0
    return [int(when.argmax()) if when.any() else -1 for when in closed.T]


def test_urgency_two_feels_the_square_of_the_ratio_and_closes_two_sessions_later() -> None:
    # Squares of 3/10, 3/9, 3/8, 3/7, 3/6, 3/5, then steps of .15 towards 9/16 and 1.
    give = [0.09, 1 / 9, 0.140625, 9 / 49, 0.25, 0.36, 0.51, 0.66]
    record = negotiate(_clock_case(clock={"urgency": 2.0}), seed=1)
    assert_allclose(record.give[:, 0], give, atol=1e-12)
    # The second side lifts its bracket when .36 passes 1/3; the middle closes when .66 passes .5556.
    assert record.brackets[:, 0].tolist() == [2, 2, 2, 2, 2, 1, 1, 0]
    assert _closed_at(record) == [7]


@pytest.mark.parametrize(
    ("clauses", "pressure", "endgame"),
    # Read in n sessions; capital answers in 3. Of 10 sessions: max(n, 3)/10 presses to ask, n/10 to lift brackets.
    [(1, 0.3, 0.1), (3, 0.3, 0.3), (5, 0.5, 0.5)],
)
def test_whichever_takes_longer_presses_reading_the_clauses_or_hearing_from_capital(
    clauses: int, pressure: float, endgame: float
) -> None:
    small = _clock_case(salience=(1.0,) * clauses, clock={"work": 1.0, "lead": 3.0})
    _, turn, _ = next(play(small))
    assert_allclose([turn.pressure[0], turn.endgame[0]], [pressure, endgame], atol=1e-12)


def test_one_clause_under_a_lead_of_three_goes_as_one_that_needs_three_sessions_of_work() -> None:
    record = negotiate(_clock_case(clock={"work": 1.0, "lead": 3.0}), seed=1)
    assert_allclose(record.give[:, 0], TEN, atol=1e-12)
    assert _closed_at(record) == [5]


def test_a_readiness_of_a_quarter_opens_a_half_where_little_is_at_stake_and_an_eighth_where_much_is() -> None:
    # Saliences .9 and .3 have the mean .6: relative 1.5 and .5. A quarter to those powers is 1/8 and 1/2.
    salience = np.array([[1.5, 0.5]])
    assert_allclose(eased(np.array([[0.25, 0.25]]), salience, 1.0), [[0.125, 0.5]], atol=1e-12)
    # priority 2: to the powers 2.25 and .25; priority 0: all alike.
    assert_allclose(eased(np.array([[0.0625, 0.0625]]), salience, 2.0), [[2.0**-9, 0.5]], atol=1e-12)
    assert_allclose(eased(np.array([[0.25, 0.25]]), salience, 0.0), [[0.25, 0.25]], atol=1e-12)
    assert_allclose(eased(np.array([[0.0], [1.0]]), np.array([[1.5, 0.5]] * 2), 1.0), [[0, 0], [1, 1]])


def test_with_priority_the_lesser_issue_closes_early_and_the_greater_one_late() -> None:
    # The middle needs .5556 of the way on either. Ease .5556 is give .3086 on the lesser issue (power .5), which .375
    # passes in session 2, and .6758 on the greater one (power 1.5). With one of two clauses left the pressure is 1.5
    # over the sessions left: .375 again with 4 left, then .5, then steps of .15: .65, and .80 in the last session.
    clock = {"floor": 2}
    both = negotiate(_clock_case(salience=(0.9, 0.3), clock=clock), seed=1)
    assert _closed_at(both) == [5, 5]
    record = negotiate(_clock_case(salience=(0.9, 0.3), clock=clock, concede={"priority": 1.0}), seed=1)
    assert _closed_at(record) == [9, 2]
    give = [0.15, 0.30, *[0.375] * 5, 0.50, 0.65, 0.80]
    assert_allclose(record.give[:, 0], give, atol=1e-12)
    assert_allclose(record.ease[2, 0], [0.375**1.5, 0.375**0.5], atol=1e-12)
    # Asked in session 2: 1.5 x (.25 - .45 x .2296) and .5 x (.25 - .45 x .6124).
    assert_allclose(record.aspiration[2, 0], [0.219993, -0.012784], atol=1e-6)


def test_a_premium_of_a_fifth_holds_the_clause_open_two_sessions_longer() -> None:
    # The middle falls short of hope, so its margin is -.25 + .45 x give - .2 x (1 - 1/left): with .60 given and 5 left
    # .02 - .16 = -.14; .75 and 4 left: .0875 - .15 = -.0625; .90 and 3 left: .155 - .1333 = .0217, and it closes. The
    # draft is worth .1 to the second side: .12 - .16 = -.04 with 5 left, .1875 - .15 = .0375 with 4 left.
    clock = {"work": 1.0, "lead": 3.0}
    record = negotiate(_clock_case(clock=clock, concede={"premium": 0.2}), seed=1)
    assert_allclose(record.give[:, 0], [*TEN, 0.75, 0.90], atol=1e-12)
    middle, draft = record.own_margin[5:, 0, 0, 2], record.own_margin[5:7, 1, 0, 4]
    assert_allclose(middle, [-0.14, -0.0625, 0.155 - 0.4 / 3], atol=1e-12)
    assert_allclose(draft, [-0.04, 0.0375], atol=1e-12)
    assert record.brackets[:, 0].tolist() == [2] * 6 + [1, 0]
    assert _closed_at(record) == [7]


def test_nobody_waits_with_what_it_likes_best_nor_where_there_is_no_clock() -> None:
    # Two seats are the hope of the first side: .25 - (.25 - .45 x .15) = .0675, whatever an open clause is worth.
    record = negotiate(_clock_case(clock={"work": 1.0, "lead": 3.0}, concede={"premium": 0.2}), seed=1)
    assert_allclose(record.own_margin[0, 0, 0, 1], 0.0675, atol=1e-12)
    # Without a clock time presses fully from the start: .15, .30, .45, .60.
    record = negotiate(_clock_case(clock={"enabled": False}, concede={"premium": 0.2}), seed=1)
    assert _closed_at(record) == [3]


RUNGS_ONLY, WITH_VAGUE = options(*RUNGS), options(*RUNGS, vague=0.5)


@pytest.mark.parametrize(
    ("price", "choices", "text"),
    [
        (0.0, RUNGS_ONLY, "o1"),
        (0.02, RUNGS_ONLY, "o1"),
        (0.03, RUNGS_ONLY, "o3"),
        (0.06, RUNGS_ONLY, "o4"),
        (0.0, WITH_VAGUE, "o1"),
        (0.02, WITH_VAGUE, "vague"),
    ],
)
def test_every_edit_of_the_draft_has_to_bring_the_chair_support(
    price: float, choices: list[Data], text: str
) -> None:
    # A chair that knows nobody guesses that support falls from 1 at an ideal to 0 half an axis away. Ideals .2 and .85:
    # none .6 + 0, two .9 + 0, four .4 + .3, six 0 + .8, eight 0 + .7; halved .30 .45 .35 .40 .35. The draft is eight:
    # six is one edit away, four two, two three. The vague text costs .4 x .3 + .6 x .25 = .27 and .4 x .35 + .15 = .29,
    # so it is guessed at (.46 + .42)/2 = .44, and it is one edit away. At .02 an edit two are left with .39, six with
    # .38, vague words with .42; at .03 two with .36, six with .37; at .06 six with .34, less than the draft.
    protocol = PLAIN | {
        "chair_text": True,
        "values": {"edit_price": price},
        "consult": {"enabled": False, "initial_knowledge": 0.0},
    }
    small = case(
        [delegation("d0", 0.2, **FIRM), delegation("d1", 0.85, **FIRM)],
        issues=[issue(choices=choices, draft="o4")],
        protocol=protocol,
        sessions=1,
        chair={"powers": ["text"]},
    )
    _, turn, _ = next(play(small))
    assert choices[turn.chair_text[0, 0]]["key"] == text


@pytest.mark.parametrize(
    ("impartiality", "price", "first", "gain"),
    [
        (1.0, 0.0, "o1", [0.10, 0.20]),
        (0.0, 0.0, "o0", [0.18, 0.18]),
        (0.0, 0.04, "o0", [0.18, 0.18]),
        (0.0, 0.06, "o1", [0.10, 0.20]),
    ],
)
def test_a_chair_with_a_wish_of_its_own_writes_what_lies_nearer_to_it_if_that_is_worth_an_edit(
    impartiality: float, price: float, first: str, gain: list[float]
) -> None:
    # Case 3 of the specification with a third wording of the first clause, at .3, which is the draft. With .55 given
    # in the only session each side asks .60 - .55 x .80 = .16 over both clauses. Low and high are worth .36 to each.
    # With .3 and high the first side gets 1.6 x .2 - .4 x .3 = .20, the second .4 x -.2 + 1.6 x .3 = .40: both pass,
    # and an impartial chair leaves the draft. Each wording has the support of one side alone, so one that wishes .2 and
    # likes .3 less by .1 puts low into its text if an edit costs less than that, and into its package, where
    # one of two clauses is half as dear to it, if an edit costs less than .05.
    give = {"strategy": {"key": "scripted", "give": [0.55]}, "reservation": -0.1, "red_line": 0.7}
    small = case(
        [
            delegation("d0", 0.2, 0.2, salience=(0.8, 0.2), **give),
            delegation("d1", 0.8, 0.8, salience=(0.2, 0.8), **give),
        ],
        issues=[
            issue("q0", choices=options(0.2, 0.3, 0.8), draft="o1"),
            issue("q1", choices=options(0.2, 0.8)),
        ],
        protocol=PLAIN
        | {
            "clock": BY_HAND["clock"] | {"floor": 2},
            "concede": BY_HAND["concede"] | {"pace": 1.0},
            "chair_text": {"enabled": True},  # at its neutral values
            "values": {"edit_price": price},
            "consult": {"enabled": False, "initial_knowledge": 1.0},
        },
        forum={"package": True},
        sessions=1,
        chair={"powers": ["text"], "ideal": {"q0": 0.2}, "impartiality": impartiality},
    )
    record = negotiate(small, seed=1)
    keys = [small.issues[k].options[option].key for k, option in enumerate(record.outcome.option)]
    assert keys == [first, "o1"]
    assert_allclose(record.outcome.gain, gain, atol=1e-12)


@pytest.mark.parametrize(
    ("rule", "left"),
    [({"rule": "simple_majority"}, 0.35), ({"rule": "rough_consensus", "threshold": 0.6}, 0.5)],
)
def test_whoever_votes_against_and_is_outvoted_trusts_everybody_less(rule: Data, left: float) -> None:
    # Two want .75 and one wants 0, all firmly. In a vote the third loses and keeps .7 of its trust of .5: .35. Where a
    # rule adopts over its objection without a vote it dissociates, and trusts as before.
    small = case(
        [delegation("d0", 0.75, **FIRM), delegation("d1", 0.75, **FIRM), delegation("d2", 0.0, **FIRM)],
        issues=[issue(draft="o3")],
        forum={"decision": rule},
        sessions=1,
        chair={"powers": []},
    )
    negotiation = prepare(small)
    room = negotiation.open(1, [0])
    play_round(small, negotiation.protocol, room)
    assert_allclose(room.state.trust, 0.5)
    result = negotiation.protocol.close(room)
    assert result.option.tolist() == [[3]]
    assert_allclose(result.trust_after(room.state.trust), [[[0.5] * 3, [0.5] * 3, [left] * 3]], atol=1e-12)
    assert_allclose(
        simulate_batch(small, seed=1, replications=[0]).trust, [(0.5 + 0.5 + left) / 3], atol=1e-12
    )


@pytest.mark.parametrize(
    ("decision", "far", "backs"),
    [
        ({"rule": "qualified_majority", "threshold": 2 / 3}, 2, 1),
        ({"rule": "qualified_majority", "threshold": 2 / 3}, 1, 0),
        ({"rule": "simple_majority"}, 2, 1),
        ({"rule": "simple_majority"}, 1, 0),
        ({"rule": "consensus", "tolerated": 5}, 1, 1),
        ({"rule": "consensus", "tolerated": 7}, 1, 1),
    ],
)
def test_to_who_can_be_outvoted_support_is_worth_itself(decision: Data, far: int, backs: int) -> None:
    # So many of five want 1, the others want .4 and refuse 1, the status quo is .25, and all is given and known. To
    # those few, 1 is worth .75 + .2 more than no agreement, .4 is worth .15 + .2, which all could accept. The support
    # of 1 is .4 with two of them: .95 x .4 = .38 against .35; with one .2: .19 against .35. If it passes whoever
    # objects, any support is enough: .95 against .35.
    believed, platform = _between_two_wordings(decision, far=far, coalesce={})
    assert_allclose(believed, [1.0, far / 5], atol=1e-12)
    assert platform == [backs] * far + [0] * (5 - far)


@pytest.mark.parametrize(
    ("decision", "coalesce", "traded", "backs"),
    [
        ({"rule": "consensus"}, {"deliver": 0.5}, 0.2, 0),
        ({"rule": "consensus"}, {"deliver": 0.5}, 0.102, 0),
        ({"rule": "consensus"}, {"deliver": 0.5}, 0.098, 1),
        ({"rule": "consensus"}, {"deliver": 0.2}, 0.2, 1),
        ({"rule": "consensus"}, {"deliver": 0.0}, 0.2, 1),
        ({"rule": "simple_majority"}, {"deliver": 1.0}, 0.2, 1),
    ],
)
def test_where_all_must_agree_who_sold_a_clause_fights_less_for_its_own_wording(
    decision: Data, coalesce: Data, traded: float, backs: int
) -> None:
    # As above with two of five who want 1: .95 x .4 = .38 against .35, so both back it. Once the first has given .2
    # here in trades, .4 counts .35 + .5 x .2 x (.95 - .35) = .41 to it if half of that is delivered, and .374 if a
    # fifth of it is. It goes over where .35 + .3 x what it gave is more than .38: from .1 on.
    _, turn, room = _two_wordings(decision, far=2, coalesce=coalesce)
    assert room.state.platform[0, :, 0].tolist() == [1, 1, 0, 0, 0]
    room.state.traded[0, 0, 0] = traded
    conference = prepare(_two_wordings_case(decision, far=2, coalesce=coalesce)).protocol
    assert isinstance(conference, Conference)
    conference.coalesce.apply(room, turn)
    assert room.state.platform[0, :, 0].tolist() == [backs, 1, 0, 0, 0]


def test_what_one_sold_makes_nothing_of_a_wording_that_is_worth_nothing() -> None:
    # The first wants 1 and would rather have no text than lose more than .25 by it: from a status quo of .5, .25 is
    # just that, so it could accept it and is worth 0 over no text; 1 is worth .75. All others want .25 and refuse 1. It
    # has sold all that it had here: had 0 been raised too, .25 would count .75 to it, and 1 .75 x the root of .2.
    given: Data = {"strategy": {"key": "scripted", "give": [1.0]}, "reservation": -0.25}
    small = case(
        [
            delegation("d0", 1.0, red_line=1.0, **given),
            *(delegation(f"d{k}", 0.25, red_line=0.5, **given) for k in range(1, 5)),
        ],
        issues=[issue(choices=options(0.25, 1.0))],
        protocol=PLAIN
        | {
            "concede": BY_HAND["concede"] | {"pace": 1.0},
            "coalesce": {"deliver": 1.0, "switch": 0.0},
            "consult": {"enabled": False, "initial_knowledge": 1.0},
        },
        sessions=2,
    )
    _, turn, room = next(play(small))
    assert room.state.gain[0, 0, 0].tolist() == [-0.25, 0.5]
    assert turn.could[0, 0, 0].all()
    room.state.traded[0, 0, 0] = 1.0
    conference = prepare(small).protocol
    assert isinstance(conference, Conference)
    conference.coalesce.apply(room, turn)
    assert room.state.platform[0, 0, 0] == 1


def _between_two_wordings(decision: Data, *, far: int, coalesce: Data) -> tuple[FloatArray, list[int]]:
    """Return the support that all see for .4 and 1, and what each of five backs, of whom so many want 1."""
    _, turn, room = _two_wordings(decision, far=far, coalesce=coalesce)
    return turn.believed[0, 0, 0], room.state.platform[0, :, 0].tolist()


def _two_wordings(decision: Data, *, far: int, coalesce: Data) -> tuple[NegotiationState, Turn, Room]:
    return next(play(_two_wordings_case(decision, far=far, coalesce=coalesce)))


def _two_wordings_case(decision: Data, *, far: int, coalesce: Data) -> Scenario:
    given: Data = {"strategy": {"key": "scripted", "give": [1.0]}, "reservation": -0.2, "red_line": 1.0}
    return case(
        [
            *(delegation(f"far{k}", 1.0, **given) for k in range(far)),
            *(delegation(f"near{k}", 0.4, **given) for k in range(5 - far)),
        ],
        issues=[issue(choices=options(0.4, 1.0), draft="o1", status_quo=0.25)],
        protocol=PLAIN
        | {
            "concede": BY_HAND["concede"] | {"pace": 1.0},
            "coalesce": coalesce,
            "consult": {"enabled": False, "initial_knowledge": 1.0},
        },
        forum={"decision": decision},
        sessions=2,
    )


@pytest.mark.parametrize(
    ("decision", "veto", "backs"),
    [
        ({"rule": "consensus"}, 1.0, 0),
        ({"rule": "consensus"}, 0.5, 1),
        ({"rule": "consensus"}, 0.0, 1),
        ({"rule": "simple_majority"}, 0.0, 0),
        ({"rule": "qualified_majority", "threshold": 2 / 3}, 0.0, 0),
        ({"rule": "qualified_majority", "threshold": 0.9}, 0.5, 0),
    ],
)
def test_who_can_veto_stands_by_its_own_wish_where_few_others_do(
    decision: Data, veto: float, backs: int
) -> None:
    # One of five wants 1, whose support is .2: .95 x .2 = .19 against .35 for .4. To the power of one half the support
    # counts .447, so .425, and to the power of nought .95. To whoever can be outvoted it counts .2.
    believed, platform = _between_two_wordings(decision, far=1, coalesce={"veto": veto})
    assert_allclose(believed, [1.0, 0.2], atol=1e-12)
    assert platform == [backs, 0, 0, 0, 0]


def test_at_one_a_veto_counts_believed_support_as_it_is() -> None:
    # Two of five want 1: .95 x .4 = .38 against .35.
    assert _between_two_wordings({"rule": "consensus"}, far=2, coalesce={"veto": 1.0})[1] == [1, 1, 0, 0, 0]
