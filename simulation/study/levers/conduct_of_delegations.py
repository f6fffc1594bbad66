"""Levers on how delegations act: their strategies, and discipline in blocs."""

from typing import Final

from simulation.protocols.conference.coalesce import Caucus
from simulation.scenario.schema import Delegation, Scenario, StrategyChoice
from simulation.strategies.builtin import STRATEGIES
from simulation.study.changes_told import component, in_words, one_or_other, span, was
from simulation.study.levers.lever import (
    Choice,
    DelegationKey,
    LeverError,
    Number,
    Pull,
    Pulled,
    lever,
    no_such,
)
from simulation.study.levers.whose import change_delegations, group_of, name_of, of_whom
from simulation.words import Said, said

__all__ = ["PEOPLE_LEVERS"]

_USUAL: Final = "linear"
"""The strategy of delegations for which a case names none."""
_OBSTRUCTS: Final = "obstructor"


@lever("delegations", DelegationKey(), example="obstructor=BRA", may_repeat=True)
def _obstructor(pull: Pull[str]) -> Pulled:
    case = _with_strategy(pull.case, frozenset([pull.value]), _OBSTRUCTS)
    one = next(one for one in pull.case.delegations if one.key == pull.value)
    return Pulled(case, was(Said.verbatim(name_of(one)), _label(_OBSTRUCTS), _label(_strategy_of(one))))


@lever(
    "delegations",
    Choice("strategy", lambda: tuple(STRATEGIES.keys())),
    example="strategy.BRA=hold",
    words="strategy",
    aim="some",
)
def _strategy(pull: Pull[str]) -> Pulled:
    group = group_of(pull.case, pull.whose)
    old = one_or_other(_label(_strategy_of(one)) for one in pull.case.delegations if one.key in group)
    words = was(of_whom(Said("lever.strategy"), pull.case, pull.whose), _label(pull.value), old)
    return Pulled(_with_strategy(pull.case, group, pull.value), words)


def _with_strategy(case: Scenario, group: frozenset[str], key: str) -> Scenario:
    """Return the case with a strategy for some; who follows it already keeps its parameters."""
    other = {one.key for one in case.delegations if one.key in group and _strategy_of(one) != key}
    new = StrategyChoice(key=key)
    return change_delegations(case, other, lambda one: one.model_copy(update={"strategy": new}))


def _strategy_of(delegation: Delegation) -> str:
    return _USUAL if delegation.strategy is None else delegation.strategy.key


def _label(key: str) -> Said:
    return component("strategy", STRATEGIES.get(key))


@lever("delegations", Number(0, 1), example="discipline=0.9", aim="bloc")
def _discipline(pull: Pull[float]) -> Pulled:
    case = pull.case
    keys = [bloc.key for bloc in case.blocs]
    if not keys:
        raise LeverError(Said("problem.lever.no_blocs"))
    if pull.whose is not None and pull.whose not in keys:
        raise no_such("bloc", pull.whose, keys)
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
    what = Said("lever.discipline")
    if pull.whose is not None:
        what = said("lever.of", lever=what, whose=next(b.name for b in case.blocs if b.key == pull.whose))
    words = was(what, in_words(pull.value), span(min(old.values()), max(old.values())))
    return Pulled(case.model_copy(update={"blocs": blocs}), words)


def _usual_discipline(case: Scenario) -> float:
    given = (case.protocol.model_extra or {}).get("caucus", {})
    return (
        float(given.get("discipline", Caucus().discipline))
        if isinstance(given, dict)
        else Caucus().discipline
    )


PEOPLE_LEVERS: Final = (_obstructor, _strategy, _discipline)
