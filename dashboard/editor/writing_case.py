"""Writes the case on the desk as a file, and names it."""

from typing import Final

from dashboard.editor.opening_case import TRANSLATIONS, Data
from dashboard.library import cases
from simulation.scenario import case_text
from simulation.scenario.translations import own_language, with_mappings

__all__ = ["HEADER", "file_name", "to_yaml"]

HEADER: Final = "# A case for delegation-sim, written by its case editor.\n"


def to_yaml(data: Data) -> str:
    """Return the text of a file that holds this case with the translations of its texts, and nothing else."""
    plain = {name: value for name, value in data.items() if name != TRANSLATIONS}
    whole = with_mappings(plain, data.get(TRANSLATIONS, {}), own_language(plain))
    return case_text(whole, HEADER)


def file_name(data: Data) -> str:
    """Return the name of the file of a case."""
    return cases.file_name(f"{data.get('key') or 'case'}.yaml")
