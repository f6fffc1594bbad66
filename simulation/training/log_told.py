"""What a log says to whoever reads it without playing it again: moves, notes, and how it ended where that is known.

Another version may make another negotiation of the same moves, so a log of one is read like this and not played.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from simulation.live.errors import LiveLogError
from simulation.live.log import LiveLog
from simulation.live.moves import SeatMove
from simulation.protocols.result import OUTCOME_CLASSES
from simulation.scenario.schema import Scenario
from simulation.training.notes import Prediction, SeatNotes, notes_of
from simulation.training.survey import Survey, open_question, statement
from simulation.words import called, listed, numbered, say

__all__ = ["ToldLog", "move_parts", "tell_log"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldLog:
    """A log in sentences."""

    about: tuple[str, ...]
    """Which case, seat, seed, level and version; how far it is; what is not known."""
    result: tuple[str, ...]
    """How it ended, and with which wording of each issue; nothing where it was not over, or that is not known."""
    sessions: tuple[tuple[str, tuple[str, ...]], ...]
    """The moves of each session under its name, but for ends of a turn; all of them under one name where the log does
    not tell sessions apart."""
    notes: tuple[str, ...]
    """What the people noted down: predictions, hints that they asked for, answers, what they take away."""


def tell_log(log: LiveLog, case: Scenario | None = None) -> ToldLog:
    """Return what a log says, whichever version wrote it.

    Args:
        log: The log.
        case: For the names of issues, wordings and seats. One that was changed since lends what names it still has;
            without one, or with one of another key, keys stand for names.
    """
    names = _Names(case if case is not None and case.key == log.case else None)
    return ToldLog(
        about=tuple(_about(log, names, is_same=case is not None and log.is_of(case))),
        result=tuple(_result(log, names)),
        sessions=tuple(_sessions(log, names)),
        notes=tuple(line for seat in log.seats for line in _notes(log, seat, names)),
    )


def move_parts(move: SeatMove, case: Scenario) -> tuple[str, str]:
    """Return what somebody did in a move, and to what or in which words; the latter may be empty."""
    subject = listed(_subject(move, _Names(case)))
    if subject and move.text:
        return say(f"move.{move.move}"), say("reading.text", what=subject, text=move.text)
    return _with_words(say(f"move.{move.move}"), move), subject


class _Names:
    """What keys of a case are called; themselves without one."""

    def __init__(self, case: Scenario | None) -> None:
        self.is_known = case is not None
        self.title = "" if case is None else case.title
        self._issues = {} if case is None else {issue.key: issue for issue in case.issues}
        self._seats = {} if case is None else {item.key: item.name for item in case.delegations}

    def seat(self, key: str) -> str:
        return self._seats.get(key, key)

    def issue(self, key: str) -> str:
        found = self._issues.get(key)
        return key if found is None else found.name

    def wording(self, issue: str, option: str) -> str:
        """Return an issue with one of its wordings."""
        if not option:
            return self.issue(issue)
        there = self._issues.get(issue)
        labels = {} if there is None else {one.key: one.label for one in there.options}
        return say("reading.wording", issue=self.issue(issue), option=labels.get(option, option))


def _about(log: LiveLog, names: _Names, *, is_same: bool) -> Iterator[str]:
    seats = listed(map(names.seat, log.seats))
    yield say("reading.seat", case=names.title or log.case, seats=seats)
    yield say("reading.played", seed=log.seed, level=called("reading.level", log.level), version=log.version)
    reached = log.reached
    if not log.entries:
        yield say("reading.nothing")
    elif not reached:
        yield say("reading.unsaid")
    elif reached["phase"] == "over":
        yield say("reading.over", session=reached["session"])
    else:
        yield say("reading.left", session=reached["session"], phase=called("phase", reached["phase"]))
    if not log.is_sealed:
        yield say("reading.unsealed")
    if not is_same:
        yield say("reading.renamed" if names.is_known else "reading.keys", case=log.case)


def _result(log: LiveLog, names: _Names) -> Iterator[str]:
    if log.reached.get("phase") == "over" and log.reached.get("outcome") in OUTCOME_CLASSES:
        yield say("reading.ended", ending=called("class", log.reached["outcome"]))
        yield from _wordings(log.reached.get("options", {}), names)


def _wordings(options: Mapping[str, str], names: _Names) -> Iterator[str]:
    for issue, option in options.items():
        yield (names.wording(issue, option) if option else say("reading.open", issue=names.issue(issue)))


def _sessions(log: LiveLog, names: _Names) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the sessions in which people made a move, with those."""
    begun: Sequence[int] = log.reached.get("sessions", [])
    if not begun:
        if lines := _moves(log.entries, log, names):
            yield say("reading.moves"), lines
        return
    for number, (start, end) in enumerate(pairwise([*begun, len(log.entries)]), start=1):
        if lines := _moves(log.entries[start:end], log, names):
            yield say("reading.session", n=number), lines


