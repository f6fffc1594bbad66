"""Which instance somebody asks for, among the values that are set in a case."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from simulation.scenario.problems import Mark, Problems
from simulation.scenario.schema import Scenario
from simulation.words import say

__all__ = ["FIELD", "LARGEST", "as_number", "name_of", "number_in", "with_instances"]

FIELD: Final = "instance"
"""What it is called among the values that are set."""
LARGEST: Final = 999_999
_WRITTEN: Final = re.compile(r"[0-9]{1,6}")
"""The digits of `LARGEST`, and no others."""
_SHOWN: Final = 40
"""Characters that a message repeats of what was asked for."""
_HAS: Final = re.compile(r"^instances:", re.MULTILINE)


def number_in(overrides: Mapping[str, str], problems: Problems) -> int:
    """Return the number of the instance asked for, 0 (the case as it is) if none; other values are a problem."""
    text = overrides.get(FIELD, "0").strip()
    number = as_number(text)
    if number is not None:
        return number
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    problems.add(Mark(f"--{FIELD} {shown}"), say("problem.instance.number", value=repr(shown), most=LARGEST))
    return 0


def as_number(text: str) -> int | None:
    """Return the number of an instance as it is written; None if it is none."""
    return int(text) if _WRITTEN.fullmatch(text) else None


def name_of(case: Scenario) -> str:
    """Return the base name of files of a case: its key, with the number of an instance."""
    return f"{case.key}-{case.instance}" if case.instance else case.key


@cache
def with_instances() -> tuple[str, ...]:
    """Return the shipped cases that have instances, in alphabetical order."""
    folder = Path(str(files("scenarios")))
    return tuple(
        sorted(
            file.stem
            for file in folder.glob("*.yaml")
            if not file.name.endswith(".pack.yaml") and _HAS.search(file.read_text(encoding="utf-8"))
        )
    )
