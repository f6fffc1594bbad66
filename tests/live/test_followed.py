"""What everybody has followed, kept up session by session, is what the whole record says."""

import numpy as np
import pytest

from simulation.abm import NegotiationModel
from simulation.live import LiveNegotiation
from simulation.live.followed import Followed
from simulation.protocols.result import SIGNALS
from simulation.reasons.record_reading import moments_of
from tests.live.playing import Wanderer, play_to_the_end
from tests.own_agents import Silent, Stubborn


@pytest.fixture(scope="module")
def played() -> LiveNegotiation:
    live = LiveNegotiation("first_hour", seats=("SAB", "TAM"), seed=2)
    play_to_the_end(live, Wanderer(live.case, seed=2))
    return live


def test_what_was_signalled_last_is_the_last_signal_of_the_record(played: LiveNegotiation) -> None:
    followed, signal = played.live.followed, played.record.signal
    given = signal >= 0
    when = given.shape[0] - 1 - given[::-1].argmax(axis=0)
    last = np.take_along_axis(signal, when[None], axis=0)[0]
    np.testing.assert_array_equal(followed.last_signals, np.where(given.any(axis=0), last, -1))
    issues = played.case.issues
    for row, said in enumerate(followed.signals):
        for issue, option in np.argwhere(followed.last_signals[row] >= 0).tolist():
            code = followed.last_signals[row, issue, option]
            assert said[issues[issue].key, issues[issue].options[option].key] == SIGNALS[code]
        assert len(said) == (followed.last_signals[row] >= 0).sum()


def test_who_stands_for_what_is_what_the_record_says(played: LiveNegotiation) -> None:
    record, followed = played.record, played.live.followed
    last, platform = moments_of(record)[record.n_rounds], record.platform[-1]
    np.testing.assert_array_equal(np.where(platform >= 0, platform, followed.tabled), last.holds)
    np.testing.assert_array_equal(followed.is_read, last.is_read)


def test_where_somebody_seems_to_stand_follows_coalitions_then_signals_then_the_opening(
    played: LiveNegotiation,
) -> None:
    record, places = played.record, played.live.followed.places
    lies = record.tableau.option_position
    assert places.shape == (record.n_rounds + 1, *record.position.shape[1:])
    np.testing.assert_array_equal(places[0], record.tableau.ideal[0])
    for session, row, issue in np.ndindex(record.n_rounds, *places.shape[1:]):
        member, signal = record.platform[session, row, issue], record.signal[session, row, issue]
        accepted = [option for option, code in enumerate(signal) if code in (0, 1)]
        table = lies[issue, record.table[session + 1, issue]]
        if member >= 0:
            there = lies[issue, member]
        elif accepted:
            there = lies[issue, min(accepted, key=lambda option: abs(lies[issue, option] - table))]
        else:
            there = places[session, row, issue]
        assert places[session + 1, row, issue] == there


def test_a_fork_follows_its_own_course() -> None:
    model = NegotiationModel("first_hour", seed=3, seats={"SAB": Stubborn})
    model.step()
    twin = model.fork()
    twin.put("SAB", Silent)
    model.run_for(2)
    twin.run_for(2)
    assert model.live is not None
    assert twin.live is not None
    left, right = model.live.followed, twin.live.followed
    np.testing.assert_array_equal(left.places[1], right.places[1])
    assert not np.array_equal(left.last_signals, right.last_signals)
    for live, known in ((model.live, left), (twin.live, right)):
        anew = Followed.at_the_opening(live.recorder)
        for _ in range(known.held):
            anew = anew.after(live.recorder)
        np.testing.assert_array_equal(anew.places, known.places)
        assert anew.signals == known.signals


def test_nobody_reads_the_record_for_agents_that_do_not_look() -> None:
    model = NegotiationModel("first_hour", seed=3, seats={"SAB": Stubborn})
    model.run_for(3)
    assert model.live is not None
    assert (model.live.heard, model.live.kept) == ([], None)
