"""Works out the replays that ship: `python -m dashboard.precompute [CASE ...]` writes them beside the replay's page.

Each is the run of seed 1 beside its ensemble, as plain data for the component, with its story. The same engine writes
the same bytes.
"""

import dataclasses
import gzip
import hashlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np

from dashboard.frame.language import words_in
from dashboard.replay.ensemble import chunks, play_ensemble, play_part
from dashboard.replay.played_runs import digest_of, play_run
from dashboard.replay.replay_contract import Replay
from dashboard.replay.replay_data import make_replay
from dashboard.replay.story_files import Story, story_of
from dashboard.replay.which_run import SEED, SHOWN, command_of, shown_name, story_name
from simulation.engine import load_scenario, prepare
from simulation.report import choose_axes
from simulation.version import version
from simulation.words import LANGUAGES

__all__ = ["DIGESTS", "FOLDER", "RUNS", "digests_of", "main", "to_bytes", "work_out"]

RUNS: Final = 400
FOLDER: Final = Path(__file__).parent / "replay" / "shipped"
DIGESTS: Final = "digests.json"
"""What tells whether the engine still gives what ships."""


def work_out(case: str, *, runs: int = RUNS) -> dict[str, bytes]:
    """Return the replay, with one ensemble, and the story of a shipped case in every language, by names of files."""
    scenario = load_scenario(case)
    told = {
        language: play_run(scenario, seed=SEED, language=language, command=command_of(case, SEED))
        for language in LANGUAGES
    }
    first = next(iter(told.values()))
    ensemble = play_ensemble(
        scenario,
        seed=SEED,
        runs=runs,
        sessions=first.manifest.sessions,
        weight=choose_axes(first).weight,
    )
    found = {}
    for language, run in told.items():
        replay = make_replay(run, words_in(language), ensemble=ensemble)
        found[shown_name(case, language)] = to_bytes(replay)
        found[story_name(case, language)] = to_bytes(story_of(run, language))
    return found


def to_bytes(told: Replay | Story) -> bytes:
    """Return it as it is kept: compressed JSON without the words of the component, the same bytes every time."""
    data: Mapping[str, object] = (
        {"version": version(), **dataclasses.asdict(told)}
        if isinstance(told, Story)
        else {**told, "words": {}}
    )
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return gzip.compress(text.encode(), compresslevel=9, mtime=0)


def digests_of(case: str) -> dict[str, str]:
    """Return what is the same while the engine gives the same run, and the same first part of the ensemble."""
    scenario = load_scenario(case)
    run = play_run(scenario, seed=SEED, language="en")
    part = play_part(
        prepare(scenario),
        seed=SEED,
        replications=chunks(RUNS, scenario, run.manifest.sessions)[0],
        sessions=run.manifest.sessions,
        weight=choose_axes(run).weight,
    )
    told = hashlib.sha256()
    for field in dataclasses.fields(part):
        told.update(np.asarray(getattr(part, field.name)).astype(np.int64).tobytes())
    return {"run": digest_of(run), "ensemble": told.hexdigest()[:32]}


def main(cases: list[str]) -> None:
    """Write the replays of these cases, of all that ship if none is named."""
    digests = FOLDER / DIGESTS
    for case in cases or SHOWN:
        for name, kept in work_out(case).items():
            path = FOLDER / name
            path.write_bytes(kept)
            sys.stdout.write(f"{path.name}: {path.stat().st_size:,} bytes\n")
        known = json.loads(digests.read_text(encoding="utf-8")) if digests.exists() else {}
        known[case] = digests_of(case)
        digests.write_text(json.dumps(known, indent=2, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
