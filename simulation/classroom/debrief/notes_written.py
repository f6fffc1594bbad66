"""Reads what people of a class wrote down, whatever it is: as notes of a seat, with what is none of them left out."""

from collections.abc import Mapping
from typing import Any, Final

from simulation.protocols.result import OUTCOME_CLASSES
from simulation.scenario.schema import Scenario
from simulation.training.notes import AskedHint, Prediction, SeatNotes
from simulation.training.survey import Survey, own_words
from simulation.words import Said

__all__ = ["notes_of_person"]

_MOST: Final = 200


def notes_of_person(case: Scenario, written: Mapping[str, Any]) -> SeatNotes:
    """Return a person's written notes as `SeatNotes`.

    People can write down whatever they like over HTTP, so nothing of it is taken on trust: what has another form than
    it should counts as not written.

    Args:
        case: Whose issues and options a prediction may name.
        written: By name, as `WriteDown` kept it.
    """
    answers = written.get("answers")
    return SeatNotes(
        prediction=_prediction(case, written.get("prediction")),
        hints=_hints(written.get("hints")),
        answers={
            str(key)[:_MOST]: own_words(text)
            for key, text in (answers.items() if isinstance(answers, Mapping) else ())
            if isinstance(text, str) and text.strip()
        },
        principle=_text(written.get("principle")),
        before=_survey(written.get("before")),
        after=_survey(written.get("after")),
    )


def _prediction(case: Scenario, given: object) -> Prediction | None:
    if not isinstance(given, Mapping):
        return None
    options = given.get("options")
    known = {issue.key: {"", *(option.key for option in issue.options)} for issue in case.issues}
    chosen = {
        str(issue): option
        for issue, option in (options.items() if isinstance(options, Mapping) else ())
        if isinstance(option, str) and option in known.get(issue, ())
    }
    ends = given.get("outcome_class")
    outcome = ends if isinstance(ends, str) and ends in OUTCOME_CLASSES else ""
    return Prediction(options=chosen, outcome_class=outcome) if chosen or outcome else None


def _hints(given: object) -> tuple[AskedHint, ...]:
    found = []
    for one in given if isinstance(given, list) else []:
        if isinstance(one, Mapping) and type(one.get("session")) is int:
            text = Said.verbatim(_text(one.get("text")))
            found.append(AskedHint(session=one["session"], level=_text(one.get("level")), text=text))
    return tuple(found)


def _survey(given: object) -> Survey:
    try:
        return Survey.from_plain(given) if isinstance(given, Mapping) else Survey()
    except (TypeError, ValueError):
        return Survey()


def _text(given: object) -> str:
    return own_words(given) if isinstance(given, str) else ""
