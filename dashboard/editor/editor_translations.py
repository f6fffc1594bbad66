"""A folded part of the case editor: what the texts of a case say in another language, beside its own."""

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from dashboard.editor.editor_desk import Desk, say
from dashboard.editor.editor_fields import pick_one
from dashboard.editor.editor_grid import show_grid, text_column
from dashboard.editor.edits import drop
from dashboard.editor.opening_case import TRANSLATIONS, Data
from dashboard.frame.session_state import memory, words
from simulation.scenario.translations import CODES, own_language, texts_in

__all__ = ["show_translations", "translated"]

_LONGEST: Final = 4000
_FIRST: Final = ("en", "fr")
"""Languages that the pages speak: what is translated into them is seen at once."""


def show_translations(of: Desk) -> None:
    """Offer a grid of all texts of the case, and of what each says in the language that is chosen."""
    with st.expander(say("translate.head")):
        st.markdown(say("translate.lead"))
        own = own_language(of.data)
        codes = [code for code in dict.fromkeys((*_FIRST, *CODES)) if code != own]
        names = {code: words().called("language", code) for code in codes}
        code = of.other_language if of.other_language in names else _usual(codes)
        pick_one(
            of,
            say("translate.to"),
            names,
            code,
            lambda chosen: setattr(of, "other_language", chosen),
            "other",
        )
        _grid(of, code, names[code])


def _usual(codes: list[str]) -> str:
    """Return the language of the reader, if it is not that of the case."""
    return memory().language if memory().language in codes else codes[0]


def _grid(of: Desk, code: str, language: str) -> None:
    given: Mapping[str, str] = of.data.get(TRANSLATIONS, {}).get(code, {})
    texts = texts_in({name: value for name, value in of.data.items() if name != TRANSLATIONS})
    done = sum(text in given for text in texts)
    st.caption(say("translate.done", n=done, total=len(texts), language=language))
    rows = [{"own": text, "other": given.get(text, "")} for text in texts]
    columns: dict[str, Any] = {"own": text_column("own", _LONGEST), "other": text_column("other", _LONGEST)}

    def apply(data: Data, row: int, column: str, value: object) -> Data:
        del column
        return translated(data, code, texts[row], value)

    alt = say("translate.alt", language=language)
    show_grid(of, f"other.{code}", rows, columns, apply, fixed=("own",), alt=alt)


def translated(data: Data, code: str, text: str, value: object) -> Data:
    """Return the case in which a text says something in a language; nothing any more, if that is empty."""
    told = value.strip() if isinstance(value, str) else ""
    if not told:
        return drop(data, (TRANSLATIONS, code, text))
    kept = data.get(TRANSLATIONS, {})
    return {**data, TRANSLATIONS: {**kept, code: {**kept.get(code, {}), text: told}}}
