"""A case whose issues name their own poles: no word of the usual two may stand in anything told of it."""

import json
import re
from pathlib import Path
from typing import Final

from simulation.scenario.schema import Scenario
from tests.small_cases import RUNGS, Data, data, delegation, issue, options

__all__ = ["as_data", "as_file", "as_scenario", "usual_poles_in"]

_USUAL: Final = re.compile(r"(?i)inter-?\W?govern|inter-?\W?gouvern|multi-?\W?stakeholder|multi-?\W?partite")


def as_data() -> Data:
    """Return a case of three issues: two go from a deep cut to none, one from now to never; nobody is no government."""
    issues = [
        issue("q0", name="Coal", choices=options(*RUNGS), low="deep cut", high="no cut"),
        issue("q1", name="Oil", choices=options(*RUNGS), low="deep cut", high="no cut"),
        issue("q2", name="Start", choices=options(*RUNGS), low="now", high="never"),
    ]
    rows = [
        delegation("AA", 0.0, 0.25, 0.0, red_line=0.75, salience=(1.0, 0.5, 0.2)),
        delegation("BB", 0.25, 0.0, 0.5, red_line=0.75, salience=(0.2, 1.0, 0.5)),
        delegation("CC", 1.0, 0.75, 1.0, red_line=0.5, salience=(0.5, 0.5, 1.0)),
        delegation("DD", 0.75, 1.0, 0.75, red_line=0.5, salience=(1.0, 0.2, 0.5)),
    ]
    return data(rows, issues=issues, protocol={}, sessions=8, title="Emissions")


def as_scenario(*, apart: bool = False) -> Scenario:
    """Return it; `apart`: without the second issue, so that no name of a pole is shared by most."""
    whole = as_data()
    if apart:
        whole["issues"][1] |= {"low": "pumps run", "high": "pumps rest"}
    return Scenario.model_validate(whole)


def as_file(folder: Path) -> str:
    """Write it to a folder and return the path."""
    path = folder / "emissions.yaml"
    path.write_text(json.dumps(as_data()), encoding="utf-8")
    return str(path)


def usual_poles_in(text: str) -> list[str]:
    """Return the words of the usual poles that stand in a text, in English or French."""
    return [text[max(0, found.start() - 60) : found.end() + 20] for found in _USUAL.finditer(text)]
