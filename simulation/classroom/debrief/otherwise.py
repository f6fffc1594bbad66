"""The class's own moves played again under another rule, where they permit, with what could not be carried over."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from simulation.classroom.debrief.gathered import TableLog
from simulation.classroom.debrief.table_endings import Ended, ended_with
from simulation.errors import DelegationSimError
from simulation.live import LiveNegotiation
from simulation.scenario.forums import resolve_forum
from simulation.scenario.schema import Decision, Scenario
from simulation.training.course_of_play import Course, Stage, course_of
from simulation.training.own_moves import OwnMove, of_deed
from simulation.training.replay_without_moves import SEATING, Dropped, Why, replay
from simulation.words import numbered, say

__all__ = ["NotCarried", "Otherwise", "other_rules", "under_rule"]

_RULES_TRIED: Final = ("rough_consensus", "simple_majority", "consensus")
"""Other rules under which a class is played again: the first two that are not its own."""
_RULES: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCarried:
    """A move of people that was not possible under the other rule."""

    seat: str
    """Key."""
    move: OwnMove
    why: Why

    @property
    def session(self) -> int:
        """Counted from 1."""
        return self.move.session


@dataclass(frozen=True, slots=True, kw_only=True)
class Otherwise:
    """A table under another rule."""

    table: str
    rule: str
    """Key."""
    ended: Ended
    moves: int
    """That people made."""
    dropped: tuple[NotCarried, ...]
    """Of these, the ones that could not be made."""
    words: int
    """Statements among what could not be made."""

    @property
    def kept(self) -> int:
        """Moves that were made as in the class."""
        return self.moves - len(self.dropped) - self.words

    @property
    def carried(self) -> tuple[str, ...]:
        """Sentences on how many moves of people were made again, which were not, and why."""
        if self.kept == self.moves:
            told = [numbered("classdebrief.rule.kept.all", self.moves)]
        else:
            told = [numbered("classdebrief.rule.kept.some", self.kept, moves=self.moves)]
        whys = Counter(one.why for one in self.dropped)
        told += [numbered(f"classdebrief.rule.lost.{why}", count) for why, count in whys.most_common()]
        if self.words:
            told.append(numbered("classdebrief.rule.words", self.words))
        return tuple(told)


def other_rules(case: Scenario) -> tuple[str, ...]:
    """Return the rules under which the moves of a class are played again."""
    own = resolve_forum(case).decision.rule
    return tuple(rule for rule in _RULES_TRIED if rule != own)[:_RULES]


def _with_rule(case: Scenario, rule: str) -> Scenario:
    """Return a case whose room decides by another rule, with that rule's own defaults."""
    forum = case.forum.model_copy(update={"decision": Decision(rule=rule)})
    return case.model_copy(update={"forum": forum})


def under_rule(table: TableLog, rule: str) -> Otherwise:
    """Return the ending of a table replayed under another rule.

    People make the moves that they made, each in its session and phase; agents answer anew, with the same chance. A
    move that answers what does not come, or is not possible, is left out.

    Raises:
        DelegationSimError: if nobody made a move, or it cannot be played again, see `TableLog.live`.
    """
    course = course_of(table.live())
    return _under(course, table, rule)


def _under(course: Course, table: TableLog, rule: str) -> Otherwise:
    log, case = course.log, _with_rule(course.case, rule)
    twin = LiveNegotiation(case, seed=log.seed, replication=log.replication, seats=log.seats, level=log.level)
    begun = Stage(session=1, state=twin.live.fork(), talks=(), floor=(), package=())
    if not course.deeds:
        raise DelegationSimError(say("classdebrief.rule.no_moves"))
    found = replay(replace(course, case=case, stages=(begun,)), course.deeds[0].move.seat, 1)
    acts = [deed for deed in course.deeds if deed.move.move not in SEATING]
    lost = [one for one in found.dropped if one.deed.move.move != "speak"]
    return Otherwise(
        table=table.key,
        rule=rule,
        ended=ended_with(table.key, found.record),
        moves=len(acts),
        dropped=tuple(_lost(course, lost)),
        words=len(found.dropped) - len(lost),
    )


def _lost(course: Course, dropped: Sequence[Dropped]) -> list[NotCarried]:
    return [
        NotCarried(seat=one.deed.move.seat, move=of_deed(course, one.deed), why=one.why) for one in dropped
    ]
