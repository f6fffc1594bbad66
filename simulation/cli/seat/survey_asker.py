"""Asks before a game and after it: the statements of the survey, its question, and what one takes away."""

from collections.abc import Callable
from dataclasses import dataclass

from simulation.cli.confirming import yes_or_no
from simulation.cli.terminal import Page
from simulation.training import ITEMS, SCALE, Survey, open_question, own_words, scale, statement
from simulation.words import say

__all__ = ["Asker"]

_SKIP = frozenset({"skip", "quit"})


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks on a page and reads the answers; where the input ends, nothing more is answered."""

    page: Page
    read: Callable[[str], str]
    """Shows what stands before a line and returns the line; raises `EOFError` where the input ends."""

    def survey(self) -> Survey:
        """Return what is answered to the survey: any part of it, or nothing."""
        self.page.heading(say("survey.title"))
        self.page.note(say("play.survey.scale", scale=scale(), about=_how()), indent=2)
        ratings = dict[str, int]()
        for number, item in enumerate(ITEMS, start=1):
            self.page.write()
            self.page.say(f"{number}. {statement(item)}", indent=2, hang=3)
            rating = self._rating()
            if rating is None:
                return Survey(ratings=ratings)
            if rating:
                ratings[item] = rating
        return Survey(ratings=ratings, remark=self._text(str(open_question())))

    def principle(self) -> str:
        """Return what the person takes away, in its own words; empty: it says nothing."""
        self.page.heading(say("play.principle"))
        return self._text(say("debrief.question.principle"))

    def is_wanted(self, question: str) -> bool:
        """Return whether the answer is yes; it is no where nothing is answered."""
        while True:
            self.page.say(question, indent=2)
            word = self._line(say("play.prompt.yes_or_no"))
            answer = yes_or_no(word)
            if answer is not None or not word:
                return bool(answer)
            self.page.say(say("play.type_yes_or_no"), indent=2)

    def _rating(self) -> int | None:
        """Return a rating, 0 where the statement is passed; None: all that are left are passed."""
        while True:
            try:
                word = self.read(say("play.prompt.survey")).strip().casefold()
            except EOFError:
                return None
            if word in _SKIP:
                return None
            if not word:
                return 0
            if word.isdecimal() and int(word) in SCALE:
                return int(word)
            self.page.say(_how(), indent=2)

    def _text(self, question: str) -> str:
        self.page.write()
        self.page.say(question, indent=2)
        self.page.note(say("play.words.how"), indent=2)
        word = own_words(self._line(say("play.prompt.words")))
        return "" if word.casefold() in _SKIP else word

    def _line(self, prompt: str) -> str:
        try:
            return self.read(prompt).strip()
        except EOFError:
            return ""


def _how() -> str:
    return say("play.survey.how", first=SCALE[0], last=SCALE[-1])
