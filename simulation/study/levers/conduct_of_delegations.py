"""Levers on how delegations act: their strategies, and discipline in blocs."""

from typing import Final

from simulation.protocols.conference.coalesce import Caucus
from simulation.scenario.schema import Delegation, Scenario, StrategyChoice
from simulation.scenario.tree import no_such
from simulation.strategies.builtin import STRATEGIES
from simulation.study.changes_told import in_words, was
from simulation.study.levers.lever import Choice, DelegationKey, Lever, LeverError, Number, Pull, Pulled
from simulation.study.levers.whose import change_delegations, group_of, name_of, of_whom
from simulation.words import say

__all__ = ["PEOPLE_LEVERS"]

_USUAL: Final = "linear"
"""The strategy of delegations for which a case names none."""
_OBSTRUCTS: Final = "obstructor"


def _obstructor(pull: Pull[str]) -> Pulled:
    case = _with_strategy(pull.case, frozenset([pull.value]), _OBSTRUCTS)
    one = next(one for one in pull.case.delegations if one.key == pull.value)
    return Pulled(case, was(name_of(one), _label(_OBSTRUCTS), _label(_strategy_of(one))))


def _strategy(pull: Pull[str]) -> Pulled:
    group = group_of(pull.case, pull.whose)
    old = {_label(_strategy_of(one)): None for one in pull.case.delegations if one.key in group}
    words = was(f"Strategy{of_whom(pull.case, pull.whose)}", _label(pull.value), " or ".join(old))
    return Pulled(_with_strategy(pull.case, group, pull.value), words)


def _with_strategy(case: Scenario, group: frozenset[str], key: str) -> Scenario:
    """Return the case with a strategy for some; who follows it already keeps its parameters."""
    other = {one.key for one in case.delegations if one.key in group and _strategy_of(one) != key}
    new = StrategyChoice(key=key)
    return change_delegations(case, other, lambda one: one.model_copy(update={"strategy": new}))


def _strategy_of(delegation: Delegation) -> str:
    return _USUAL if delegation.strategy is None else delegation.strategy.key


def _label(key: str) -> str:
    return STRATEGIES.get(key).info.label.lower()


def _discipline(pull: Pull[float]) -> Pulled:
    case = pull.case
    keys = [bloc.key for bloc in case.blocs]
    if not keys:
        raise LeverError(say("problem.lever.no_blocs"))
    if pull.whose is not None and pull.whose not in keys:
        raise LeverError(no_such("bloc", pull.whose[:80], keys))
    usual = _usual_discipline(case)
    old = {
        bloc.key: usual if bloc.discipline is None else bloc.discipline
        for bloc in case.blocs
        if pull.whose in (None, bloc.key)
    }
    blocs = tuple(
        bloc.model_copy(update={"discipline": pull.value})
        if old.get(bloc.key, pull.value) != pull.value
        else bloc
        for bloc in case.blocs
    )
    ends = [in_words(value) for value in (min(old.values()), max(old.values()))]
    before = " to ".join(dict.fromkeys(ends))
    whose = "" if pull.whose is None else f" of {next(b.name for b in case.blocs if b.key == pull.whose)}"
    words = was(f"Bloc discipline{whose}", in_words(pull.value), before)
    return Pulled(case.model_copy(update={"blocs": blocs}), words)


def _usual_discipline(case: Scenario) -> float:
    given = (case.protocol.model_extra or {}).get("caucus", {})
    return (
        float(given.get("discipline", Caucus().discipline))
        if isinstance(given, dict)
        else Caucus().discipline
    )


PEOPLE_LEVERS: Final = (
    Lever(
        key="obstructor",
        label="Obstructor",
        description="Turns a delegation into one that wants no text and lets it pass only where small and alone.",
        group="delegations",
        takes=DelegationKey(),
        pull=_obstructor,
        example="obstructor=BRA",
        may_repeat=True,
    ),
    Lever(
        key="strategy",
        label="Strategy",
        description="How everybody, or some, let go of what they want.",
        group="delegations",
        takes=Choice("strategy", lambda: tuple(STRATEGIES.keys())),
        pull=_strategy,
        example="strategy.BRA=hold",
        aim="some",
    ),
    Lever(
        key="discipline",
        label="Bloc discipline",
        description="Weight of the common line in all blocs or in one: 0 a label, 1 a party whip.",
        group="delegations",
        takes=Number(0, 1),
        pull=_discipline,
        example="discipline=0.9",
        aim="bloc",
    ),
)