def _moves(entries: Sequence[SeatMove | str], log: LiveLog, names: _Names) -> tuple[str, ...]:
    return tuple(
        _told(entry, names, is_alone=len(log.seats) == 1)
        for entry in entries
        if isinstance(entry, SeatMove) and entry.move != "done"
    )


def _told(move: SeatMove, names: _Names, *, is_alone: bool) -> str:
    """Return a move in words, with what was said beside it."""
    what = say(f"move.{move.move}")
    if subject := listed(_subject(move, names)):
        what = say("reading.about", what=what, subject=subject)
    what = _with_words(what, move)
    return what if is_alone else say("reading.by", seat=names.seat(move.seat), what=what)


def _with_words(what: str, move: SeatMove) -> str:
    """Return what was done with what was said beside it, if anything was."""
    return say("reading.text", what=what, text=move.text) if move.text else what


def _subject(move: SeatMove, names: _Names) -> Iterator[str]:
    if move.to:
        yield names.seat(move.to)
    if move.issue:
        yield names.wording(move.issue, move.option)
    if move.give and move.get:
        yield say("reading.trade", give=names.wording(*move.give), get=names.wording(*move.get))
    yield from (names.wording(issue, option) for issue, option in move.package.items())
    if move.offer:
        yield say("reading.offer", offer=move.offer)


def _notes(log: LiveLog, seat: str, names: _Names) -> Iterator[str]:
    try:
        notes = notes_of(log, seat)
    except LiveLogError:
        yield say("reading.notes.damaged")
        return
    found = _noted(notes, names)
    yield from (
        found
        if len(log.seats) == 1
        else (say("reading.by", seat=names.seat(seat), what=line) for line in found)
    )


def _noted(notes: SeatNotes, names: _Names) -> Iterator[str]:
    if notes.prediction is not None:
        yield from _predicted(notes.prediction, names)
    for hint in notes.hints:
        yield say("reading.hint", session=hint.session, text=hint.text)
    if notes.taken_back:
        yield numbered("score.taken_back", len(notes.taken_back))
    for key, answer in notes.answers.items():
        if answer:
            yield say("reading.answer", question=called("debrief.question", key), answer=answer)
    if notes.principle:
        yield say("reading.principle", text=notes.principle)
    for name, survey in (("before", notes.before), ("after", notes.after)):
        yield from (say(f"reading.survey.{name}", what=line) for line in _answered(survey))
    if notes.first is not None:
        yield say("reading.first", title=notes.first.title, name=notes.first.name)
        if notes.first.principle:
            yield say("reading.first.principle", text=notes.first.principle)


def _answered(survey: Survey) -> Iterator[str]:
    for item, rating in survey.ratings.items():
        yield say("reading.survey.rated", statement=statement(item), rating=rating)
    if survey.remark:
        yield say("reading.answer", question=open_question(), answer=survey.remark)


def _predicted(prediction: Prediction, names: _Names) -> Iterator[str]:
    if prediction.outcome_class:
        ending = called("class", prediction.outcome_class)
        yield say("reading.predicted", what=ending)
    for line in _wordings(prediction.options, names):
        yield say("reading.predicted", what=line)
