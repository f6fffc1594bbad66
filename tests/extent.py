"""How much is tested: everything in CI and on `make test WHOLE=1`; else what answers within minutes at a desk."""

import os
from collections.abc import Callable, Iterable

import pytest
from hypothesis import settings
from hypothesis.internal.conjecture import providers

__all__ = ["WHOLE", "at_a_desk", "few_examples", "without_own_constants"]

WHOLE = bool(os.environ.get("CI") or os.environ.get("WHOLE"))
"""Nothing is left out."""
_STATED = "_hypothesis_internal_use_settings"
"""Where Hypothesis keeps with how many examples a test wants to be held; it has no open door to it."""
_FEWEST = 5
"""Examples that a property is held against at a desk, if it states as many."""


def at_a_desk(few: Iterable[object], every: Iterable[object]) -> list[object]:
    """Return `every` value for a test, of which a `few` speak for the others at a desk: those are marked thorough.

    A value that is a tuple stands for several parameters.

    Raises:
        ValueError: if one of the few is not there, so that a case that was renamed does not go untested.
    """
    few, every = list(few), list(every)
    if missing := [one for one in few if one not in every]:
        raise ValueError(f"{missing} not among {every}")
    return [
        pytest.param(
            *(one if isinstance(one, tuple) else (one,)), marks=() if one in few else pytest.mark.thorough
        )
        for one in every
    ]


def few_examples(test: Callable[..., object]) -> None:
    """Hold the property that a test states against an eighth of its examples; against all if these are few."""
    stated: settings = getattr(test, _STATED)
    few = min(stated.max_examples, max(_FEWEST, stated.max_examples // 8))
    setattr(getattr(test, "__func__", test), _STATED, settings(stated, max_examples=few))


def without_own_constants() -> None:
    """Let Hypothesis look for no constants in our files to try as examples.

    That takes every process a second and more; of the few examples at a desk hardly one is such a constant.
    """
    for name in ("_get_local_constants", "_local_constants"):
        assert name in vars(providers), f"Hypothesis has no {name} any more: see what stands for it"
    vars(providers)["_get_local_constants"] = lambda: vars(providers)["_local_constants"]
