"""A field in which one of several is chosen by its name."""

from collections.abc import Mapping

import streamlit as st

from dashboard.frame.escaping import plain_values

__all__ = ["choice"]


def choice(label: str, names: Mapping[str, str], *, key: str, first: str = "") -> str:
    """Let the visitor choose, and return the key of what was chosen.

    Args:
        label: Of the field.
        names: By key, as a case gives them.
        key: Of the field.
        first: Key of what is chosen at first; empty: that of the first name.
    """
    keys = list(names)
    at = keys.index(first) if first else 0
    return str(st.selectbox(label, keys, index=at, format_func=plain_values(names).__getitem__, key=key))
