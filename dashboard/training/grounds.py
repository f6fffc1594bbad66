"""What is worked out once of a case, for all groups that negotiated it and for every time a page is drawn."""

from typing import Final

import streamlit as st

from simulation.scenario import Scenario, scenario_hash
from simulation.training.group import Ground

__all__ = ["ground_of"]

_KEPT: Final = 4
"""Cases: of a large one the texts that all could adopt take some sixty megabytes."""


def ground_of(case: Scenario) -> Ground:
    """Return the ground of a case: the same for every visitor who has a case with the same numbers."""
    return _ground(f"{scenario_hash(case)} {case.told_language}", case)


@st.cache_resource(max_entries=_KEPT, show_spinner=False)
def _ground(key: str, _case: Scenario) -> Ground:  # noqa: ARG001 - Streamlit keeps it by the key
    return Ground.of(_case)
