"""What trial games have taught about forecasts of a seat: worked out by hand, and learned again from made-up games."""

import json
from dataclasses import asdict, replace

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from benchmarks.landings import Asked, Games, corrected_by, fitted, parts
from simulation import load_scenario
from simulation.errors import UnknownComponentError
from simulation.live import LiveNegotiation, SeatView, view_of
from simulation.live.moves import LEVELS
from simulation.training.corrected import (
    FILE,
    TERMS,
    Correction,
    corrections,
    evidence,
    published,
    taken,
    text_of,
)
from simulation.training.forecast import believed, closings, uncorrected

NONE = Correction(always=0.0, share=1.0, closed=0.0, last=0.0, agenda=0.0, ripe=0.0)


HELD = ("TAM",)
"""Who keeps every clause in brackets: one of four others who decide."""


def seen(*waited: int, closed: int = 0, session: int = 1) -> SeatView:
    """Return what a seat sees in a session with so many clauses closed, and one that has `waited` so long for each."""
    view = view_of(LiveNegotiation(load_scenario("first_hour"), seats=("SAB",), seed=4), "SAB")
    one = view.issues[0]
    issues = [replace(one, is_open=False, on_agenda=False, waited=9)] * closed
    issues += [
        replace(one, is_open=True, on_agenda=True, waited=sessions, brackets=HELD) for sessions in waited
    ]
    issues += [replace(one, is_open=True, on_agenda=False, waited=9)]  # not for today
    return replace(view, issues=tuple(issues), session=session)


def test_without_weights_a_share_is_believed_as_it_is() -> None:
    share = np.array([0.0, 0.2, 0.5, 0.9, 1.0])
    assert_allclose(NONE.of(share, seen(0, 1, 2, 3, 4, closed=2, session=6)), share)


def test_log_odds_are_the_sum_of_what_a_correction_goes_by() -> None:
    correction = Correction(always=-0.5, share=0.5, closed=2.0, last=-1.0, agenda=4.0, ripe=0.25)
    share, view = np.array([0.8, 0.5]), seen(0, 2, closed=3, session=6)
    assert_allclose(evidence(share, view), [[1, np.log(4), 0.5, 1, 0.15, 0], [1, 0, 0.5, 1, 0.15, 1.5]])
    odds = np.array([-0.5 + 0.5 * np.log(4) + 1.0 - 1.0 + 0.6, -0.5 + 1.0 - 1.0 + 0.6 + 0.375])
    assert_allclose(correction.of(share, view), 1 / (1 + np.exp(-odds)))


def test_where_all_futures_agree_they_are_believed() -> None:
    correction = replace(NONE, always=2.0)
    believed = correction.of(np.array([0.0, 0.5, 1.0]), seen(0, 0, 0))
    assert_allclose(believed, [0.0, 1 / (1 + np.exp(-2.0)), 1.0])


@pytest.mark.parametrize("level", LEVELS)
def test_more_futures_are_never_believed_less_and_a_room_that_closes_is_believed_to_go_on(level: str) -> None:
    found = published(level)
    shares = np.linspace(0.0, 1.0, 21)
    ladder = [float(found.of(np.array([one]), seen(0, closed=1))[0]) for one in shares]
    assert (np.diff(ladder) >= 0.0).all()
    assert found.share > 0.0
    by_closed = [float(found.of(np.array([0.5]), seen(0, closed=closed))[0]) for closed in range(4)]
    assert (np.diff(by_closed) > 0.0).all()
    by_wait = found.of(np.full(4, 0.5), seen(0, 1, 2, 9, closed=1))
    assert (np.diff(by_wait[:3]) > 0.0).all()
    assert by_wait[2] == by_wait[3]


@pytest.mark.parametrize("believed", [0.0, 0.1, 0.5, 0.875, 1.0])
def test_futures_are_taken_until_the_share_that_is_believed_closes(believed: float) -> None:
    closes = np.array([True, False, False, True, False, False, False, False] * 5)
    rows = taken(closes, believed)
    assert len(rows) == len(closes)
    assert closes[rows].mean() == pytest.approx(believed, abs=0.5 / len(closes))
    for kind in (True, False):
        often = np.bincount(rows, minlength=len(closes))[closes == kind]
        assert often.max() - often.min() <= 1


def test_futures_that_agree_are_each_taken_once() -> None:
    for closes in (np.ones(7, dtype=bool), np.zeros(7, dtype=bool)):
        assert_array_equal(taken(closes, 0.3), np.arange(7))


