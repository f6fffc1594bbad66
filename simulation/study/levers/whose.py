"""Whom a lever is aimed at: one delegation, all of a kind, all of a standing, or everybody with a say."""

from collections.abc import Callable, Collection

from simulation.scenario.forums import resolve_forum
from simulation.scenario.schema import Delegation, Scenario
from simulation.state.instructions import has_say
from simulation.study.levers.lever import none_called
from simulation.words import Said, said

__all__ = ["called", "change_delegations", "group_of", "name_of", "of_whom", "with_a_say"]


def name_of(delegation: Delegation) -> str:
    """Return what a delegation is called in a sentence."""
    return delegation.short or delegation.name


def group_of(case: Scenario, whose: str | None) -> frozenset[str]:
    """Return the keys of the delegations that are meant; of all with a say where nobody is named.

    Raises:
        LeverError: if nobody in the case is meant by the name.
    """
    if whose is None:
        return with_a_say(case)
    keys = {delegation.key for delegation in case.delegations}
    if whose in keys:
        return frozenset([whose])
    found = frozenset(d.key for d in case.delegations if whose in (d.kind, d.standing))
    if not found:
        kinds = dict.fromkeys(name for d in case.delegations for name in (d.kind, d.standing) if name)
        raise none_called("problem.lever.nobody", whose, [*kinds, *sorted(keys)])
    return found


def with_a_say(case: Scenario) -> frozenset[str]:
    """Return the keys of those who can change something; the others only watch."""
    forum = resolve_forum(case)
    return frozenset(d.key for d in case.delegations if has_say(forum, d))


def of_whom(what: Said, case: Scenario, whose: str | None, way: str = "of") -> Said:
    """Return `Rights of Brazil`, `Rights of civil society`, or `Rights` where nobody is named."""
    if whose is None:
        return what
    return said(f"lever.{way}", lever=what, whose=called(case, whose))


def called(case: Scenario, whose: str) -> Said:
    """Return the name of a delegation, a kind, a standing or a bloc."""
    names = {bloc.key: bloc.name for bloc in case.blocs} | {one.key: name_of(one) for one in case.delegations}
    if whose in names:
        return Said.verbatim(names[whose])
    return Said.called("lever.group_of", whose, whose.replace("_", " "))


def change_delegations(
    case: Scenario, group: Collection[str], change: Callable[[Delegation], Delegation]
) -> Scenario:
    """Return the case with every delegation of a group changed."""
    changed = (change(one) if one.key in group else one for one in case.delegations)
    return case.model_copy(update={"delegations": tuple(changed)})
