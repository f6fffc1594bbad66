"""The one quiet line that says in which language a case is written, where that is not the reader's."""

from dashboard.frame.language import Words

__all__ = ["case_language"]


def case_language(words: Words, language: str, key: str = "shell.case.language") -> str:
    """Return the sentence; empty if the case is in the language of the reader.

    >>> from dashboard.frame.language import words_in
    >>> case_language(words_in("fr"), "en"), case_language(words_in("en"), "en")
    ('Les noms, titres et libellés de ce cas sont en anglais.', '')
    """
    if language == words.language:
        return ""
    return words.say(key, language=words.say(f"shell.language.{language}"))
