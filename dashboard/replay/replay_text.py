"""The clause board of a replay: wordings with their holders, what changed between sessions, what became of it."""

from difflib import SequenceMatcher
from typing import Final

from dashboard.replay.replay_contract import Clause, ClauseState, Fate, Wording
from dashboard.replay.replay_view import View
from simulation import text as texts
from simulation.reasons import Opposition
from simulation.scenario import Clause as GivenClause

__all__ = ["CELLS", "Differences", "clauses_of"]

CELLS: Final = {
    "tabled": ".",
    "open": "o",
    "bracketed": "[",
    "clean_ad_ref": "=",
    "adopted": "=",
    "deleted": "x",
    "deferred": ">",
    "dropped": "-",
    "given_up": "-",
}
"""The mark of each status in the row of sessions."""
_ALIVE: Final = ("open", "bracketed")
"""States of a clause that was read and can still change."""
_KIND: Final = {"kept": 0, "new": 1, "removed": 2}


class Differences:
    """Word-level differences, each once."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}
        self.all: list[list[tuple[int, str]]] = []

    def between(self, old: str, new: str) -> int:
        """Return the number of the difference between two texts."""
        if (old, new) not in self._numbers:
            self._numbers[old, new] = len(self.all)
            self.all.append([(_KIND[piece.kind], piece.text) for piece in texts.difference(old, new)])
        return self._numbers[old, new]


def clauses_of(view: View, differences: Differences) -> list[Clause]:
    """Return the clauses through the sessions; `differences` takes up what changed in them."""
    given = [clause for section in view.run.scenario.document.sections for clause in section.clauses]
    held = view.run.documents[: view.sessions + 1]
    final = view.run.documents[-1] if len(view.run.documents) > len(held) else None
    return [
        _clause(
            view,
            differences,
            clause,
            [document.clauses[place] for document in held],
            None if final is None else final.clauses[place],
        )
        for place, clause in enumerate(given)
    ]


def _clause(
    view: View,
    differences: Differences,
    clause: GivenClause,
    states: list[texts.ClauseState],
    final: texts.ClauseState | None,
) -> Clause:
    history: list[ClauseState] = []
    changed = []
    drafted = {(issue, session) for (issue, _), session in view.drafted.items()}
    against = [next((one for one in all_ if one.clause == clause.key), None) for all_ in view.run.oppositions]
    for session, state in enumerate(states):
        before = states[session - 1] if session else None
        is_drafted = (clause.issue, session) in drafted and state.status in _ALIVE
        turns = session > 0 and against[session] != against[session - 1]
        if before is None or state != before or is_drafted or turns:
            stated = _state(view, differences, session, state, before)
            history.append(_with_opposition(view, stated, against[session]))
        if before is not None and (_has_changed(before, state) or is_drafted):
            changed.append(session)
    return Clause(
        id=clause.key,
        label=clause.label,
        reference=view.reference_of(states[0]),
        title=clause.title,
        issue=view.issue[clause.issue],
        depends_on=list(clause.depends_on),
        changed=changed,
        cells="".join(CELLS[state.status] for state in states),
        history=history,
        final=None if final is None else _fate(view, final),
    )


def _has_changed(before: texts.ClauseState, state: texts.ClauseState) -> bool:
    """Return whether a clause changed for readers: its status or the wordings on the floor, not who holds them."""
    if before.status != state.status:
        return True
    return {item.text for item in before.wordings} != {item.text for item in state.wordings} or (
        bool(state.wordings) and before.wordings[0].text != state.wordings[0].text
    )


def _state(
    view: View,
    differences: Differences,
    session: int,
    state: texts.ClauseState,
    before: texts.ClauseState | None,
) -> ClauseState:
    known = [item.text for item in before.wordings] if before is not None else None
    brief = _in_words(view, state, before)
    return ClauseState(
        {
            "from": session,
            "status": state.status,
            "falls_with": view.pool.maybe(view.references.get(state.falls_with, "")),
            "by": view.pool.set(view.row[bracket.owner] for bracket in state.brackets),
            "blocks": -1,
            "waits": -1,
            "prefers": -1,
            "stops": 0,
            "wordings": [_wording(view, differences, item, state.issue, known) for item in state.wordings],
            "brief": view.pool.text(brief),
            "words": view.pool.text(_with_drafts(view, session, state, brief)),
        }
    )


def _with_opposition(view: View, state: ClauseState, against: Opposition | None) -> ClauseState:
    """Return the state of a clause with what stands against it, if it is in brackets."""
    if against is None:
        return state
    state["blocks"], state["waits"], state["prefers"] = (
        view.pool.set(view.row[key] for key in keys)
        for keys in (against.blocks, against.waits, against.prefers)
    )
    state["stops"] = int(against.is_stopped)
    return state


def _wording(
    view: View, differences: Differences, item: texts.Wording, issue: str, known: list[str] | None
) -> Wording:
    diff = -1
    if known and item.text and item.text not in known:
        diff = differences.between(max(known, key=lambda old: _likeness(old, item.text)), item.text)
    return Wording(
        option=view.pool.text(view.options[issue, item.option]),
        text=view.pool.text(item.text),
        holders=view.pool.set(view.row[holder] for holder in item.holders),
        diff=diff,
    )


def _likeness(old: str, new: str) -> float:
    return SequenceMatcher(None, old.split(), new.split(), autojunk=False).ratio()


def _in_words(view: View, state: texts.ClauseState, before: texts.ClauseState | None) -> str:
    """Return the state of a clause in words: how many wordings, its status, and whether it was reworded."""
    status = view.say(f"status.{state.status}")
    if state.falls_with:
        return view.say("clause.falls", status=status, reference=view.references[state.falls_with])
    if state.status not in _ALIVE:
        return status
    reworded = (
        before is not None and before.status in _ALIVE and before.wordings[0].text != state.wordings[0].text
    )
    key = "clause.reworded" if reworded else "clause.state"
    return view.counted(key, len(state.wordings), status=status)


def _with_drafts(view: View, session: int, state: texts.ClauseState, told: str) -> str:
    """Return what is told of a clause, with the wordings of drafting groups that nobody stands for yet."""
    shown = {item.option for item in state.wordings}
    names = [
        view.options[issue, option]
        for (issue, option), when in view.drafted.items()
        if issue == state.issue and when <= session and option not in shown
    ]
    if not names or state.status not in _ALIVE:
        return told
    return view.say("clause.drafted", state=told, options=view.words.listed(map(view.quoted, names)))


def _fate(view: View, final: texts.ClauseState) -> Fate:
    status = view.say(f"status.{final.status}")
    return Fate(
        status=final.status,
        text=view.pool.maybe(final.wordings[0].text) if final.wordings else -1,
        words=view.pool.text(
            view.say("clause.falls", status=status, reference=view.references[final.falls_with])
            if final.falls_with
            else status
        ),
    )
