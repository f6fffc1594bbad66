"""The papers of a training as one ZIP file."""

import io
import zipfile
from typing import Final

from dashboard.library import parted
from simulation.errors import ScenarioError
from simulation.report.pack import pack_pages
from simulation.scenario.instances import name_of
from simulation.scenario.load import shipped_scenarios
from simulation.scenario.pack import SUFFIX, load_pack
from simulation.scenario.schema import Scenario
from simulation.words import told_in

__all__ = ["zipped_papers"]

_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The same papers are the same bytes whenever they are asked for."""


def zipped_papers(key: str, case: Scenario, language: str) -> bytes:
    """Return the papers of a case, given by key, as a ZIP file with one folder in it."""
    pack = None
    shipped, _ = parted(key)
    if shipped in shipped_scenarios():
        try:
            pack = load_pack(shipped, scenario=case)
        except ScenarioError:
            pack = None
    with told_in(language):
        pages = pack_pages(case, pack, pack_name=f"{case.key}{SUFFIX}")
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for path, page in pages.items():
            file.writestr(zipfile.ZipInfo(f"{name_of(case)}-pack/{path}", _DAY), page, zipfile.ZIP_DEFLATED)
    return data.getvalue()
