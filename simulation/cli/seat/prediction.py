"""Asks a person before the first session how it will end, and takes down what it says."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from simulation.cli.seat.commands import NotUnderstoodError
from simulation.cli.seat.typed import named_issue, named_option
from simulation.cli.terminal import Page
from simulation.live import SeatView
from simulation.study import CLASS_WORDS
from simulation.training import Prediction
from simulation.words import listed, say

__all__ = ["Questions", "predicted"]

OUTCOME: Final = "outcome"
_PASS: Final = ("", "pass")


def predicted(before: Prediction | None, view: SeatView, words: Sequence[str]) -> Prediction:
    """Return the prediction with what was typed: `ISSUE OPTION`, `ISSUE none`, or `outcome CLASS`.

    Raises:
        NotUnderstoodError: if it is too late, or something is missing or unknown.
    """
    if view.heard or view.phase != "talks":
        raise NotUnderstoodError(say("play.predict.late"))
    now = before or Prediction()
    if len(words) > 1 and words[0].casefold() == OUTCOME:
        return replace(now, outcome_class=_class_named(" ".join(words[1:])))
    if len(words) != 2:  # noqa: PLR2004 - a pair
        raise NotUnderstoodError(say("play.predict.usage"))
    issue = named_issue(view, words[0])
    option = "" if words[1].casefold() == "none" else named_option(issue, words[1])
    return replace(now, options={**now.options, issue.key: option})


def _class_named(word: str) -> str:
    """Return the ending with this key or name, or the only one that begins so."""
    wanted = word.casefold()
    names = {key: (key, name.casefold()) for key, name in CLASS_WORDS.items()}
    found = [key for key, both in names.items() if wanted in both]
    found = found or [key for key, both in names.items() if any(name.startswith(wanted) for name in both)]
    if len(found) != 1:
        valid = listed(say("play.key_and_name", key=key, name=name) for key, name in CLASS_WORDS.items())
        raise NotUnderstoodError(say("play.predict.no_ending", word=word, valid=valid))
    return found[0]


class Questions:
    """The questions one after the other; `pass` or nothing leaves one out, `skip` all that are left."""

    def __init__(self, view: SeatView) -> None:
        self._asked: list[tuple[str, str, list[tuple[str, str]]]] = [
            (OUTCOME, say("play.predict.end"), [(name, words) for name, words in CLASS_WORDS.items()])
        ]
        for issue in view.issues:
            options = [(option.key, option.label) for option in issue.written]
            asked = say("play.predict.wording", issue=issue.name)
            self._asked.append((issue.key, asked, [*options, ("", say("play.predict.open"))]))
        self.prediction: Prediction | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to ask."""
        return not self._asked

    def ask(self, page: Page) -> None:
        """Print the next question."""
        _, question, answers = self._asked[0]
        page.write()
        page.say(question, indent=2)
        page.columns([(str(number), words) for number, (_, words) in enumerate(answers, start=1)], indent=4)

    def answer(self, line: str) -> None:
        """Take an answer.

        Raises:
            NotUnderstoodError: if it is no number of an answer; the question is still there then.
        """
        word = line.strip().casefold()
        if word == "skip":
            self._asked.clear()
            return
        key, _, answers = self._asked[0]
        if word not in _PASS:
            if not word.isdecimal() or not 1 <= int(word) <= len(answers):
                raise NotUnderstoodError(say("play.predict.number", last=len(answers)))
            now = self.prediction or Prediction()
            chosen = answers[int(word) - 1][0]
            if key == OUTCOME:
                self.prediction = replace(now, outcome_class=chosen)
            else:
                self.prediction = replace(now, options={**now.options, key: chosen})
        del self._asked[0]
