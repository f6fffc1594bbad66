"""How the page about a study writes values of levers, and the beginnings of lines."""

import re

from simulation.study.factor import NUMBER
from simulation.words import called, say

__all__ = ["capital", "local", "told_value"]


def capital(words: str) -> str:
    """Return words as they begin a line.

    >>> capital("trust at the end")
    'Trust at the end'
    """
    return words[:1].upper() + words[1:]


def local(value: str) -> str:
    """Return the value of a lever as the language writes it if it is a number; words as a user writes them.

    >>> local("0.5"), local("simple_majority")
    ('0.5', 'simple_majority')
    """
    return value.replace(".", say("number.decimal_mark")) if re.fullmatch(NUMBER, value) else value


def told_value(value: str) -> str:
    """Return the value of a lever for a sentence: a number, a rule by its name, or words as a user writes them.

    >>> told_value("0.5"), told_value("simple_majority")
    ('0.5', 'simple majority')
    """
    return called("rule", value, local(value).replace("_", " "))
