"""The programme of work: easy clauses are called first and go at the call; at the end all that are open come again."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.engine.batch import negotiate, prepare, simulate_batch
from simulation.engine.round import play_round
from simulation.protocols.conference.conference import Conference
from simulation.protocols.conference.programme import Programme, ranks
from simulation.protocols.conference.signal import FORMAL_OBJECT
from simulation.protocols.room import Room
from simulation.reasons.record_reading import Reading
from simulation.scenario.drafting import with_drafts
from simulation.scenario.load import load_scenario
from simulation.scenario.schema import Scenario
from tests.small_cases import BY_HAND, PLAIN, Data, case, cases, data, delegation, issue, options, play

SEED = st.integers(0, 1000)
CALLS: Data = BY_HAND | {
    "programme": {"enabled": True, "late": 1.0, "light": 0.0, "stock_taking": 2},
    "clock": {"floor": 2},
}
"""Calls come evenly, and press nobody: easy sums."""


NEAR = (0.0, 0.0625, 0.125, 0.1875)
FAR = (0.25, 0.3, 0.35, 0.38)
"""Half of what lies between the two sides on each clause: so far that nothing closes while both hold."""


def room(
    sessions: int, *, strategy: str = "linear", gaps: tuple[float, ...] = NEAR, **programme: object
) -> Scenario:
    """Return four clauses: the room stands close together on the first and further apart on each that follows."""
    fields: Data = {"strategy": {"key": strategy}}
    rows = [
        delegation(f"d{k}", *(0.5 + side * gap for gap in gaps), red_line=1.0, **fields)
        for k, side in enumerate((-1, 1))
    ]
    rules = CALLS | {"programme": CALLS["programme"] | programme}
    issues = [issue(f"q{k}", status_quo=0.0) for k in range(4)]
    return case(rows, issues=issues, protocol=PLAIN | rules, sessions=sessions)


def test_clauses_are_ranked_by_the_support_that_their_best_wording_can_be_seen_to_have() -> None:
    guess = np.array([[[[0.2, 0.4], [1.0, 0.0], [0.0, 0.9]], [[0.2, 0.4], [0.8, 0.0], [0.0, 0.1]]]])
    assert ranks(guess, np.array([0.5, 0.5])).tolist() == [[1.0, 1 / 3, 2 / 3]]


def test_clauses_that_are_equally_easy_share_a_place() -> None:
    guess = np.array([[[[0.5], [0.5], [1.0], [0.5]]]])
    assert ranks(guess, np.array([1.0])).tolist() == [[0.75, 0.75, 0.25, 0.75]]


def test_only_those_who_decide_count_in_the_order_of_work() -> None:
    guess = np.array([[[[1.0], [0.5]], [[0.0], [1.0]]]])
    assert ranks(guess, np.array([1.0, 0.0])).tolist() == [[0.5, 1.0]]


@pytest.mark.parametrize(
    ("late", "first"), [(1.0, [1, 3, 5, 7]), (0.5, [3, 5, 6, 7]), (2.0, [0, 1, 4, 7])], ids=str
)
def test_the_easiest_clause_is_called_first_and_each_that_follows_in_its_turn(
    late: float, first: list[int]
) -> None:
    # Due at 8 x k/4 = 2, 4, 6, 8; to the power of one half at 4, 5.66, 6.93, 8; squared at .5, 2, 4.5, 8.
    small = room(8, strategy="hold", late=late, stock_taking=0)
    called = [turn.called[0].tolist() for _, turn, _ in play(small)]
    assert [next((s for s, now in enumerate(called) if now[q]), None) for q in range(4)] == first


@pytest.mark.parametrize("sessions", [25, 50])
def test_a_clause_that_is_due_in_a_session_is_called_in_that_one_whatever_is_lost_in_sums(
    sessions: int,
) -> None:
    # In doubles 25 times the square of 1/5, 2/5 or 4/5 comes out a hair above 1, 4 and 16.
    rows = [delegation("d0", *[0.5] * 5)]
    opened = prepare(case(rows, issues=[issue(f"q{k}") for k in range(5)], sessions=sessions)).open(1, [0])
    opened.state.rank = np.arange(1, 6)[None] / 5
    programme, first = Programme(late=2.0, stock_taking=0), []
    for session in range(sessions):
        opened.state.session = session
        first.append(int(programme.calls(opened).sum()))
    due = [Fraction(k, 5) ** 2 * sessions for k in range(1, 6)]
    assert first == [sum(session + 1 >= each for each in due) for session in range(sessions)]


def test_once_called_a_clause_stays_so() -> None:
    called = np.array([turn.called[0] for _, turn, _ in play(room(12, strategy="hold"))])
    assert (np.diff(called.astype(int), axis=0) >= 0).all()


def test_a_clause_that_was_called_stays_so_when_the_deadline_moves_away() -> None:
    drawn = room(8, strategy="hold", stock_taking=0).model_dump(mode="json", by_alias=True)
    later = {"session": 5, "kind": "deadline", "sessions": 16, "note": ""}
    called = [
        turn.called[0].sum() for _, turn, _ in play(Scenario.model_validate(drawn | {"events": [later]}))
    ]
    assert called == [0, 1, 1, 2] + [2] * 7 + [3] * 4 + [4]


def test_wordings_that_nobody_has_written_change_no_order_of_work() -> None:
    # The second clause has no wording in the middle, where all stand; a group may write one.
    rows = [delegation(f"d{k}", 0.75, 0.5, red_line=1.0) for k in range(2)]
    issues = [issue("q0", choices=options(0.0, 0.5)), issue("q1", choices=options(0.0, 1.0))]
    drawn = data(rows, issues=issues, drafting=True)
    with_groups = with_drafts(Scenario.model_validate(drawn))
    without = Scenario.model_validate(drawn | {"drafting": False})
    order = [prepare(case).open(1, [0]).state.rank.tolist() for case in (without, with_groups)]
    assert order == [[[0.5, 1.0]]] * 2


def test_all_open_clauses_are_on_the_floor_when_stock_is_taken() -> None:
    for before, turn, _ in play(room(8)):
        opened = turn.is_opened.sum()
        still_open = (~before.is_clean).sum()
        assert opened == (still_open if before.sessions_left[0] <= 2 else min(2, still_open))


@settings(max_examples=25)
@given(drawn=cases(protocol={"programme": True}), seed=SEED)
def test_a_clause_that_is_not_called_closes_only_where_nobody_objects(drawn: Data, seed: int) -> None:
    for before, turn, now in play(Scenario.model_validate(drawn), seed=seed):
        early = (turn.closed_by[0] == 0) & ~turn.called[0] & ~before.is_clean[0]
        assert not (now.state.closing_signal[0][:, early] == FORMAL_OBJECT).any()


@settings(max_examples=25)
@given(drawn=cases(protocol={"programme": True}), seed=SEED)
def test_nobody_gives_on_a_clause_before_it_is_called(drawn: Data, seed: int) -> None:
    for _, turn, now in play(Scenario.model_validate(drawn), seed=seed):
        assert not now.state.ease[0][:, ~turn.called[0]].any()


@pytest.mark.parametrize("sessions", [7, 8])
def test_one_session_more_or_less_closes_the_same_clauses(sessions: int) -> None:
    closed = simulate_batch(room(sessions), seed=1, replications=range(2)).closed_at >= 0
    assert closed.tolist() == [[True, True, True, True]] * 2


def test_a_longer_conference_calls_in_proportion() -> None:
    short, long = (
        [turn.called[0].sum() for _, turn, _ in play(room(sessions, strategy="hold", stock_taking=0))]
        for sessions in (8, 16)
    )
    assert long[1::2][: len(short)] == short[: len(long[1::2])]


def test_switched_off_it_calls_all_and_adds_no_places() -> None:
    off = Programme(enabled=False)
    opened = prepare(room(4, enabled=False)).open(1, [0])
    assert off.calls(opened).all()
    assert not off.takes_stock(opened).any()
    assert off.places(opened, 2) == 2
    assert not off.ready(opened).any()


@pytest.mark.parametrize("programme", [{}, {"late": 2.0, "light": 1.0, "stock_taking": 10}], ids=str)
def test_without_a_clock_there_is_no_calendar(programme: Data) -> None:
    def ending(programme: Data) -> list[object]:
        small = case(
            [delegation(f"d{k}", *(0.5 + side * gap for gap in NEAR)) for k, side in enumerate((-1, 1))],
            issues=[issue(f"q{k}", status_quo=0.0) for k in range(4)],
            protocol=PLAIN | BY_HAND | {"clock": {"enabled": False, "floor": 2}, "programme": programme},
            sessions=4,
        )
        record = negotiate(small, seed=1)
        assert Reading(record).programme is None  # nor is one told of
        return [record.n_rounds, record.called.all(), *(a.tolist() for a in (record.ease, record.table))]

    assert ending({"enabled": True} | programme) == ending({"enabled": False})
    assert ending({"enabled": True} | programme)[1]


def test_stock_taking_calls_and_opens_all_that_is_open_and_no_session_before_it() -> None:
    seen = [
        (turn.called[0].all(), turn.is_opened[0].sum())
        for _, turn, _ in play(room(8, strategy="hold", gaps=FAR))
    ]
    assert seen[5:] == [(False, 2), (True, 4), (True, 4)]


def test_of_two_negotiations_only_the_one_near_its_end_takes_stock() -> None:
    negotiation = prepare(room(8, strategy="hold"))
    both = negotiation.open(1, [0, 1])
    both.state.deadline = np.array([2, 10])
    assert isinstance(negotiation.protocol, Conference)
    assert negotiation.protocol.begin(both).is_opened.sum(axis=1).tolist() == [4, 2]


def test_clauses_that_are_called_come_before_those_that_are_not() -> None:
    for _, turn, _ in play(room(8, strategy="hold", gaps=FAR, stock_taking=0)):
        opened = turn.opened[0][turn.is_opened[0]].tolist()
        called = np.flatnonzero(turn.called[0])
        assert sum(q in opened for q in called) == min(2, len(called))


def test_everybody_is_the_readier_to_go_on_a_called_clause_the_easier_it_is_and_not_on_the_hardest() -> None:
    opened = prepare(room(8)).open(1, [0])
    opened.state.rank = np.array([[0.19, 0.36, 0.75, 1.0]])
    # .8 of the roots of .81, .64, .25 and 0
    assert Programme(light=0.8).ready(opened)[0] == pytest.approx([0.72, 0.64, 0.4, 0.0])
    assert not Programme(light=0.0).ready(opened).any()


@pytest.mark.parametrize(
    ("give", "opens"), [(0.0, [0.72, 0.64, 0.4, 0.0]), (0.5, [0.72, 0.64, 0.5, 0.5]), (1.0, [1.0] * 4)]
)
def test_what_is_given_on_a_called_clause_is_the_larger_of_what_the_call_and_what_one_is_ready_for(
    give: float, opens: list[float]
) -> None:
    opened = begun("linear", give).state
    np.testing.assert_allclose(opened.ease, [[opens, opens]], atol=1e-9)


@pytest.mark.parametrize("strategy", ["hold", "obstructor", "scripted"])
def test_who_holds_its_line_holds_it_on_an_easy_clause_that_is_called_too(strategy: str) -> None:
    assert not begun(strategy, 0.0).state.ease.any()
    assert begun("linear", 0.0).state.ease[0, :, :3].all()


def begun(strategy: str, give: float) -> Room:
    """Return a room without a pressing clock in which all clauses are called, once somebody has begun a session."""
    drawn = room(8, strategy=strategy, light=0.8).model_dump(mode="json", by_alias=True)
    drawn["protocol"]["clock"] = {"work": 0.5, "lead": 0.0, "urgency": 5.0}
    negotiation = prepare(Scenario.model_validate(drawn))
    opened = negotiation.open(1, [0])
    opened.state.deadline[:] = 10**6
    opened.state.rank = np.array([[0.19, 0.36, 0.75, 1.0]])
    opened.state.give[:] = give
    opened.state.called = np.array([[True, True, True, True]])
    assert isinstance(negotiation.protocol, Conference)
    negotiation.protocol.begin(opened)
    return opened


def test_the_call_leaves_on_the_hardest_clause_what_the_clock_and_the_strategy_decide() -> None:
    def eases(light: float) -> list[np.ndarray]:
        return [now.state.ease[0].copy() for _, _, now in play(room(8, gaps=FAR, light=light))]

    lit, plain = eases(0.9), eases(0.0)
    assert [ease[:, 3].tolist() for ease in lit] == [ease[:, 3].tolist() for ease in plain]
    assert all((one >= other).all() for one, other in zip(lit, plain, strict=True))
    assert (lit[2][:, 0] > plain[2][:, 0]).all()


def test_who_gives_more_at_the_call_than_time_alone_would_make_it_give_is_known_from_the_record() -> None:
    # Places 1/4 to 4/4: at the call all go .9 x the root of 3/4, 2/4, 1/4 and 0 of the way, .78, .64, .45 and 0.
    reading = Reading(negotiate(room(8, gaps=FAR, light=0.9), seed=1))
    record, ready = reading.record, 0.9 * np.sqrt([0.75, 0.5, 0.25, 0.0])
    found = [reading.gives_more_at_call(session) for session in range(record.n_rounds)]
    for session, more in enumerate(found):
        give, called = record.give[session][:, None], record.called[session]
        assert more.tolist() == (called & (ready > give)).tolist()
    assert {bool(more[0, q]) for more in found for q in (0, 1)} == {True, False}
    assert not any(more[:, 3].any() for more in found)


def test_with_a_programme_waiting_is_worth_nothing() -> None:
    drawn = room(8).model_dump(mode="json", by_alias=True)
    drawn["protocol"]["concede"]["premium"] = 0.25
    _, turn, after = next(play(Scenario.model_validate(drawn)))
    np.testing.assert_array_equal(turn.own_margin, after.state.gain - turn.aspiration[..., None])


def test_the_account_counts_only_on_clauses_that_are_called() -> None:
    # Half released, it asks .25 of the first clause and has .5: .25 is in its account.
    hold = {"key": "hold"}
    rows = [delegation("d0", 0.0, 0.0, 0.0, red_line=1.0, reservation=0.0, strategy=hold)]
    rules = CALLS | {"programme": CALLS["programme"] | {"stock_taking": 0}}
    negotiation = prepare(case(rows, issues=[issue(f"q{k}") for k in range(3)], protocol=PLAIN | rules))
    opened = negotiation.open(1, [0])
    state = opened.state
    state.give[:] = 0.5
    state.table[0, 0], state.is_clean[0, 0] = 0, True
    state.called = np.array([[True, True, False]])
    turn = negotiation.protocol.play(opened)
    assert turn.called[0].tolist() == [True, True, False]
    assert turn.credit[0, 0] == 0.25
    assert turn.own_margin[0, 0, 1, :3].tolist() == [0.5, 0.25, 0.0]  # .25 asked, .25 in the account
    assert turn.own_margin[0, 0, 2, :3].tolist() == [0.0, -0.25, -0.5]  # .5 asked
    # It goes .5 on the clause that is called, and on the other it keeps its bracket.
    assert state.reach[0, 0, 1:] == pytest.approx([0.5, 0.0])


@settings(max_examples=25)
@given(drawn=cases(protocol={"programme": True, "chair_text": {"patience": 1}}), seed=SEED)
def test_the_chairs_text_has_only_clauses_that_it_has_called(drawn: Data, seed: int) -> None:
    drawn["chair"]["powers"] = ["text"]
    for _, turn, _ in play(Scenario.model_validate(drawn), seed=seed):
        assert not (turn.chair_text[0] >= 0)[~turn.called[0]].any()


@settings(max_examples=25)
@given(drawn=cases(forms=True, protocol={"programme": True}), patience=st.integers(1, 3), seed=SEED)
def test_the_chairs_patience_counts_on_each_clause_from_its_call(
    drawn: Data, patience: int, seed: int
) -> None:
    drawn["chair"]["powers"] = ["text"]
    drawn["protocol"]["chair_text"] = {"patience": patience, "must_gain": False}
    for before, turn, room in play(Scenario.model_validate(drawn), seed=seed):
        waits = turn.called & ~room.state.is_clean
        assert np.array_equal(room.state.waited, np.where(waits, before.waited + 1, 0))
        due = turn.called & ~before.is_clean & ((before.waited >= patience) | turn.last[:, None])
        can = turn.admissible.any(axis=2)
        assert np.array_equal(turn.chair_text >= 0, due & can)


@pytest.mark.parametrize(
    ("rank", "texts", "ends"),
    # A text on the first clause once its call is three sessions ago (patience 3), the package once both are called.
    [((0.25, 0.5), 6, 6), ((0.25, 0.9), 6, 11), ((0.6, 0.9), 11, 11), ((0.25, 0.25), 6, 6)],
)
def test_the_chairs_text_waits_for_the_first_call_and_its_package_for_the_last(
    rank: tuple[float, float], texts: int, ends: int
) -> None:
    calls = {"late": 1.0, "light": 0.0, "stock_taking": 0}
    drawn = load_scenario("worked_package").model_dump(mode="json", by_alias=True)
    drawn["protocol"]["programme"] = calls
    small = Scenario.model_validate(drawn)
    negotiation = prepare(small)
    opened = negotiation.open(1, [0])
    opened.state.rank = np.array([rank])
    opened.state.traded = np.ones_like(opened.state.traded)  # both go to their limits once a clause is called
    first, session = None, 0
    while not opened.state.is_over[0]:
        turn, session = play_round(small, negotiation.protocol, opened), session + 1
        if first is None and (turn.chair_text >= 0).any():
            first = session
    assert (first, session) == (texts, ends)
    assert opened.state.is_clean.all()


def test_what_was_traded_on_a_clause_is_given_once_that_clause_is_called() -> None:
    drawn = load_scenario("worked_package").model_dump(mode="json", by_alias=True)
    drawn["protocol"]["programme"] = {"late": 1.0, "light": 0.0, "stock_taking": 0}
    small = Scenario.model_validate(drawn)
    negotiation = prepare(small)
    opened = negotiation.open(1, [0])
    opened.state.rank = np.array([[0.25, 0.9]])
    opened.state.traded = np.ones_like(opened.state.traded)
    seen = set()
    for _ in range(5):
        state, turn = opened.state.fork(), play_round(small, negotiation.protocol, opened)
        for place, called in enumerate(turn.called[0].tolist()):
            asked = state.limit if called else state.hope
            np.testing.assert_allclose(turn.aspiration[0, :, place], asked[0, :, place], atol=1e-12)
            seen.add(called)
    assert seen == {True, False}


@pytest.mark.parametrize(("agreed", "first"), [(True, 6), (False, 11)])
def test_the_chairs_package_waits_for_no_call_of_a_clause_that_is_agreed(*, agreed: bool, first: int) -> None:
    drawn = load_scenario("worked_package").model_dump(mode="json", by_alias=True)
    drawn["protocol"]["programme"] = {"late": 1.0, "light": 0.0, "stock_taking": 0}
    drawn["issues"].append(drawn["issues"][0] | {"key": "third"})
    clauses = drawn["document"]["sections"][0]["clauses"]
    clauses.append(clauses[0] | {"key": "c3", "label": "3.", "issue": "third"})
    for each in drawn["delegations"]:  # of the mean salience, so that the other two matter as they did
        each["mandate"]["third"] = each["mandate"]["seats"] | {"salience": 0.5}
    small = Scenario.model_validate(drawn)
    negotiation = prepare(small)
    opened = negotiation.open(1, [0])
    opened.state.rank = np.array([[0.25, 0.25, 0.9]])
    opened.state.traded = np.ones_like(opened.state.traded)  # all go to their limits once a clause is called
    opened.state.is_clean[0, 2] = agreed
    opened.state.folded[0, :, 2] = agreed  # and what was agreed is on nobody's account
    packages = [
        session
        for session in range(1, 12)
        if (play_round(small, negotiation.protocol, opened).closed_by > 0).any()
    ]
    assert packages[:1] == [first]


@pytest.mark.parametrize(("isolation", "closes"), [(0.0, 3), (1.0, 0)], ids=["it objects", "it gives in"])
def test_one_who_is_outvoted_keeps_a_clause_open_until_it_is_called(isolation: float, closes: int) -> None:
    rows = [delegation(f"d{k}", 1.0, red_line=1.0) for k in range(4)]
    rows.append(delegation("no", 0.5, red_line=1.0, reservation=0.0))
    rules = PLAIN | CALLS | {"programme": {"enabled": True, "stock_taking": 0}}
    drawn = case(
        rows,
        protocol=rules | {"signal": {"isolation": isolation}},
        forum={"decision": {"rule": "simple_majority"}},
        sessions=4,
    )
    assert simulate_batch(drawn, seed=1, replications=[0]).closed_at.tolist() == [[closes]]
