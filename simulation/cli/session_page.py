"""Shows a negotiation session by session: what was opened, what closed, who held brackets, who stood together."""

from collections.abc import Collection, Iterator
from itertools import chain, groupby
from typing import Final

import numpy as np

from simulation.cli.finished import Finished
from simulation.cli.terminal import Page
from simulation.coalitions import short_names
from simulation.engine import CLOSED_BY
from simulation.protocols.parameter_sets import set_told
from simulation.rules import rule_inside
from simulation.scenario.translations import language_told
from simulation.words import Said, apart, listed, names_joined, numbered, say

__all__ = ["print_case", "print_sessions"]

NAMED = 4
"""Most holders of brackets, or clauses called, that are named."""
_QUOTED = 9
"""Most words of a wording that is quoted."""
WATCHING = 10
"""Most observers that are named."""
_IN_BETWEEN: Final = "story.head"
"""What is said of a session that is not the last."""


def print_case(page: Page, done: Finished, *, is_short: bool = False) -> None:
    """Print what is negotiated, and what was drawn or coded otherwise; in short less of it."""
    record, case, forum = done.record, done.case, done.forum
    page.title(case.title)
    if written := language_told(case):
        page.note(written)
    present, watching = record.tableau.n_delegations, record.tableau.observers
    values = {
        "forum": Said.begun(forum.named),
        "holders": int(record.tableau.decide.sum()),
        "rule": rule_inside(forum.decision.rule),
    }
    if is_short:
        page.note(say("run.head.short", n=present, **values))
    else:
        sizes = {
            "clauses": numbered("count.clauses", len(done.document.clauses)),
            "issues": numbered("count.issues", record.tableau.n_issues),
            "sessions": numbered("count.sessions", record.planned),
        }
        page.note(numbered("run.head", present, **values, **sizes))
        if watching:
            page.note(numbered("run.watching", len(watching), names=done.named(watching, WATCHING)))
    if done.coding:
        coded = (f"{path} {value}" for path, value in done.coding.items())
        page.note(say("run.coded", values=apart(coded)))
    if record.drawn is not None:
        page.note(set_told(record.drawn))


def print_sessions(page: Page, done: Finished) -> None:
    """Print every session of a negotiation; sessions in which nothing new happened share a heading."""
    record = done.record
    known: dict[int, str] = {}
    told = [_Told(done, session, known) for session in range(record.n_rounds)]
    for _, same in groupby(told, key=lambda one: (one.news, one.rows, one.state)):
        sessions = list(same)
        first, last = sessions[0], sessions[-1]
        page.write()
        together = {"first": first.number, "last": last.number, "news": first.news}
        head = str(first.head) if first is last else say("run.sessions", **together)
        page.say(head, style="bold", hang=2)
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
        self.head = sentence.head
        self.news = sentence.head.inner("news") if sentence.head.key == _IN_BETWEEN else sentence.head
        """What sessions that are told together have in common; the last of all is never one of them."""
        self.state = str(sentence.sub)
        made = [move for move in done.log.moves if move.session == self.number]
        self._called = [move.issue for move in made if move.move == "call_clause"]
        self._takes_stock = any(move.move == "take_stock" for move in made)
        self.rows = [*self._order_of_work(), *self._rows()]

    def _order_of_work(self) -> Iterator[tuple[str, str]]:
        """Yield what the chair calls, and that it takes stock, where it does."""
        if self._takes_stock:
            yield say("who.chair"), say("run.chair.stock")
        if self._called:
            names = {issue.key: issue.name for issue in self._done.case.issues}
            called = names_joined([names[key] for key in self._called], NAMED)
            yield say("who.chair"), say("run.chair.calls", issues=called)

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
            return say("run.agreed", wording=label)
        author = say("news.chair")
        if by == "bridge_package":
            key = record.tableau.delegations[int(record.bridge_by[self._session])]
            author = self._done.names[key]
        called = (
            "run.agreed.package" if record.called[self._session, issue] else "run.agreed.package.uncalled"
        )
        return say(called, who=author, wording=label)

    def _open(self, issue: int) -> str:
        done, record = self._done, self._done.record
        objecting = np.flatnonzero(record.objects[self._session, :, issue])
        told = [say("run.open")]
        if len(objecting):
            owners = done.by_voice([record.tableau.delegations[row] for row in objecting])
            table = self._quoted(issue, int(record.table[self._session + 1, issue]))
            told = [numbered("run.held", len(owners), wording=table, names=done.named(owners, NAMED))]
            told += self._blocked(issue, owners)
        drafted = int(record.drafted[self._session, issue])
        if drafted >= 0:
            told.append(say("run.drafted", wording=self._quoted(issue, drafted)))
        chair = int(record.chair_text[self._session, issue])
        if chair >= 0:
            told.append(say("run.chair_text", wording=self._quoted(issue, chair)))
        return " ".join(told)

    def _blocked(self, issue: int, owners: Collection[str]) -> Iterator[str]:
        """Yield who blocks a clause of the issue, and by what; `owners` keep brackets on it."""
        done, key = self._done, self._done.case.issues[issue].key
        clauses = {clause.key for clause in done.documents[self.number].clauses if clause.issue == key}
        against = [one for one in done.standing[self.number] if one.clause in clauses]
        blocks = done.by_voice(list(dict.fromkeys(chain.from_iterable(one.blocks for one in against))))
        holding, unwilling = ([key for key in blocks if (key in owners) is held] for held in (True, False))
        if holding and done.record.called[self._session, issue]:
            yield say("run.blocked.called" if done.deciding.calls else "run.blocked.brackets")
        elif holding:
            kind = "red" if any(one.is_stopped for one in against) else "few"
            yield numbered(f"run.blocked.{kind}", len(holding), names=done.named(holding, NAMED))
        if unwilling:
            yield say("run.blocked.unwilling", names=done.named(unwilling, NAMED))

    def _coalitions(self, issue: int) -> str:
        """Return how many stand for each wording."""
        history = self._done.formed[issue]
        now = history.label[self._session]
        sizes = [(int((now == index).sum()), item) for index, item in enumerate(history.coalitions)]
        sizes = sorted(((size, item) for size, item in sizes if size), key=lambda pair: -pair[0])
        if not sizes:
            return ""
        table = self._done.case.issues[issue].options[self._done.record.table[self._session + 1, issue]].label
        told = (
            say(
                "run.coalition.table" if item.text == table else "run.coalition",
                n=size,
                wording=say("list.quoted", text=item.name),
            )
            for size, item in sizes
        )
        return say("run.coalitions", sizes=listed(told))

    def _quoted(self, issue: int, option: int) -> str:
        return say("list.quoted", text=short_names(self._done.case.issues[issue], _QUOTED)[option])
