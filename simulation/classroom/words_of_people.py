"""What people type: nicknames and texts, refused where a character in them would act instead of being read."""

import unicodedata
from typing import Final

from simulation.classroom.errors import ClassroomError
from simulation.scenario.characters import (
    acting,
    called,
    in_latin,
    is_blank,
    is_overmarked,
    likeness,
    look_alikes,
    meaningless,
)

__all__ = ["is_alike", "nickname", "words"]

_LONGEST_NAME: Final = 24
"""Characters of a nickname."""
_LONGEST_WORDS: Final = 1000
"""Characters of a message, a note or a call."""
_STROKES: Final = str.maketrans("1I|0", "lllO")
"""Digits and signs that look like letters."""
_SMALL_M: Final = "rn"
"""What looks like one, as Unicode's confusables.txt has it."""


def nickname(given: str) -> str:
    """Return a nickname with its spaces in order.

    Raises:
        ClassroomError: if it is empty, too long, or holds what no reader can see or what acts on the page.
    """
    _readable(given)
    name = " ".join(unicodedata.normalize("NFC", given).split())
    if is_blank(name):
        raise ClassroomError("classroom.name.empty")
    if len(name) > _LONGEST_NAME:
        raise ClassroomError("classroom.name.long", size=len(name), most=_LONGEST_NAME)
    return name


def words(given: str, *, most: int = _LONGEST_WORDS) -> str:
    """Return a text without spaces around it, and with one character at the end of a line.

    Raises:
        ClassroomError: as for a nickname.
    """
    _readable(given)
    text = given.replace("\r\n", "\n").strip()
    if is_blank(text):
        raise ClassroomError("classroom.words.empty")
    if len(text) > most:
        raise ClassroomError("classroom.words.long", size=len(text), most=most)
    return text


def is_alike(name: str, other: str) -> bool:
    """Return whether two nicknames cannot be told apart by eye or ear.

    Case, width and spaces make no difference, nor do letters and digits that look like others.

    >>> is_alike("Ann Lee", "ANNLEE"), is_alike("Team 1", "Team I"), is_alike("Ann", "Anne")
    (True, True, False)
    """
    here, there = ("".join(one.split()) for one in (name, other))
    if likeness(here) == likeness(there) or next(look_alikes([(0, here), (1, there)]), None) is not None:
        return True
    return _strokes(here) == _strokes(there)


def _strokes(name: str) -> str:
    """Return what the eye takes in; a digit is like a letter of one case only, so letters keep theirs."""
    return in_latin(name).translate(_STROKES).replace(_SMALL_M, "m")


def _readable(given: str) -> None:
    if character := acting(given) or meaningless(given):
        raise ClassroomError("classroom.words.character", character=called(character))
    if is_overmarked(given):
        raise ClassroomError("classroom.words.marks")
