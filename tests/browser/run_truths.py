"""What is true of a run, worked out from its record: against it the browser tests hold the answers of the replay."""

from collections import Counter
from functools import cached_property
from itertools import groupby

import numpy as np

from simulation.cli.finished import Finished, play
from simulation.coalitions.power import fewest_to_block
from simulation.engine.simulate import load_scenario
from simulation.reasons import Opposition, deciding_of, document_at, oppositions
from simulation.text import ClauseState, DocumentState

__all__ = ["RunTruths"]

_IN_TEXT = ("adopted", "clean_ad_ref")


class RunTruths:
    """The run of seed 1 of a case."""

    def __init__(self, case: str) -> None:
        self.done: Finished = play(load_scenario(case), seed=1, replication=0)
        self.record = self.done.record
        self.last = self.record.n_rounds
        self.names = {item.key: item.short or item.name for item in self.record.scenario.delegations}
        self.issues = [issue.name for issue in self.record.scenario.issues]

    @cached_property
    def documents(self) -> list[DocumentState]:
        """The text before the first session and after each."""
        return [document_at(self.record, session) for session in range(self.last + 1)]

    @cached_property
    def standing(self) -> tuple[tuple[Opposition, ...], ...]:
        """Who blocks, waits and prefers, at each of these."""
        return oppositions(self.documents, self.done.log.moves, deciding_of(self.record))

    def groups(self, session: int) -> set[frozenset[str]]:
        """Return who stands together after a session; whoever stands alone is left out."""
        label = self.done.history.label[session - 1]
        keys = np.array(self.record.tableau.delegations)
        return {frozenset(keys[label == group].tolist()) for group in np.unique(label) if group >= 0}

    def moved_most(self) -> set[tuple[str, str]]:
        """Return who moved furthest on which issue; several if they moved as far."""
        way = np.abs(self.record.position[-1] - self.record.tableau.ideal[0])
        keys = self.record.tableau.delegations
        return {
            (self.names[keys[row]], self.issues[issue]) for row, issue in np.argwhere(way > way.max() - 1e-9)
        }

    def why_moved(self, name: str, issue: str) -> list[str]:
        """Return the reasons of all steps of a delegation on an issue."""
        key = next(key for key, called in self.names.items() if called == name)
        topic = self.record.scenario.issues[self.issues.index(issue)].key
        steps = [move for move in self.done.log.by(key) if move.issue == topic]
        return [str(move.private_reason) for move in steps if move.move == "change_position"]

    def closest(self) -> set[str]:
        """Return the issue in the text blocked last, or else the one that most kept in brackets before its call.

        Where nothing is in the text, those that fewest blocked at the end.
        """
        about = {clause.key: clause.issue for clause in self.done.document.clauses}
        kept = {clause.issue for clause in self.done.document.clauses if clause.status in _IN_TEXT}
        if not kept:
            fewest = min(len(one.blocks) for one in self.standing[-1])
            return {self._called(about[one.clause]) for one in self.standing[-1] if len(one.blocks) == fewest}
        for standing in reversed(self.standing):
            stopped = {about[one.clause] for one in standing if one.is_stopped} & kept
            if stopped:
                return {self._called(issue) for issue in stopped}
        closed = {issue: one.session for one in self.done.news for issue in one.agreed if issue in kept}
        latest = [issue for issue, session in closed.items() if session == max(closed.values())]
        held = {
            issue: len(set().union(*(self._holders(issue, each) for each in range(closed[issue]))))
            for issue in latest
        }
        return {self._called(issue) for issue, n in held.items() if n == max(held.values())}

    def _holders(self, issue: str, session: int) -> set[str]:
        clauses = [clause for clause in self.documents[session].clauses if clause.issue == issue]
        return {bracket.owner for clause in clauses for bracket in clause.brackets}

    def _called(self, issue: str) -> str:
        return self.done.log.roster.issues[issue]

    def deals(self) -> Counter[frozenset[str]]:
        """Return how often two issues were traded for each other."""
        give, get = self.record.trade_give, self.record.trade_get
        pairs = zip(give[give >= 0].tolist(), get[give >= 0].tolist(), strict=True)
        return Counter(frozenset(self.issues[place] for place in pair) for pair in pairs)

    def spells(self, key: str) -> list[tuple[int, int]]:
        """Return the first and the last session of each stay of a delegation in one group, or in none."""
        row = self.record.tableau.delegations.index(key)
        label = self.done.history.label[:, row].tolist()
        spells = [
            [at for at, _ in stay] for _, stay in groupby(enumerate(label, start=1), lambda one: one[1])
        ]
        return [(stay[0], stay[-1]) for stay in spells]

    def needed(self) -> int | None:
        """Return the fewest that can stop a text."""
        return fewest_to_block(self.record.conditions)

    def in_the_way(self) -> set[str]:
        """Return who alone blocked a clause in most sessions; if nobody did alone, who blocked in most."""
        alone, every = Counter[str](), Counter[str]()
        for standing in self.standing:
            every.update({key for one in standing for key in one.blocks})
            alone.update({one.blocks[0] for one in standing if len(one.blocks) == 1 and one.is_stopped})
        found = alone or every
        return {self.names[key] for key, n in found.items() if n == max(found.values())}

    def called(self) -> int:
        """Return how many issues the chair called for decision."""
        return len({move.issue for move in self.done.log.moves if move.move == "call_clause"})

    def final(self) -> ClauseState:
        """Return the clause that was settled last of those in the text; the first one where none is."""
        kept = [clause for clause in self.done.document.clauses if clause.status in _IN_TEXT]
        closed = {issue: one.session for one in self.done.news for issue in one.agreed}
        return max(kept, key=lambda clause: closed[clause.issue], default=self.documents[-1].clauses[0])

    def wanted_others(self, clause: ClauseState) -> tuple[str, set[str]]:
        """Return the words of a clause in the text, or on the table, and who stood for others when it was last open."""
        for document in reversed(self.documents):
            state = next(one for one in document.clauses if one.key == clause.key)
            if state.status in ("bracketed", "open"):
                others = [word for word in state.wordings if word.option != clause.wordings[0].option]
                return clause.wordings[0].text, {self.names[key] for word in others for key in word.holders}
        return clause.wordings[0].text, set()
