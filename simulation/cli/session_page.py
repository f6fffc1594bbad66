"""Shows a negotiation session by session: what was opened, what closed, who held brackets, who stood together."""

from collections.abc import Iterator
from itertools import groupby

import numpy as np

from simulation.cli.finished import Finished
from simulation.cli.terminal import Page, counted
from simulation.coalitions import short_labels
from simulation.engine.record import CLOSED_BY
from simulation.protocols.parameter_sets.sets_told import set_told
from simulation.rules.decision import RULES
from simulation.words import names_joined

__all__ = ["print_case", "print_sessions"]

NAMED = 4
"""Most holders of brackets, or clauses called, that are named."""
_QUOTED = 9
"""Most words of a wording that is quoted."""
WATCHING = 10
"""Most observers that are named."""


def print_case(page: Page, done: Finished, *, is_short: bool = False) -> None:
    """Print what is negotiated, and what was drawn or coded otherwise; in short less of it."""
    record, case, forum = done.record, done.case, done.forum
    page.title(case.title)
    rule = RULES.get(forum.decision.rule).info.label.lower()
    clauses = len(done.document.clauses)
    holders = int(record.tableau.decide.sum())
    if is_short:
        page.note(f"{forum.name}: {holders} of {record.tableau.n_delegations} decide, by {rule}.")
    else:
        page.note(
            f"{forum.name}. {counted(record.tableau.n_delegations, 'delegation')} take part, {holders} decide, "
            f"by {rule}. {counted(clauses, 'clause')} on {counted(record.tableau.n_issues, 'issue')}, "
            f"{counted(record.planned, 'session')} planned."
        )
    if (watching := record.tableau.observers) and not is_short:
        verb = "has" if len(watching) == 1 else "have"
        watch = "watches" if len(watching) == 1 else "watch"
        page.note(f"{len(watching)} more {verb} a seat and {watch}: {done.named(watching, WATCHING)}.")
    if done.coding:
        coded = "; ".join(f"{path} {value}" for path, value in done.coding.items())
        page.note(f"Coded otherwise than it is written: {coded}.")
    if record.drawn is not None:
        page.note(set_told(record.drawn))


def print_sessions(page: Page, done: Finished) -> None:
    """Print every session of a negotiation; sessions in which nothing new happened share a heading."""
    record = done.record
    known: dict[int, str] = {}
    told = [_Told(done, session, known) for session in range(record.n_rounds)]
    for _, same in groupby(told, key=lambda one: (one.head, one.rows, one.state)):
        sessions = list(same)
        first, last = sessions[0], sessions[-1]
        page.write()
        when = f"Session {first.number}" if first is last else f"Sessions {first.number} to {last.number}"
        page.say(f"{when}: {first.head}", style="bold", hang=2)
        page.columns(first.rows)
        page.note(first.state, indent=2)


class _Told:
    """One session in words; two in which the same happened are told alike."""

    def __init__(self, done: Finished, session: int, known: dict[int, str]) -> None:
        self._done = done
        self._session = session
        self._known = known
        """What was said last about the coalitions on each issue: said again only when it changes."""
        sentence = done.sentences[session]
        self.number = session + 1
        self.head = str(sentence.head).removeprefix(f"Session {self.number}: ")
        self.state = str(sentence.sub)
        made = [move for move in done.log.moves if move.session == self.number]
        self._called = [move.issue for move in made if move.move == "call_clause"]
        self._takes_stock = any(move.move == "take_stock" for move in made)
        self.rows = [*self._order_of_work(), *self._rows()]

    def _order_of_work(self) -> Iterator[tuple[str, str]]:
        """Yield what the chair calls, and that it takes stock, where it does."""
        if self._takes_stock:
            yield "The Chair", "takes stock of every clause that is still open."
        if self._called:
            names = {issue.key: issue.name for issue in self._done.case.issues}
            called = names_joined([names[key] for key in self._called], NAMED)
            yield "The Chair", f"calls for decision: {called}."

    def _rows(self) -> Iterator[tuple[str, str]]:
        record = self._done.record
        closed = record.closed_by[self._session] >= 0
        for issue in np.flatnonzero(record.opened[self._session] | closed).tolist():
            fate = self._closed(issue) if closed[issue] else self._open(issue)
            yield self._done.case.issues[issue].name, fate
            coalitions = "" if closed[issue] else self._coalitions(issue)
            if coalitions and coalitions != self._known.get(issue):
                self._known[issue] = coalitions
                yield "", coalitions

    def _closed(self, issue: int) -> str:
        record = self._done.record
        label = self._quoted(issue, int(record.table[self._session + 1, issue]))
        by = CLOSED_BY[record.closed_by[self._session, issue]]
        if by == "floor":
            return f"agreed: {label}"
        author = "the Chair"
        if by == "bridge_package":
            key = record.tableau.delegations[int(record.bridge_by[self._session])]
            author = self._done.names[key]
        early = "" if record.called[self._session, issue] else ", before the Chair has called it"
        return f"agreed in a package by {author}{early}: {label}"

    def _open(self, issue: int) -> str:
        done, record = self._done, self._done.record
        objecting = np.flatnonzero(record.objects[self._session, :, issue])
        text = "open"
        if len(objecting):
            owners = done.by_voice([record.tableau.delegations[row] for row in objecting])
            table = self._quoted(issue, int(record.table[self._session + 1, issue]))
            keep = "keeps" if len(owners) == 1 else "keep"
            named = done.named(owners, NAMED)
            text = f"{len(owners)} {keep} brackets on the text on the table, {table}: {named}"
        drafted = int(record.drafted[self._session, issue])
        if drafted >= 0:
            text += f". A drafting group brings back {self._quoted(issue, drafted)}"
        chair = int(record.chair_text[self._session, issue])
        if chair >= 0:
            text += f". The Chair puts {self._quoted(issue, chair)}"
        return f"{text}."

    def _coalitions(self, issue: int) -> str:
        """Return how many stand for each wording."""
        history = self._done.formed[issue]
        now = history.label[self._session]
        sizes = [(int((now == index).sum()), item) for index, item in enumerate(history.coalitions)]
        sizes = sorted(((size, item) for size, item in sizes if size), key=lambda pair: -pair[0])
        if not sizes:
            return ""
        table = self._done.case.issues[issue].options[self._done.record.table[self._session + 1, issue]].label
        said = ", ".join(
            f"{size} for “{item.name}”" + (" (on the table)" if item.text == table else "")
            for size, item in sizes
        )
        return f"Coalitions: {said}."

    def _quoted(self, issue: int, option: int) -> str:
        labels = [item.label for item in self._done.case.issues[issue].options]
        return f"“{short_labels(labels, _QUOTED)[option]}”"
