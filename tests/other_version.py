"""What another version of delegation-sim left behind: written by our own writers, with the version of the other."""

import json
from pathlib import Path
from typing import Final

from simulation.storage.folder import MANIFEST
from simulation.storage.live_log import load_log, save_log
from simulation.storage.manifest import hash_of
from simulation.storage.study_folder import StudyFolder
from simulation.study.pool import InProcess
from simulation.study.run_study import manifest_of
from simulation.study.study import Study
from simulation.study.study_running import again, conduct
from simulation.study.study_summary import StudySummary

__all__ = ["OTHER", "play_of_another", "run_of_another", "study_of_another"]

OTHER: Final = "0.13.0"
"""A version that this one never is again: the one before."""


def play_of_another(file: Path) -> Path:
    """Make the file of a play one that another version saved, and return it."""
    log = load_log(file)
    log.version = OTHER
    return save_log(log, file)


def run_of_another(folder: Path) -> Path:
    """Make a run folder one that another version wrote, and return it."""
    data = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    data["versions"]["delegation-sim"] = OTHER
    data["sha256"] = hash_of({key: value for key, value in data.items() if key != "sha256"})
    (folder / MANIFEST).write_text(json.dumps(data), encoding="utf-8")
    return folder


def study_of_another(asked: Study, folder: Path) -> StudySummary:
    """Conduct a study into a folder as another version would have, and return what it found."""
    ways = {variant.key: again(asked, variant) for variant in asked.variants}
    manifest = manifest_of(asked, command="delegation-sim ensemble case", again=ways)
    manifest |= {"version": OTHER, "plays": {**manifest["plays"], "delegation-sim": OTHER, "sources": "0"}}
    return conduct(asked, StudyFolder.begin(folder, manifest, resume=False, overwrite=False), InProcess())
