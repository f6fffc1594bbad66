"""What a reader may guess before a run is played, in sentences: the questions, their answers, and how it went."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from dashboard.replay.replay_contract import Guess, GuessAnswer, GuessQuestion
from dashboard.replay.replay_view import View
from dashboard.replay.typicality import FEWEST
from simulation.coalitions import first_to_leave
from simulation.protocols import OUTCOME_CLASSES
from simulation.study import (
    NOBODY,
    YES,
    OtherEndings,
    Question,
    RunEnding,
    counted,
    guesses_before,
    share_figures,
)
from simulation.words import Said, said

__all__ = ["guess_of", "run_ending"]

_NAMED: Final = 3


def guess_of(view: View) -> Guess:
    """Return the questions in words, the answers of the run, and in how many runs of the ensemble each is right.

    What would be asked without an ensemble is told too, for those who were asked before there was one. Nothing is asked
    of a run that is over with the session at which one is asked, the first.
    """
    if view.sessions <= 1:
        return Guess(asked=[], questions=[])
    run, ensemble = run_ending(view), view.ensemble
    before = guesses_before(run)
    if ensemble is None or ensemble.n < FEWEST:
        return Guess(asked=[_id(one) for one in before], questions=[_told(view, run, one) for one in before])
    others = OtherEndings(
        in_text=ensemble.in_text, closed=ensemble.closed, outcome=ensemble.outcome, first=ensemble.first
    )
    asked = guesses_before(run, others)
    told = {_id(one): _told(view, run, one) for one in (*asked, *(counted(one, others) for one in before))}
    return Guess(asked=[_id(one) for one in asked], questions=list(told.values()))


def run_ending(view: View) -> RunEnding:
    """Return how the run of a view ends."""
    run, texts = view.run, view.run.documents
    clean = np.asarray(run.tables["issues"]["clean"], dtype=np.bool_).reshape(view.sessions, -1)
    closed = np.where(clean.any(axis=0), clean.argmax(axis=0) + 1, 0)
    clauses = range(len(texts[0].clauses))
    return RunEnding(
        in_text=[clause.status == "adopted" for clause in texts[-1].clauses],
        disputed=[sum(text.clauses[at].status == "bracketed" for text in texts) for at in clauses],
        issue=[view.issue[clause.issue] for clause in texts[0].clauses],
        closed=closed.tolist(),
        sessions=view.sessions,
        first=view.by_voice(first_to_leave(run.history.label)[1]),
        outcome=OUTCOME_CLASSES.index(run.manifest.outcome["class"]),
        capability=view.capability,
        decides=np.asarray(run.tables["delegations"]["decides"], dtype=np.bool_),
        seed=run.manifest.seed,
    )


def _id(question: Question) -> str:
    """Return a name by which a browser knows a question again."""
    choices = question.answers if question.kind in ("first", "ending") else ()
    return " ".join(map(str, (question.kind, question.about, question.session, *choices)))


def _told(view: View, run: RunEnding, question: Question) -> GuessQuestion:
    ask, short = (
        said(f"guess.{question.kind}.{form}", **_about(view, question)) for form in ("ask", "short")
    )
    return GuessQuestion(
        id=_id(question),
        ask=view.told(ask),
        short=view.told(short),
        run=view.told(said("guess.run", answer=_went(view, run, question))),
        answers=list(_answers(view, question)),
    )


def _about(view: View, question: Question) -> dict[str, Said | str | int]:
    """Return what a question names: its clause or issue, and its session."""
    match question.kind:
        case "text":
            clause = view.run.documents[0].clauses[question.about]
            reference, title = view.reference_of(clause), clause.title or clause.reference
            key = "guess.clause.alone" if reference == title else "guess.clause"
            return {"clause": said(key, title=title, reference=reference)}
        case "closed":
            return {"issue": view.run.scenario.issues[question.about].name, "s": question.session}
        case _:
            return {}


def _went(view: View, run: RunEnding, question: Question) -> Said:
    """Return what the run answers."""
    match question.kind:
        case "text":
            return said("guess.text.in" if YES in question.right else "guess.text.out")
        case "closed":
            closed = run.closed[question.about]
            return said("guess.closed.in", s=closed) if closed else said("guess.closed.never")
        case "ending":
            return said(f"class.{OUTCOME_CLASSES[run.outcome]}")
        case "first" if run.first:
            session, _ = first_to_leave(view.run.history.label)
            names = Said.names([view.short[row] for row in run.first], _NAMED)
            return said("guess.first.left", names=names, s=session)
    return said("guess.first.nobody")


def _answers(view: View, question: Question) -> Iterator[GuessAnswer]:
    for place, answer in enumerate(question.answers):
        told = _answer(view, question, answer)
        yield GuessAnswer(
            key=view.run.delegations[answer] if question.kind == "first" and answer >= 0 else str(answer),
            told=view.told(told),
            yours=view.told(said("guess.yours", answer=told)),
            share=view.told(_share(view, question, place, told)),
            right=int(answer in question.right),
        )


def _answer(view: View, question: Question, answer: int) -> Said:
    if question.kind == "first":
        return said("guess.first.none") if answer == NOBODY else Said.verbatim(view.short[answer])
    if question.kind == "ending":
        return said(f"class.{OUTCOME_CLASSES[answer]}")
    return said("guess.yes" if answer == YES else "guess.no")


def _share(view: View, question: Question, place: int, told: Said) -> Said:
    """Return in how many runs an answer is right; of a question of yes or no, in how many the answer is yes."""
    if question.hits is None or view.ensemble is None:
        return said("guess.share.none")
    is_named = question.kind in ("first", "ending")
    value, low, high = share_figures(view.ensemble.share(question.hits[place if is_named else 0]))
    about = {"answer": told} if is_named else _about(view, question)
    return said(f"guess.{question.kind}.share", **about, n=view.ensemble.n, value=value, low=low, high=high)
