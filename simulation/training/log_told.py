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
from simulation.words import NOTHING, Said, said

__all__ = ["ToldLog", "move_parts", "tell_log"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldLog:
    """A log in sentences."""

    about: tuple[Said, ...]
    """Which case, seat, seed, level and version; how far it is; what is not known."""
    result: tuple[Said, ...]
    """How it ended, and with which wording of each issue; nothing where it was not over, or that is not known."""
    sessions: tuple[tuple[Said, tuple[Said, ...]], ...]
    """The moves of each session under its name, but for ends of a turn; all of them under one name where the log does
    not tell sessions apart."""
    notes: tuple[Said, ...]
    """What the people noted down: predictions, hints that they asked for, answers, what they take away."""


def tell_log(log: LiveLog, case: Scenario | None = None) -> ToldLog:
    """Return the content of a log in words, whichever version wrote it.

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


def move_parts(move: SeatMove, case: Scenario) -> tuple[Said, Said]:
    """Return the words for a move, and for its object or own words; the latter may be empty."""
    return _parts(move, _Names(case))


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

    def wording(self, issue: str, option: str) -> Said:
        """Return an issue with one of its wordings."""
        if not option:
            return Said.verbatim(self.issue(issue))
        there = self._issues.get(issue)
        labels = {} if there is None else {one.key: one.label for one in there.options}
        return said("reading.wording", issue=self.issue(issue), option=labels.get(option, option))


def _about(log: LiveLog, names: _Names, *, is_same: bool) -> Iterator[Said]:
    seats = Said.listed(map(names.seat, log.seats))
    yield said("reading.seat", case=names.title or log.case, seats=seats)
    yield said(
        "reading.played", seed=log.seed, level=Said.called("reading.level", log.level), version=log.version
    )
    reached = log.reached
    if not log.entries:
        yield said("reading.nothing")
    elif not reached:
        yield said("reading.unsaid")
    elif reached["phase"] == "over":
        yield said("reading.over", session=reached["session"])
    else:
        yield said("reading.left", session=reached["session"], phase=Said.called("phase", reached["phase"]))
    if not log.is_sealed:
        yield said("reading.unsealed")
    if not is_same:
        yield said("reading.renamed" if names.is_known else "reading.keys", case=log.case)


def _result(log: LiveLog, names: _Names) -> Iterator[Said]:
    if log.reached.get("phase") == "over" and log.reached.get("outcome") in OUTCOME_CLASSES:
        yield said("reading.ended", ending=Said.called("class", log.reached["outcome"]))
        yield from _wordings(log.reached.get("options", {}), names)


def _wordings(options: Mapping[str, str], names: _Names) -> Iterator[Said]:
    for issue, option in options.items():
        yield (names.wording(issue, option) if option else said("reading.open", issue=names.issue(issue)))


def _sessions(log: LiveLog, names: _Names) -> Iterator[tuple[Said, tuple[Said, ...]]]:
    begun: Sequence[int] = log.reached.get("sessions", [])
    if not begun:
        if lines := _moves(log.entries, log, names):
            yield said("reading.moves"), lines
        return
    for number, (start, end) in enumerate(pairwise([*begun, len(log.entries)]), start=1):
        if lines := _moves(log.entries[start:end], log, names):
            yield said("papers.slips.session", n=number), lines


def _moves(entries: Sequence[SeatMove | str], log: LiveLog, names: _Names) -> tuple[Said, ...]:
    return tuple(
        _told(entry, names, is_alone=len(log.seats) == 1)
        for entry in entries
        if isinstance(entry, SeatMove) and entry.move != "done"
    )


def _told(move: SeatMove, names: _Names, *, is_alone: bool) -> Said:
    """Return a move in words, with what was said beside it."""
    what, subject = _parts(move, names)
    if subject:
        what = said("reading.about", what=what, subject=subject)
    return what if is_alone else said("reading.by", seat=names.seat(move.seat), what=what)


def _parts(move: SeatMove, names: _Names) -> tuple[Said, Said]:
    what, about = said(f"move.{move.move}"), tuple(_subject(move, names))
    if not about:
        return said("reading.text", what=what, text=move.text) if move.text else what, NOTHING
    subject = Said.listed(about)
    return what, said("reading.text", what=subject, text=move.text) if move.text else subject


def _subject(move: SeatMove, names: _Names) -> Iterator[str | Said]:
    if move.to:
        yield names.seat(move.to)
    if move.issue:
        yield names.wording(move.issue, move.option)
    if move.give and move.get:
        yield said("reading.trade", give=names.wording(*move.give), get=names.wording(*move.get))
    yield from (names.wording(issue, option) for issue, option in move.package.items())
    if move.offer:
        yield said("reading.offer", offer=move.offer)


def _notes(log: LiveLog, seat: str, names: _Names) -> Iterator[Said]:
    try:
        notes = notes_of(log, seat)
    except LiveLogError:
        yield said("reading.notes.damaged")
        return
    found = _noted(notes, names)
    yield from (
        found
        if len(log.seats) == 1
        else (said("reading.by", seat=names.seat(seat), what=line) for line in found)
    )


def _noted(notes: SeatNotes, names: _Names) -> Iterator[Said]:
    if notes.prediction is not None:
        yield from _predicted(notes.prediction, names)
    for hint in notes.hints:
        yield said("reading.hint", session=hint.session, text=hint.text)
    if notes.taken_back:
        yield said("score.taken_back", n=len(notes.taken_back))
    for key, answer in notes.answers.items():
        if answer:
            yield said("reading.answer", question=Said.called("debrief.question", key), answer=answer)
    if notes.principle:
        yield said("reading.principle", text=notes.principle)
    for name, survey in (("before", notes.before), ("after", notes.after)):
        yield from (said(f"reading.survey.{name}", what=line) for line in _answered(survey))
    if notes.first is not None:
        yield said("reading.first", title=notes.first.title, name=notes.first.name)
        if notes.first.principle:
            yield said("reading.first.principle", text=notes.first.principle)


def _answered(survey: Survey) -> Iterator[Said]:
    for item, rating in survey.ratings.items():
        yield said("reading.survey.rated", statement=statement(item), rating=rating)
    if survey.remark:
        yield said("reading.answer", question=open_question(), answer=survey.remark)


def _predicted(prediction: Prediction, names: _Names) -> Iterator[Said]:
    if prediction.outcome_class:
        ending = Said.called("class", prediction.outcome_class)
        yield said("reading.predicted", what=ending)
    for line in _wordings(prediction.options, names):
        yield said("reading.predicted", what=line)
