"""The texts of a case in a kept run: which translations are kept, and what stands for a text in its sentences."""

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from simulation.coalitions import short_names
from simulation.errors import ScenarioError
from simulation.scenario.instances.asked_instance import FIELD
from simulation.scenario.load import load_scenario, shipped_scenarios
from simulation.scenario.schema import Scenario
from simulation.scenario.translations.case_texts import texts_of
from simulation.scenario.translations.telling import own_case, used
from simulation.scenario.translations.translatable import Translations
from simulation.text import title_at
from simulation.words import Translated, composed, own_text

__all__ = ["kept_translations", "texts_told", "with_known_translations"]

_CUT: Final = range(3, 13)
"""Words to which sentences cut wordings."""


def texts_told(case: Scenario) -> Callable[[str], str]:
    """Return a function that translates each text of a case into the current language, and leaves other texts."""
    texts: dict[str, str] = {own_text(text): text for text in texts_of(case) if isinstance(text, Translated)}
    made = [title_at(case.document.title, is_adopted=True)]
    for section in case.document.sections:
        made += [composed("{} {}".format, section.heading, clause.label) for clause in section.clauses]
    for issue in case.issues:
        made += [short for words in _CUT for short in short_names(issue, words)]
    for text in made:
        texts.setdefault(own_text(text), text)

    def other(text: str) -> str:
        own = own_text(text)
        return texts.get(own, own)

    return other


def with_known_translations(case: Scenario) -> Scenario:
    """Return a case with what the library knows of its texts, if it ships, or is an instance of one that does."""
    known = _shipped(case)
    every = {
        code: {**known.get(code, {}), **case.translations.get(code, {})}
        for code in {*known, *case.translations}
    }
    whole = case.with_translations(every)
    return whole.with_translations(used(whole))


def kept_translations(case: Scenario) -> Translations:
    """Return what is kept with a run: the translations of texts that it shows, where the library does not know them."""
    own = own_case(case)
    shown = used(own)
    if not any(shown.values()):
        return {}
    known = _shipped(own)
    left = {
        code: {text: said for text, said in texts.items() if known.get(code, {}).get(text) != said}
        for code, texts in shown.items()
    }
    return {code: texts for code, texts in left.items() if texts}


def _shipped(case: Scenario) -> Translations:
    return _shipped_as(case.key, case.instance) if case.key in shipped_scenarios() else {}


@lru_cache(maxsize=64)
def _shipped_as(key: str, instance: int) -> Translations:
    try:
        return load_scenario(key, overrides={FIELD: instance}).translations
    except ScenarioError:  # a file may say of itself that it is an instance that cannot be drawn
        return {}