def games(correction: Correction, *, n: int) -> Games:
    """Return made-up games of two cases in which clauses close as often as a correction says."""
    chance = np.random.default_rng(3)
    found: Games = {}
    for case in ("first_hour", "ai_oversight"):
        rows = np.column_stack(
            [
                np.ones(n),
                chance.normal(0.0, 1.5, n),
                chance.choice([0.0, 0.25, 0.5, 0.75], n),
                chance.random(n) < 0.2,
                chance.uniform(-0.4, 0.4, n),
                chance.choice([0.0, 1.0, 2.0], n) * chance.random(n),
            ]
        )
        odds = rows @ np.array([getattr(correction, term) for term in TERMS])
        closed = chance.random(n) < 1 / (1 + np.exp(-odds))
        asked = [
            Asked(1, 0.5, bool(one), 0.5, tuple(row)) for one, row in zip(closed, rows.tolist(), strict=True)
        ]
        found[case] = [("SAB", asked[::2]), ("SAB", asked[1::2])]
    return found


def test_a_correction_is_learned_from_games_that_it_made() -> None:
    true = Correction(always=-0.5, share=0.7, closed=2.0, last=-1.0, agenda=3.0, ripe=0.5)
    found = fitted(games(true, n=20_000))
    for term, value in asdict(true).items():
        assert getattr(found, term) == pytest.approx(value, abs=0.3), term


def test_other_levels_learn_what_differs_from_standard() -> None:
    standard = published("standard")
    same, fewer = (
        fitted(games(replace(standard, always=standard.always + by), n=20_000), skill="hard")
        for by in (0.0, -1.0)
    )
    for term, value in asdict(standard).items():
        assert getattr(same, term) == pytest.approx(value, abs=0.1), term
    assert fewer.always < standard.always - 0.4


def test_what_is_written_is_read_again_and_says_where_it_comes_from() -> None:
    found = games(NONE, n=300)
    text = corrected_by(found, first=101, seeds=60, skill="hard")
    told = json.loads(text)["levels"]["hard"]
    assert told["seeds"] == [101, 160]
    assert told["clauses"] == 600
    assert set(told["cases"]) == {"first_hour", "ai_oversight"}
    by_level = corrections(text)
    assert asdict(by_level["hard"]) == pytest.approx(asdict(fitted(found, skill="hard")), abs=1e-4)
    assert by_level["standard"] == published(
        "standard"
    )  # of what was learned at other levels nothing changes


def test_a_level_that_was_not_fitted_goes_by_what_standard_has_taught() -> None:
    origin: dict[str, object] = {}
    found = corrections(text_of('{"levels": {}}', "standard", NONE, origin))
    assert found == dict.fromkeys(LEVELS, NONE)


def test_a_file_with_a_level_that_no_game_is_played_at_is_refused() -> None:
    text = FILE.read_text(encoding="utf-8").replace('"hard"', '"harder"')
    with pytest.raises(UnknownComponentError, match="No skill is called 'harder'"):
        corrections(text)


@pytest.mark.parametrize("level", json.loads(FILE.read_text(encoding="utf-8"))["levels"])
def test_the_correction_that_ships_comes_from_other_games_than_those_it_is_judged_by(level: str) -> None:
    told = json.loads(FILE.read_text(encoding="utf-8"))["levels"][level]
    first, last = told["seeds"]
    assert 30 < first <= last <= 200  # docs/explanation/live.md: seeds 1 to 30, and from 201 on
    assert told["clauses"] > 700
    assert asdict(published(level)) == told["weights"]


def test_a_forecast_goes_by_what_games_of_its_level_have_taught() -> None:
    shares = {"pace": 0.3, "mechanism": 0.6}
    view = seen(0, 2, closed=1)
    told = [list(believed(shares, replace(view, level=level)).values()) for level in LEVELS]
    for level, found in zip(LEVELS, told, strict=True):
        assert_allclose(found, published(level).of(np.array([0.3, 0.6]), view))
    assert told[LEVELS.index("hard")] != told[LEVELS.index("standard")]


def test_closings_at_hard_are_corrected_as_hard_games_have_taught() -> None:
    case = load_scenario("first_hour")
    view = view_of(LiveNegotiation(case, seats=("SAB",), seed=4, level="hard"), "SAB")
    plain = uncorrected(view, case, replications=40)
    of_hard = published("hard").of(np.array(list(plain.values())), view)
    assert_allclose(list(closings(view, case, replications=40).values()), of_hard)


def test_parts_of_the_error_are_those_of_murphy() -> None:
    # Two tenths: .25 said of four of which one closed, .75 said of two of which both did.
    share, closed = np.array([0.25] * 4 + [0.75] * 2), np.array([1.0, 0, 0, 0, 1, 1])
    off, apart = parts(share, closed)
    assert off == pytest.approx(2 / 6 * 0.25**2)
    assert apart == pytest.approx(4 / 6 * 0.25**2 + 2 / 6 * 0.5**2)
    assert off - apart + 0.25 == pytest.approx(((share - closed) ** 2).mean())
