"""What each model takes a negotiation for, in plain words, by their kinds."""

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from dashboard.frame.session_state import in_own_language, words
from simulation.forecast import Shown, family_name, model_name
from simulation.report.study import capital

__all__ = ["show_assumptions"]


def show_assumptions(models: Sequence[Shown]) -> None:
    """Tell of each model what it assumes."""
    say = words().say
    with in_own_language():
        for family, members in groupby(models, key=lambda model: model.family):
            st.markdown(f"**{capital(family_name(family))}**")
            told = [(capital(model_name(model)), say(f"method.model.{model.key}")) for model in members]
            st.markdown("\n".join(f"- **{name}.** {text}" for name, text in told))
