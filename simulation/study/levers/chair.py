"""Levers on the chair: its powers, where it would like the text to end, and how far it lets that show."""

from collections.abc import Mapping
from typing import Final, get_args

from simulation.scenario import schema
from simulation.scenario.schema import Scenario
from simulation.study.changes_told import in_words, was
from simulation.study.levers.lever import Choices, LeverError, Number, Pull, Pulled, lever
from simulation.words import Said

__all__ = ["CHAIR_LEVERS", "with_chair"]


_OTHERWISE: Final = ("lever.value.none", "lever.value.another")


def with_chair(case: Scenario, **fields: object) -> Scenario:
    """Return the case with other fields of the chair."""
    return case.model_copy(update={"chair": case.chair.model_copy(update=fields)})


def _all_powers() -> tuple[str, ...]:
    return get_args(schema.ChairPower.__value__)


@lever("chair", Choices("power of the chair", _all_powers), words="power", example="chair_powers=agenda,text")
def _chair_powers(pull: Pull[tuple[str, ...]]) -> Pulled:
    old = pull.case.chair.powers
    words = was(
        Said("lever.chair_powers"),
        _named(pull.value),
        _named(tuple(power for power in _all_powers() if power in old)),
    )
    same = set(pull.value) == set(old)
    return Pulled(pull.case if same else with_chair(pull.case, powers=pull.value), words)


def _named(powers: tuple[str, ...]) -> Said:
    return Said.listed(Said(f"power.{power}") for power in powers) if powers else Said("lever.value.none")


@lever("chair", Number(0, 1), example="chair_bias=0.3")
def _chair_bias(pull: Pull[float]) -> Pulled:
    if not pull.case.chair.ideal:
        raise LeverError(Said("problem.lever.no_ideal"))
    old = round(1.0 - pull.case.chair.impartiality, 9)
    words = was(Said("lever.chair_bias"), in_words(pull.value), in_words(old))
    new = round(1.0 - pull.value, 9)
    return Pulled(pull.case if pull.value == old else with_chair(pull.case, impartiality=new), words)


@lever("chair", Number(0, 1), example="chair_ideal=1 + chair_bias=0.3")
def _chair_ideal(pull: Pull[float]) -> Pulled:
    old: Mapping[str, schema.Number] = pull.case.chair.ideal
    new = {issue.key: pull.value for issue in pull.case.issues}
    told = set(map(in_words, old.values()))
    before = told.pop() if len(told) == 1 and len(old) == len(new) else Said(_OTHERWISE[bool(old)])
    words = was(Said("lever.chair_ideal.all"), in_words(pull.value), before)
    return Pulled(pull.case if new == old else with_chair(pull.case, ideal=new), words)


CHAIR_LEVERS: Final = (_chair_powers, _chair_ideal, _chair_bias)
