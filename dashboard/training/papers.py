"""The papers of a training as one ZIP file."""

import io
import zipfile
from typing import Final

from dashboard.library.cases import parted
from simulation.errors import ScenarioError
from simulation.report.pack import pack_pages
from simulation.scenario import SUFFIX, Pack, Scenario, load_pack, shipped_scenarios
from simulation.scenario.instances import name_of
from simulation.words import told_in

__all__ = ["zipped_papers"]

_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The same papers are the same bytes whenever they are asked for."""


def zipped_papers(key: str, case: Scenario, language: str) -> bytes:
    """Return the papers of a case, given by key, as a ZIP file with one folder in it."""
    with told_in(language):
        pages = pack_pages(case, _pack(key, case), pack_name=f"{case.key}{SUFFIX}")
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for path, page in pages.items():
            file.writestr(zipfile.ZipInfo(f"{name_of(case)}-pack/{path}", _DAY), page, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def _pack(key: str, case: Scenario) -> Pack | None:
    """Return the pack of a case that ships, given by key; what an instance says, in the language of the moment."""
    shipped, _ = parted(key)
    if shipped not in shipped_scenarios():
        return None
    try:
        return load_pack(shipped, scenario=case)
    except ScenarioError:
        return None
