"""How would this land: futures that fit what a seat knows, soon and then surely."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from simulation import load_scenario
from simulation.engine.batch import prepare
from simulation.live import IllegalMoveError, LiveNegotiation, SeatMove, SeatView, view_of
from simulation.live.moves import SIGNAL_OF
from simulation.live.request import Answer, Priorities, Says, Told
from simulation.scenario.schema import Scenario
from simulation.training.beliefs import Belief, DrawnPace
from simulation.training.forecast import ENDS, Landing, _people, closings, landing, uncorrected

TRAINING = load_scenario("wtpf13_training")


def at(session: int, seat: str = "LUM", seed: int = 4, case: Scenario = TRAINING) -> LiveNegotiation:
    live = LiveNegotiation(case, seats=(seat,), seed=seed)
    while live.session < session:
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
    return live


def test_the_first_estimate_comes_early_and_the_last_rests_on_all() -> None:
    view = view_of(at(1), "LUM")
    steps = list(landing(view, TRAINING, issue="roles", option="tunis_35_37", replications=50, first=20))
    assert [step.asked.n for step in steps] == [20, 40, 50]
    for step in steps:
        for told in (step.asked, step.without):
            assert sum(told.shares.values()) == pytest.approx(1.0)
            assert set(told.shares) == set(ENDS)
            assert told.low <= told.closes <= told.high
            assert told.closes == pytest.approx(told.shares["clean"] + told.shares["with_statement"])
        assert step.change.value == pytest.approx(step.asked.closes - step.without.closes)
        assert (step.change.low <= step.change.value <= step.change.high, step.change.n) == (
            True,
            step.asked.n,
        )


def test_a_forecast_knows_the_level_of_its_game() -> None:
    view = replace(view_of(at(1), "LUM"), level="hard")
    (told,) = landing(view, TRAINING, issue="roles", option="tunis_35_37", replications=20, first=20)
    assert (told.asked.level, told.without.level) == ("hard", "hard")


def test_the_same_question_has_the_same_answer() -> None:
    view = view_of(at(3), "LUM")
    issue = next(issue for issue in view.issues if issue.on_agenda)
    option = next(option for option in issue.written if not option.on_table)
    once, again = (
        list(landing(view, TRAINING, issue=issue.key, option=option.key, replications=20)) for _ in range(2)
    )
    assert once == again


def test_a_forecast_begins_with_what_the_seat_has_done_itself() -> None:
    live = at(2)
    live.submit(SeatMove(seat="LUM", move="consult_capital"))
    for other, session in (("", 3), ("TAM", 3), ("", 4)):
        while live.session < session:
            live.submit(SeatMove(seat="LUM", move="done"))
            live.advance()
        if other:
            live.submit(SeatMove(seat="LUM", move="consult_bilaterally", to=other))
        view, people = view_of(live, "LUM"), live.live.people
        believed = _people(Belief.of(TRAINING, view).room(range(2)), view, None)
        np.testing.assert_array_equal(believed.hastened, people.hastened)
        np.testing.assert_array_equal(believed.talked, people.talked)
        assert people.talked.any() == bool(other)
    assert people.hastened.any()


def closes(case: Scenario, session: int, key: str, futures: int = 60) -> float:
    """Return in how many futures a clause of the agenda closes, nothing new tabled."""
    return uncorrected(view_of(at(session, case=case), "LUM"), case, replications=futures)[key]


def test_without_a_programme_more_closes_late_in_the_conference_than_early() -> None:
    case = load_scenario("wtpf13_training", overrides={"protocol.programme": "false"})
    early = closes(case, 1, "boundary")
    assert early < 0.9
    assert closes(case, 5, "boundary") > early + 0.1


def test_a_called_clause_is_more_likely_to_close_at_the_next_reading() -> None:
    # Each session reads all clauses here; two readings are looked at, and the chair has called none by session 3.
    case = load_scenario("wtpf13_training", overrides={"protocol.clock.floor": "8"})
    view = view_of(at(3, seed=1001, case=case), "LUM")
    assert not [issue.key for issue in view.issues if issue.is_open and issue.is_called]
    called = replace(view, issues=tuple(replace(issue, is_called=True) for issue in view.issues))
    before, after = (uncorrected(one, case, replications=60) for one in (view, called))
    # An easy one: all are ready to go far on it at once.
    assert after["development"] > before["development"] + 0.1
    assert np.mean(list(after.values())) > np.mean(list(before.values()))


def test_the_room_that_is_believed_in_stands_where_the_seat_sees_it() -> None:
    live = at(7)
    view = view_of(live, "LUM")
    room = Belief.of(TRAINING, view).room(range(6))
    state = live.live.room.state
    for name in ("table", "is_clean", "readings", "platform", "closed_at", "deadline", "waited"):
        believed, real = getattr(room.state, name), getattr(state, name)
        np.testing.assert_array_equal(believed, np.broadcast_to(real, believed.shape), err_msg=name)
    # Of the brackets, those on the wording that is on the table: more is not to be seen.
    assert (room.state.objects <= state.objects).all()
    assert [row.sum() for row in room.state.objects[0].T] == [len(issue.brackets) for issue in view.issues]
    own = view.delegations.index("LUM")
    np.testing.assert_allclose(room.state.gain[:, own], np.repeat(state.gain[:, own], 6, axis=0), atol=1e-9)
    np.testing.assert_allclose(room.state.give[:, own], state.give[0, own])


def test_the_room_that_is_believed_in_knows_which_wordings_groups_have_written() -> None:
    live = LiveNegotiation(TRAINING, seed=4, seats=("LUM",))
    live.submit(SeatMove(seat="LUM", move="hand_over"))
    while not live.live.room.state.written[0][live.live.room.tableau.drafted].any():
        live.advance()
    room = Belief.of(TRAINING, view_of(live, "LUM")).room(range(3))
    written = live.live.room.state.written
    np.testing.assert_array_equal(room.state.written, np.broadcast_to(written, room.state.written.shape))


def test_before_a_word_is_said_others_are_believed_to_have_released_nothing() -> None:
    view = view_of(at(1), "LUM")
    room = Belief.of(TRAINING, view).room(range(20))
    assert not np.delete(room.state.give, view.delegations.index("LUM"), axis=1).any()


def test_without_a_clock_others_are_believed_to_release_as_much_as_capitals_send() -> None:
    # Capitals differ by half of the mean, either way (`concede.unevenness`).
    case = load_scenario("wtpf13_training", overrides={"protocol.clock": "false"})
    view = view_of(at(3, seed=1, case=case), "LUM")
    room = Belief.of(case, view).room(range(100))
    given = room.state.give[:, view.delegations.index("TAM")]
    assert given.mean() == pytest.approx(2 * 0.32, abs=0.06)
    assert given.min() >= 0.32
    assert given.max() <= 0.96
    assert given.std() > 0.05


def said_by_tam(signal: str) -> SeatView:
    """Return what a seat sees to whom TAM said the same of all that was put, and the others what they say."""
    view = view_of(at(7), "LUM")
    heard = tuple(
        tuple(
            replace(move, move=signal) if move.delegation == "TAM" and move.move in SIGNAL_OF else move
            for move in moves
        )
        for moves in view.heard
    )
    return replace(view, heard=heard)


def test_who_held_out_for_long_is_believed_slower_than_who_gave() -> None:
    gone = list[float]()
    for signal in ("object_formally", "can_live_with"):
        view = said_by_tam(signal)
        state = Belief.of(TRAINING, view).room(range(100)).state
        gone.append(float(state.give[:, view.delegations.index("TAM")].mean()))
    assert gone[0] + 0.1 < gone[1]


def test_at_the_hard_level_that_delegations_hold_out_explains_their_objections() -> None:
    view = said_by_tam("object_formally")
    tam = view.delegations.index("TAM")
    # The same drawings in the same moods: whoever holds out on what is dear to it objects more likely.
    plain, hard = (
        Belief.of(TRAINING, replace(view, level=level)).explained.fit[tam] for level in ("standard", "hard")
    )
    assert (hard > plain + 1.0).any()
    assert hard.mean() > plain.mean() + 0.02


def test_a_room_in_which_all_take_what_is_put_is_believed_to_be_in_a_better_mood() -> None:
    view = view_of(at(8), "LUM")
    mood = list[float]()
    for signal in ("object_formally", "can_live_with"):
        heard = tuple(
            tuple(replace(move, move=signal) for move in moves if move.move in SIGNAL_OF)
            for moves in view.heard
        )
        mood.append(float(Belief.of(TRAINING, replace(view, heard=heard)).room(range(100)).state.mood.mean()))
    assert mood[0] + 0.05 < mood[1]


def test_a_room_put_together_anew_takes_every_chance_from_what_it_believes() -> None:
    room = Belief.of(TRAINING, view_of(at(6), "LUM")).room(range(12))
    part = room.take(np.array([7, 2]))
    ((_, whole),) = [(one, rows) for one, rows in room.setting.strategies if isinstance(one, DrawnPace)]
    taken = next(one for one, _ in part.setting.strategies if isinstance(one, DrawnPace))
    given = next(one for one, _ in room.setting.strategies if isinstance(one, DrawnPace))
    np.testing.assert_array_equal(taken.exponent, given.exponent[[7, 2]])
    assert len(whole) == room.tableau.n_delegations - 1  # the seat goes by its own instructions


def test_others_are_believed_to_have_lists_of_fallbacks_and_the_seat_to_have_its_own() -> None:
    case = load_scenario("first_hour")
    live = LiveNegotiation(case, seats=("SAB",), seed=1001)
    view = view_of(live, "SAB")
    tableau, real = Belief.of(case, view).room(range(200)).tableau, live.live.room.tableau
    own = view.delegations.index("SAB")
    np.testing.assert_array_equal(
        tableau.release[:, own], np.broadcast_to(real.release[own], tableau.release[:, own].shape)
    )
    others = np.delete(tableau.has_fallbacks, own, axis=1)
    assert 0.4 < others.mean() < 0.9  # some have one, some go by their limit


def test_where_all_but_one_let_go_early_the_last_is_believed_to_do_so_too() -> None:
    # What KAS is seen to do is nothing at all: of it only the room tells.
    case = load_scenario("ai_oversight")
    view = view_of(at(3, "TAV", seed=1001, case=case), "TAV")
    kas, gone = view.delegations.index("KAS"), list[float]()
    for signal in ("object_formally", "can_live_with"):
        heard = tuple(
            tuple(
                replace(move, move=signal)
                for move in moves
                if move.move in SIGNAL_OF and move.delegation != "KAS"
            )
            for moves in view.heard
        )
        state = Belief.of(case, replace(view, heard=heard)).room(range(200)).state
        gone.append(float(state.give[:, kas].mean()))
    assert gone[0] + 0.05 < gone[1]


def test_all_clauses_at_once_are_told_what_each_is_told_alone() -> None:
    view = view_of(at(9), "LUM")
    together = closings(view, TRAINING, replications=30)
    assert set(together) == {issue.key for issue in view.issues if issue.is_open and issue.on_agenda}
    for issue in view.issues:
        if issue.key in together:
            option = next(option for option in issue.options if not option.on_table)
            *_, found = landing(view, TRAINING, issue=issue.key, option=option.key, replications=30, first=30)
            assert together[issue.key] == pytest.approx(found.without.closes, abs=0.5 / 30)


def test_drawn_instructions_fit_what_was_said_better_than_chance() -> None:
    live = at(8)
    view = view_of(live, "LUM")
    room = Belief.of(TRAINING, view).room(range(200))
    said_yes = [
        (view.delegations.index(other.key), issue, option)
        for other in view.others
        for (issue, option), signal in other.signals.items()
        if signal in ("support", "can_live_with")
    ]
    assert len(said_yes) > 20
    keys = {issue.key: [option.key for option in issue.options] for issue in view.issues}
    order = list(keys)
    red = [room.state.is_red[:, row, order.index(i), keys[i].index(o)].mean() for row, i, o in said_yes]
    assert np.mean(red) < 0.05


@cache
def late() -> SeatView:
    return view_of(at(8), "LUM")


def believed_to_accept(*answers: Answer, priorities: Priorities | None = None) -> tuple[float, float]:
    """Return how often TAM could accept a wording of the first clause today, and how often roles matters most."""
    view = late()
    told = Told(by="TAM", answers=answers, priorities=priorities)
    others = tuple(
        replace(other, told=told if other.key == "TAM" and (answers or priorities) else None)
        for other in view.others
    )
    belief = Belief.of(TRAINING, replace(view, others=others, heard=()))
    room = belief.room(range(300))
    tam, state = view.delegations.index("TAM"), room.state
    option = next(at for at, one in enumerate(view.issues[0].options) if one.key == "sovereign_first")
    dearest = float((state.salience[:, tam].argmax(axis=1) == 0).mean())
    return float(belief.protocol.begin(room).could[:, tam, 0, option].mean()), dearest


def test_what_was_said_in_a_talk_is_believed_and_what_was_not_named_stays_open() -> None:
    said: tuple[Says, ...] = ("yes", "no", "evades")
    now = late().session
    yes, no, evades = (
        Answer(issue="roles", option="sovereign_first", says=says, session=now) for says in said
    )
    other = Answer(issue="roles", option="tunis_35_37", says="yes", session=1)
    untold = believed_to_accept()[0]
    refused = believed_to_accept(no)[0]
    assert believed_to_accept(yes)[0] > untold > refused
    assert believed_to_accept(evades)[0] == untold
    # What it refused in an earlier session the clock explains as well, so that tells less than a refusal of today.
    before = believed_to_accept(replace(no, session=now - 2))[0]
    assert before == pytest.approx(untold, abs=0.1)
    assert before > refused
    assert believed_to_accept(other)[0] == pytest.approx(untold, abs=0.1)


def test_the_more_clearly_a_priority_was_named_the_more_it_is_believed() -> None:
    shares = [
        believed_to_accept(priorities=said)[1]
        for said in (
            None,
            Priorities(cares=("roles", "pace"), session=1),
            Priorities(cares=("roles",), session=1),
        )
    ]
    assert shares[0] + 0.05 < shares[1] < shares[2] - 0.1
    assert shares[1] == pytest.approx(shares[2] / 2, abs=0.1)  # one of two


@pytest.mark.parametrize("replication", [0, 7])
def test_no_future_of_a_forecast_is_drawn_as_the_game_itself_can_go_on(replication: int) -> None:
    live = LiveNegotiation(TRAINING, seats=("LUM",), seed=4, replication=replication)
    believed = Belief.of(TRAINING, view_of(live, "LUM")).room(range(200))
    game = prepare(TRAINING).open(4, range(200))
    for name in ("talk", "floor", "platform", "tie", "chair_talk"):
        drawn, real = getattr(believed.draws, name), getattr(game.draws, name)
        assert drawn.shape == real.shape
        assert not np.isin(drawn, real).any(), name
        assert np.isin(getattr(live.live.room.draws, name), real).all(), name


def test_a_question_at_the_wrong_time_or_of_the_wrong_thing_is_refused() -> None:
    live = at(1)
    view = view_of(live, "LUM")
    with pytest.raises(IllegalMoveError, match="no open clause “moon”"):
        next(landing(view, TRAINING, issue="moon", option="x"))
    with pytest.raises(IllegalMoveError, match="has no wording “moon”"):
        next(landing(view, TRAINING, issue="roles", option="moon"))
    with pytest.raises(IllegalMoveError, match="not on the agenda of this session"):
        next(landing(view, TRAINING, issue="venue", option="existing"))
    live.submit(SeatMove(seat="LUM", move="done"))
    live.advance()
    with pytest.raises(IllegalMoveError, match="during the talks"):
        next(landing(view_of(live, "LUM"), TRAINING, issue="roles", option="tunis_35_37"))


@pytest.mark.parametrize(
    ("level", "closes", "band", "tried"),
    [
        ("standard", 0.0, (0.0, 0.1), (0.00, 0.15)),
        ("standard", 0.1, (0.1, 0.3), (0.13, 0.33)),
        ("standard", 0.5, (0.3, 0.7), (0.34, 0.72)),
        ("standard", 1.0, (0.9, 1.0), (0.98, 1.00)),
        ("hard", 0.1, (0.1, 0.3), (0.12, 0.43)),
    ],
)
def test_beside_a_share_stands_how_often_it_came_true_where_it_was_tried(
    level: str, closes: float, band: tuple[float, float], tried: tuple[float, float]
) -> None:
    told = Landing(n=200, shares={}, closes=closes, low=closes, high=closes, yours=0.0, level=level)
    assert (told.band, told.tried) == (
        band,
        tried,
    )  # docs/explanation/live.md: `python -m benchmarks.landings`
