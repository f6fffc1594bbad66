"""The one quiet line that says in which language a case is told, where that is not the reader's."""

from dashboard.frame.language import Words
from simulation.scenario import Scenario
from simulation.scenario.translations import language_of_texts, language_told
from simulation.words import called, told_in

__all__ = ["case_language"]


def case_language(words: Words, case: Scenario, key: str = "") -> str:
    """Return the sentence; empty if all texts of the case, as they stand here, are in the language of the reader.

    Args:
        words: Those of the reader.
        case: The case as it is told.
        key: Of what is said in place of what is said everywhere, of a case that is told in another language.

    >>> from dashboard.frame.language import words_in
    >>> from simulation.scenario.load import load_scenario
    >>> from simulation.scenario.translations.telling import in_language
    >>> case_language(words_in("fr"), load_scenario("worked_clock"))
    'Les noms, titres et libellés de ce cas sont en anglais.'
    >>> case_language(words_in("fr"), in_language(load_scenario("first_hour"), "fr"))
    ''
    """
    stands = language_of_texts(case)
    with told_in(words.language):
        if key and stands != words.language:
            return words.say(key, language=called("language", stands))
        return language_told(case)
