"""Lets Streamlit's test of a page send what a browser sends: a field that stays holds the words it was chosen by."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.testing.v1.element_tree import ButtonGroup, ElementTree, Multiselect, Selectbox

__all__ = ["as_in_a_browser"]

_BY_WORDS = (Selectbox, Multiselect, ButtonGroup)
"""Fields whose choice travels as what is shown for it."""


@contextmanager
def as_in_a_browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let pages run so while the block does.

    The test of Streamlit says anew, in the words of now, what every field holds; a browser sends the words in which
    it was told or chosen, until it is told others or the field is another.
    """
    sent: dict[str, WidgetState] = {}
    fresh = ElementTree.get_widget_states

    def held(tree: ElementTree) -> WidgetStates:
        states = fresh(tree)
        told = {
            node.id
            for node in tree
            if isinstance(node, _BY_WORDS) and (node.proto.set_value or _is_chosen(node))
        }
        kept = {node.id for node in tree if isinstance(node, _BY_WORDS)} - told
        for state in states.widgets:
            if state.id in kept and state.id in sent:
                state.CopyFrom(sent[state.id])
        sent.clear()
        sent.update({state.id: state for state in states.widgets})
        return states

    with monkeypatch.context() as patch:
        patch.setattr(ElementTree, "get_widget_states", held)
        yield


def _is_chosen(node: Selectbox[object] | Multiselect[object] | ButtonGroup[object]) -> bool:
    value = node._value  # noqa: SLF001 - nothing public tells whether a test chose
    return value is not None and type(value).__name__ != "InitialValue"
