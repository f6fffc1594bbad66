"""Which run the replay shows: played afresh, read from a folder, or shipped worked out with its ensemble and story.

Replays are kept for the whole server and shared by all who look at them; nobody changes them.
"""

import gzip
import json
from functools import cache
from importlib.resources import files
from typing import Any, Final, cast

import streamlit as st

from dashboard.frame.language import words_in
from dashboard.replay.ensemble import Ensemble
from dashboard.replay.replay_contract import Replay
from dashboard.replay.replay_data import WORDS, make_replay, tell_reasons
from dashboard.replay.story_files import Story
from simulation.protocols.parameter_sets import MEDIAN
from simulation.repeating import repeating
from simulation.storage import Run
from simulation.version import version
from simulation.words import LANGUAGES

__all__ = [
    "SEED",
    "SHOWN",
    "command_of",
    "read_shown",
    "read_story",
    "replay_of",
    "shown_name",
    "story_name",
]

SHOWN: Final = ("first_hour", "wtpf13", "wtpf13_training")
"""Cases whose replay ships worked out."""
SEED: Final = 1
"""Seed of what ships."""
_KEPT: Final = 16
"""Replays that it keeps: one or two megabytes each."""


def command_of(case: str, seed: int) -> list[str]:
    """Return the command that repeats a run of a case, word by word.

    >>> command_of("wtpf13", 3)
    ['delegation-sim', 'run', 'wtpf13', '--seed', '3', '--parameters', 'median']
    """
    return repeating(case, {"seed": seed, "parameters": MEDIAN}, ())


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


def story_name(case: str, language: str) -> str:
    """Return the name of the file beside it that has the story.

    >>> story_name("wtpf13", "en"), story_name("wtpf13", "fr")
    ('wtpf13.story.json.gz', 'wtpf13.story.fr.json.gz')
    """
    return shown_name(f"{case}.story", language)


@cache
def read_shown(case: str, language: str) -> Replay | None:
    """Return what ships of a case, in English if not in this language; None if nothing does, or of another version."""
    data = _shipped(case, shown_name(case, language if language in LANGUAGES else "en"))
    if data is None:
        return None
    return cast("Replay", {**data, "words": words_in(language).part(WORDS)})


@cache
def read_story(case: str, language: str) -> Story | None:
    """Return the story that ships of a case, as `read_shown` does its replay."""
    data = _shipped(case, story_name(case, language if language in LANGUAGES else "en"))
    if data is None:
        return None
    del data["version"]
    return Story(**{**data, "scenes": tuple(data["scenes"])})


def _shipped(case: str, name: str) -> dict[str, Any] | None:
    """Return what a file holds that ships of a case."""
    file = files("dashboard.replay").joinpath("shipped", name)
    if case not in SHOWN or not file.is_file():
        return None
    data: dict[str, Any] = json.loads(gzip.decompress(file.read_bytes()))
    return data if data["version"] == version() else None
