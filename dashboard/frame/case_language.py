"""The one quiet line that says in which language a case is written, where that is not the reader's."""

from dashboard.frame.language import Words
from simulation.scenario.schema import Scenario
from simulation.scenario.translations.telling import language_told
from simulation.words import called, told_in

__all__ = ["case_language"]


def case_language(words: Words, case: Scenario, key: str = "") -> str:
    """Return the sentence; empty if all texts of the case are in the language of the reader.

    Args:
        words: Those of the reader.
        case: The case, in whatever language it is told.
        key: Of what is said of a case without any text in that language; empty: what is said everywhere.

    >>> from dashboard.frame.language import words_in
    >>> from simulation.scenario.load import load_scenario
    >>> case_language(words_in("fr"), load_scenario("worked_clock"))
    'Les noms, titres et libellés de ce cas sont en anglais.'
    >>> case_language(words_in("fr"), load_scenario("first_hour"))
    ''
    """
    with told_in(words.language):
        told = language_told(case)
        if not key or not told or case.translations.get(words.language):
            return told
        return words.say(key, language=called("language", case.language))
