"""The field for the seed, which is the same on every page that plays."""

from collections.abc import Callable

import streamlit as st

from dashboard.frame import links
from dashboard.frame.session_state import memory

__all__ = ["seed_field"]


def seed_field(label: str, *, about: str, key: str, then: Callable[[], None] | None = None) -> None:
    """Place it, with the seed at hand; another one is kept at once.

    A run that was saved by the command line may have a seed that no browser holds. Such a one is shown, not cut.

    Args:
        label: What the field is called.
        about: What a seed does here.
        key: Of the widget.
        then: What else to do when another seed is taken.
    """
    seed = memory().seed
    is_held = 0 <= seed <= links.MAX_SEED
    st.number_input(
        label,
        min_value=0,
        max_value=links.MAX_SEED,
        value=seed if is_held else None,
        placeholder=None if is_held else str(seed),
        step=1,
        key=key,
        help=about,
        on_change=_take,
        args=(key, then),
    )


def _take(key: str, then: Callable[[], None] | None) -> None:
    taken: int | None = st.session_state[key]
    if taken is None:
        return
    memory().seed = taken
    if then is not None:
        then()
