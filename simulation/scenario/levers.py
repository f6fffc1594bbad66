"""Changes single values of a case before it is checked: what `--set path=value` does."""

from collections.abc import Mapping
from typing import Any
from simulation.scenario.problems import Problems, Source

__all__ = ["apply_overrides"]


def apply_overrides(
    raw: dict[str, Any], source: Source, overrides: Mapping[str, str], problems: Problems
) -> tuple[dict[str, Any], Source]:
    return raw, source
