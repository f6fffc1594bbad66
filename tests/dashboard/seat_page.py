"""What the tests of the seat's pages share: a game on a page, and a bot that plays it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from streamlit.testing.v1 import AppTest

from dashboard.seat.clauses_told import FLOOR
from dashboard.seat.game import ON_DISK, Game
from simulation.words import catalogue

__all__ = ["FOLDS", "NEVER", "buttons_of", "game_of", "logs_in", "play_on", "press", "take_seat", "unfold"]

NEVER = ("seat.keep.leave", "seat.again", "seat.hand_over.now", "shell.case.lost")
"""Buttons that a bot leaves alone: they end its game."""
FOLDS = (
    "seat-talk",
    "seat-chairs",
    "seat-package",
    "seat-trade-0",
    "seat-more",
    "seat-keep",
    "seat-room-table",
)
"""Parts of the page of a game that are made once they are opened."""


def press(app: AppTest, key: str) -> AppTest:
    """Press a button and look for no mistake in what comes."""
    app.button(key=key).click().run()
    assert not app.exception, app.exception[0].message
    return app


def take_seat(app: AppTest, degree: str = "easy") -> AppTest:
    """Take a suggested seat, go to the table and open all that is folded away."""
    press(app, f"seat.take.{degree}")
    return unfold(press(app, "seat.begin"))


def unfold(app: AppTest) -> AppTest:
    """Open all that is folded away on the page of a game."""
    for key in FOLDS:
        app.session_state[key] = True
    app.run()
    assert not app.exception, app.exception[0].message
    return app


def game_of(app: AppTest) -> Game:
    """Return the game at hand."""
    found: Game = app.session_state["memory"].pages["seat"]
    return found


def logs_in(folder: Path) -> list[Path]:
    """Return the games that a server keeps."""
    return sorted((folder / ON_DISK).glob("*.json"))


def play_on(app: AppTest, chance: np.random.Generator, *, most: int, actions: int = 3) -> list[str]:
    """Let a bot press what there is, then end its turn, until it is over; return the titles that it saw."""
    seen = []
    for _ in range(most):
        seen.append(app.title[0].value)
        if "seat.done" not in {button.key for button in app.button}:
            break
        for _ in range(actions):
            _do_something(app, chance)
        if "seat.done" in {button.key for button in app.button}:
            press(app, "seat.done")
    return seen


def buttons_of(app: AppTest) -> Sequence[Any]:
    """Return the groups of buttons of which one is chosen."""
    return list(app.get("button_group"))


def _do_something(app: AppTest, chance: np.random.Generator) -> None:
    signals = [group for group in buttons_of(app) if group.key and group.key.startswith("seat.signal.")]
    if signals and chance.random() < 0.5:
        group = signals[int(chance.integers(len(signals)))]
        phase = group.key.split(".")[2]
        there = [
            name for name in FLOOR if catalogue("en").get(f"seat.signal.{phase}.{name}") in group.options
        ]
        group.set_value(there[int(chance.integers(len(there)))]).run()
    else:
        keys = [
            button.key
            for button in app.button
            if button.key and button.key.startswith("seat.") and not button.disabled
        ]
        allowed = [key for key in keys if key not in (*NEVER, "seat.done", "seat.forecast.ask")]
        app.button(key=allowed[int(chance.integers(len(allowed)))]).click().run()
    assert not app.exception, app.exception[0].message
