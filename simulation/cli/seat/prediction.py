"""Asks a person before the first session how it will end, and takes down what it says."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from simulation.cli.seat.commands import NotUnderstoodError, is_possible
from simulation.cli.seat.typed import named_issue, named_option
from simulation.cli.terminal import Page
from simulation.live import SeatView
from simulation.study import CLASS_WORDS
from simulation.training import Prediction
from simulation.words import listed, say

__all__ = ["Questions", "leaves_out", "predicted"]

OUTCOME: Final = "outcome"
_PASS: Final = ("", "pass")
_SKIP: Final = "skip"


def leaves_out(line: str) -> bool:
    """Return whether a line leaves out a question or all that are left.

    >>> leaves_out("skip"), leaves_out("2")
    (True, False)
    """
    return line.strip().casefold() in (*_PASS, _SKIP)


def predicted(before: Prediction | None, view: SeatView, words: Sequence[str]) -> Prediction:
    """Return the prediction with what was typed: `ISSUE OPTION`, `ISSUE none`, or `outcome CLASS`.

    Raises:
        NotUnderstoodError: if it is too late, or something is missing or unknown.
    """
    if not is_possible("predict", view):
        raise NotUnderstoodError(say("play.predict.late"))
    return _with(before, *_meant(view, words))


def _meant(view: SeatView, words: Sequence[str]) -> tuple[str, str]:
    """Return what typed words predict: an issue or `OUTCOME`, and the wording or ending."""
    if len(words) > 1 and words[0].casefold() == OUTCOME:
        return OUTCOME, _class_named(" ".join(words[1:]))
    if len(words) != 2:  # noqa: PLR2004 - a pair
        raise NotUnderstoodError(say("play.predict.usage"))
    issue = named_issue(view, words[0])
    return issue.key, "" if words[1].casefold() == "none" else named_option(issue, words[1])


def _with(before: Prediction | None, key: str, answer: str) -> Prediction:
    now = before or Prediction()
    if key == OUTCOME:
        return replace(now, outcome_class=answer)
    return replace(now, options={**now.options, key: answer})


def _class_named(word: str) -> str:
    """Return the ending with this key or name, its words in any order, or the only one that begins so."""
    wanted = _spaced(word)
    names = {key: (_spaced(key), _spaced(name)) for key, name in CLASS_WORDS.items()}
    found = [
        key
        for key, both in names.items()
        if any(sorted(name.split()) == sorted(wanted.split()) for name in both)
    ]
    found = found or [key for key, both in names.items() if any(name.startswith(wanted) for name in both)]
    if len(found) != 1:
        valid = listed(say("play.key_and_name", key=key, name=name) for key, name in CLASS_WORDS.items())
        raise NotUnderstoodError(say("play.predict.no_ending", word=word, valid=valid))
    return found[0]


def _spaced(name: str) -> str:
    return name.replace("_", " ").casefold()


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

    def is_answer(self, line: str) -> bool:
        """Return whether a line answers the next question or leaves something out, and is no command."""
        return leaves_out(line) or line.strip().isdecimal()

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
        if word == _SKIP:
            self.leave_out()
            return
        key, _, answers = self._asked[0]
        if word not in _PASS:
            if not word.isdecimal() or not 1 <= int(word) <= len(answers):
                raise NotUnderstoodError(say("play.predict.number", last=len(answers)))
            self.prediction = _with(self.prediction, key, answers[int(word) - 1][0])
        del self._asked[0]

    def take(self, view: SeatView, words: Sequence[str]) -> None:
        """Take the words of a `predict` out of turn: what they answer is not asked any more.

        Raises:
            NotUnderstoodError: if something is missing or unknown.
        """
        key, answer = _meant(view, words)
        self.prediction = _with(self.prediction, key, answer)
        self._asked = [one for one in self._asked if one[0] != key]

    def leave_out(self) -> None:
        """Leave out all questions that are left."""
        self._asked.clear()
