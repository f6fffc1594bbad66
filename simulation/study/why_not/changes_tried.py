"""Which changes to a case are tried to bring a clause into its text: single ones, then pairs, each with its size.

What counts as smaller is our judgement: more time before mandates, mandates before a trade, a trade before what the
chair may do, that before the rules of the room; of one kind, one change before two; then fewer sessions, and the
shorter way for red lines.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Literal

from simulation.rules.decision import RULES
from simulation.scenario.forums import Forum, resolve_forum
from simulation.scenario.model_base import SAYS_NOTHING
from simulation.scenario.schema import Delegation, Issue, Option, Scenario
from simulation.state.instructions import centre, mandate_on, salience_on
from simulation.study.levers.accepts import distance_to
from simulation.study.study import Change

__all__ = ["KINDS", "Blocked", "Kind", "TriedChange", "blocked_wordings", "pairs", "singles"]

type Kind = Literal["time", "mandate", "trade", "chair", "rules"]
KINDS: Final[tuple[Kind, ...]] = ("time", "mandate", "trade", "chair", "rules")
"""Kinds of changes, the smallest first."""
_SESSIONS: Final = (1, 2, 4)
"""More than planned."""
_MANDATES: Final = 24
"""Single mandates that are tried."""
_TOGETHER: Final = 4
"""Wordings that more delegations rule out are not brought about by one or two of them."""
_PAIR: Final = 2
_BEST: Final = 5
"""Single changes that are tried in pairs."""
_MOST_PAIRS: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedChange:
    """A change, or two, that may bring a clause into the text."""

    changes: tuple[Change, ...]
    kind: Kind
    """Of two, that of the larger one."""
    amount: float
    """Sessions; the way of red lines in lengths of the axis; else 1."""

    @property
    def size(self) -> tuple[int, int, float]:
        """What it is sorted by, smallest first."""
        return KINDS.index(self.kind), len(self.changes), self.amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """A wording and who rules it out, of those who decide."""

    option: Option
    by: tuple[tuple[Delegation, float], ...]
    """Each with the way from its red line to the wording, nearest first."""


def blocked_wordings(case: Scenario, issue: Issue) -> list[Blocked]:
    """Return the wordings of an issue, those first that the fewest of those who decide rule out."""
    deciders = list(_deciders(case, resolve_forum(case)))
    found = []
    for option in issue.options:
        if option.kind in SAYS_NOTHING:
            continue
        ways = [(one, distance_to(case, one, issue, option)) for one in deciders]
        by = sorted((pair for pair in ways if pair[1] > 0), key=lambda pair: pair[1])
        found.append(Blocked(option=option, by=tuple(by)))
    return sorted(found, key=lambda one: (len(one.by), sum(way for _, way in one.by)))


def singles(case: Scenario, issue: Issue) -> list[TriedChange]:
    """Return the single changes that are tried, smallest first."""
    time = (
        _tried("time", more, Change(lever="sessions", value=str(case.sessions + more))) for more in _SESSIONS
    )
    mandates = sorted(_mandates(case, issue), key=lambda one: one.amount)
    return [*time, *mandates, *_of_the_chair(), *_of_the_rules(case)]


def _deciders(case: Scenario, forum: Forum) -> Iterator[Delegation]:
    for one in case.delegations:
        rights = forum.rights_of(one)
        if rights.object or rights.vote:
            yield one


def _tried(kind: Kind, amount: float, *changes: Change) -> TriedChange:
    return TriedChange(changes=changes, kind=kind, amount=amount)


def _accepts(one: Delegation, issue: Issue, option: Option) -> Change:
    return Change(lever="accepts", value=f"{one.key}:{issue.key}={option.key}")


def _mandates(case: Scenario, issue: Issue) -> list[TriedChange]:
    found = [
        _tried("mandate", way, _accepts(one, issue, wording.option))
        for wording in blocked_wordings(case, issue)
        if len(wording.by) <= _TOGETHER
        for one, way in wording.by
    ]
    return found[:_MANDATES]


def _of_the_chair() -> Iterator[TriedChange]:
    yield _tried("chair", 1, Change(lever="chair_powers", value="all"))


def _of_the_rules(case: Scenario) -> Iterator[TriedChange]:
    if not resolve_forum(case).package:
        yield _tried("rules", 1, Change(lever="package", value="on"))
    yield _tried("rules", 1, Change(lever="call_vote", value="0.5"))
    for rule in (found.info.key for found in RULES):
        yield _tried("rules", 1, Change(lever="rule", value=rule))


def pairs(case: Scenario, issue: Issue, best: Sequence[TriedChange]) -> list[TriedChange]:
    """Return the pairs of changes that are tried, smallest first.

    Args:
        case: As it stands.
        issue: Of the clause.
        best: Single changes, those first under which the clause was in the text most often.
    """
    found = [*_both(case, issue), *_trades(case, issue), *_of_two(best[:_BEST])]
    known: dict[frozenset[Change], TriedChange] = {}
    for one in sorted(found, key=lambda one: one.size):
        known.setdefault(frozenset(one.changes), one)
    return list(known.values())[:_MOST_PAIRS]


def _both(case: Scenario, issue: Issue) -> Iterator[TriedChange]:
    """Yield, for each wording that just two rule out, that both can live with it."""
    for wording in blocked_wordings(case, issue):
        if len(wording.by) == _PAIR:
            changes = (_accepts(one, issue, wording.option) for one, _ in wording.by)
            yield _tried("mandate", sum(way for _, way in wording.by), *changes)


def _trades(case: Scenario, issue: Issue) -> Iterator[TriedChange]:
    """Yield trades: one gives way here, and where it cares most gets its wording from somebody who ruled it out."""
    for wording in blocked_wordings(case, issue):
        if not 1 <= len(wording.by) <= _TOGETHER:
            continue
        for one, way in wording.by:
            dear = max(
                (other for other in case.issues if other.key != issue.key),
                key=lambda other: _salience(case, one, other),
                default=None,
            )
            if dear is None:
                continue
            wanted = _wanted(case, one, dear)
            price = next((found for found in blocked_wordings(case, dear) if found.option == wanted), None)
            ruled_out_here = {who.key for who, _ in wording.by}
            partners = [pair for pair in price.by if pair[0].key not in ruled_out_here] if price else []
            if partners:
                partner, way_back = min(partners, key=lambda pair: _salience(case, pair[0], dear))
                yield _tried(
                    "trade",
                    way + way_back,
                    _accepts(one, issue, wording.option),
                    _accepts(partner, dear, wanted),
                )


def _wanted(case: Scenario, one: Delegation, issue: Issue) -> Option:
    place = centre(mandate_on(case, one, issue).position)
    written = [option for option in issue.written if option.kind not in SAYS_NOTHING]
    return min(written or issue.options, key=lambda option: abs(option.position - place))


def _salience(case: Scenario, one: Delegation, issue: Issue) -> float:
    return centre(salience_on(one, mandate_on(case, one, issue)))


def _of_two(best: Sequence[TriedChange]) -> Iterator[TriedChange]:
    """Yield single changes that did most, two at a time; nothing is pulled twice."""
    for one, other in combinations(best, 2):
        if one.changes[0].lever != other.changes[0].lever or one.kind == "mandate":
            kind = max(one.kind, other.kind, key=KINDS.index)
            yield _tried(kind, one.amount + other.amount, *one.changes, *other.changes)
