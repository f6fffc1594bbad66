"""The card names as cheap to give only what matters little to the seat in its whole brief, whatever is open still."""

from dataclasses import replace

import pytest

from dashboard.frame.language import words_in
from dashboard.seat.card_told import Card
from dashboard.seat.headline_told import Teller
from dashboard.seat.public_sheet import sheet_of
from simulation import load_scenario
from simulation.live import LiveNegotiation, view_of
from simulation.training.weighed import by_stake
from tests.spoken_for import BY_LANGUAGE

CASES = {"first_hour": "NOR", "wtpf13_training": "LUM"}


@pytest.mark.parametrize("language", BY_LANGUAGE)
@pytest.mark.parametrize("case", CASES)
def test_only_the_lower_half_of_the_brief_is_named_as_cheap(case: str, language: str) -> None:
    live = LiveNegotiation(load_scenario(case), seats=(CASES[case],))
    view, sheet, words = view_of(live, CASES[case]), sheet_of(live.case), words_in(language)
    ordered = [issue.key for issue in by_stake(view)]
    lower = ordered[(len(ordered) + 1) // 2 :]
    for still in range(len(ordered) + 1):  # the cheapest are agreed first, as they are in a room
        left = ordered[:still]
        issues = tuple(replace(issue, is_open=issue.key in left) for issue in view.issues)
        tell = Teller(replace(view, issues=issues), sheet, words)
        cheap = [key for key in reversed(lower) if key in left][:2]
        assert Card(tell).gives == [
            words.say(
                f"seat.card.give.{'line' if key == ordered[-1] else 'next'}",
                issue=tell.issue(key),
            )
            for key in cheap
        ]
    assert cheap
