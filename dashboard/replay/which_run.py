"""Which run the replay shows: played afresh, read from a folder, or shipped worked out with its ensemble.

Runs and their replays are kept for the whole server and shared by all who look at them; nobody changes them.
"""

import gzip
import json
from functools import cache
from importlib.resources import files
from typing import Final, cast

import streamlit as st

from dashboard.frame.language import words_in
from dashboard.replay.ensemble import Ensemble
from dashboard.replay.played_runs import play_run
from dashboard.replay.replay_contract import Replay
from dashboard.replay.replay_data import WORDS, make_replay, tell_reasons
from simulation.repeating import repeating
from simulation.scenario import Scenario
from simulation.storage import Run
from simulation.version import version
from simulation.words import LANGUAGES

__all__ = [
    "SEED",
    "SHOWN",
    "command_of",
    "read_shown",
    "replay_of",
    "run_of",
    "shown_name",
]

SHOWN: Final = ("first_hour", "wtpf13", "wtpf13_training")
"""Cases whose replay ships worked out."""
SEED: Final = 1
"""Seed of what ships."""
_RUNS_KEPT: Final = 6
"""Runs that the server keeps in memory: ten megabytes each, about."""
_KEPT: Final = 16
"""Replays that it keeps: one or two megabytes each."""


def command_of(case: str, seed: int) -> list[str]:
    """Return the command that repeats a run of a case, word by word.

    >>> command_of("wtpf13", 3)
    ['delegation-sim', 'run', 'wtpf13', '--seed', '3']
    """
    return repeating(case, {"seed": seed}, ())


@st.cache_resource(max_entries=_RUNS_KEPT, show_spinner=False)
def run_of(key: str, seed: int, language: str, command: tuple[str, ...], _scenario: Scenario) -> Run:
    """Return the run of the case with this key; the case itself is not looked at when it is known."""
    del key
    return play_run(_scenario, seed=seed, language=language, command=command)


def replay_of(
    digest: str, language: str, selected: str | None, run: Run, ensemble: Ensemble | None
) -> Replay:
    """Return the replay of a run; `digest` tells runs apart, and `selected` is needed in a large room only."""
    words = words_in(language)
    replay = _whole(digest, language, 0 if ensemble is None else ensemble.n, run, ensemble)
    if selected is None:
        return replay
    return tell_reasons(replay, run, words, ensemble=ensemble, selected=selected)


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _whole(digest: str, language: str, runs: int, _run: Run, _ensemble: Ensemble | None) -> Replay:
    """Return the replay of a run in which nobody is selected."""
    del digest, runs
    return make_replay(_run, words_in(language), ensemble=_ensemble)


def shown_name(case: str, language: str) -> str:
    """Return the name of the file in `dashboard/replay/shipped` of a case in a language.

    >>> shown_name("wtpf13", "en"), shown_name("wtpf13", "fr")
    ('wtpf13.json.gz', 'wtpf13.fr.json.gz')
    """
    return f"{case}.json.gz" if language == "en" else f"{case}.{language}.json.gz"


@cache
def read_shown(case: str, language: str) -> Replay | None:
    """Return what ships of a case, in English if not in this language; None if nothing does, or of another version."""
    file = files("dashboard.replay").joinpath(
        "shipped", shown_name(case, language if language in LANGUAGES else "en")
    )
    if case not in SHOWN or not file.is_file():
        return None
    data = cast("Replay", json.loads(gzip.decompress(file.read_bytes())))
    data["words"] = words_in(language).part(WORDS)
    return data if data["version"] == version() else None
