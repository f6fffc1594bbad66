"""How good is "How would this land?": what is forecast is what is scored, and told as it is scored."""

import numpy as np
import pytest

from benchmarks.landings import Asked, as_data, as_lines, closes, contest_of, played
from simulation import load_scenario
from simulation.evidence.validation.published_table import refusal
from simulation.evidence.validation.tested_rows import PARTS
from simulation.live import LiveNegotiation, SeatMove
from simulation.live.moves import LEVELS
from simulation.training.corrected import TERMS, published


def test_a_forecast_is_scored_by_the_next_two_readings_and_without_them_by_the_end() -> None:
    live = LiveNegotiation(load_scenario("first_hour"), seats=("SAB",), seed=4)
    live.submit(SeatMove(seat="SAB", move="hand_over"))
    record = live.play_out()
    for place in range(4):
        read = np.flatnonzero(record.opened[:, place]) + 1  # sessions, counted from 1
        closed = (
            int(record.is_clean[:, place].argmax()) if record.is_clean[-1, place] else record.n_rounds + 1
        )
        for session in range(1, record.n_rounds + 1):
            left = read[read >= session]
            last = left[1] if len(left) > 1 else record.n_rounds
            on_words = record.tableau.commits[place, record.table[-1, place]]
            assert closes(record, place, session) == (closed <= last and bool(on_words))


def test_contest_and_lines_tell_the_same_error() -> None:
    told = ((0.9, 1), (0.8, 0), (0.1, 0), (0.95, 1))
    asked = [Asked(session=1, share=share, closed=bool(closed)) for share, closed in told]
    games = [("SAB", asked[:2]), ("SAB", asked[2:])]
    contest = contest_of("first_hour", games)
    assert contest.value.value == pytest.approx((0.01 + 0.64 + 0.01 + 0.0025) / 4)
    found = {"first_hour": games, "wtpf13_training": [(seat, asked) for seat in ("LUM", "MON", "TAM")]}
    found["first_hour"] = [(seat, asked) for seat in ("SAB", "NOR", "TAM")]
    found["ai_oversight"] = [(seat, asked) for seat in ("TAV", "CLA", "VEN")]
    lines = list(as_lines(found))
    assert "first_hour SAB: 4 clauses, squared error 0.166, always the mean 0.250" in lines
    assert "  band 4: 2 clauses, said 0.93, closed 1.00" in lines


def test_games_of_a_level_are_played_and_forecast_at_that_level() -> None:
    found = {level: list(played("first_hour", "SAB", (1,), 3, skill=level)) for level in ("standard", "hard")}
    for level, asked in found.items():
        weights = np.array([getattr(published(level), term) for term in TERMS])
        for one in asked:
            if 0.0 < one.plain < 1.0:
                assert one.share == pytest.approx(1 / (1 + np.exp(-np.array(one.evidence) @ weights)))
    plain = {level: [one.plain for one in asked] for level, asked in found.items()}
    assert plain["standard"] != plain["hard"]  # the futures too


def test_the_table_of_the_page_takes_games_at_standard_and_refuses_others() -> None:
    asked = [Asked(session=1, share=0.5, closed=True), Asked(session=1, share=0.5, closed=False)]
    found = {case: [("SAB", asked)] for case in ("wtpf13_training", "first_hour", "ai_oversight")}
    part = next(part for part in PARTS if part.key == "landings")
    told = {skill: refusal(part, as_data(found, skill=skill)) for skill in LEVELS}
    assert told["standard"] == ""
    assert all("lacks landings.wtpf13_training" in told[skill] for skill in ("easy", "hard"))
