"""The miniature: the braid of a run, its sentence, and a button that plays it within a minute."""

from collections.abc import Mapping
from typing import Any

from dashboard.components import assets
from dashboard.components.replay import stamp

__all__ = ["miniature"]


def miniature(data: Mapping[str, Any], *, key: str, words: Mapping[str, str]) -> None:
    """Show the braid of a run at its last session.

    Args:
        data: A run in the contract `replay/1`, of `dashboard.replay.replay_data`.
        key: Identity of the component on the page.
        words: `mini.play` and `mini.stop`, if they are not among the words of the data.
    """
    show = assets.picture("miniature", assets.MINIATURE)
    show(data={"run": data, "stamp": stamp(data), "words": dict(words)}, key=key)
