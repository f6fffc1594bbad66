"""The coalitions that anybody in the room can see: for one wording of one issue, and over all issues."""

from collections.abc import Sequence

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.coalitions.detection import detect_sessions
from simulation.coalitions.naming import name_coalitions
from simulation.coalitions.tracking import Coalition, CoalitionHistory, events_of, track
from simulation.coalitions.wording_names import short_names
from simulation.rng import Streams
from simulation.scenario.schema import Issue, Scenario
from simulation.words import Said

__all__ = ["coalitions_seen", "formed_coalitions"]

_PAIR = 2


def coalitions_seen(
    scenario: Scenario,
    *,
    delegations: Sequence[str],
    capability: FloatArray,
    decides: BoolArray,
    places: FloatArray,
    platform: IntArray,
    seed: int,
) -> CoalitionHistory:
    """Return the coalitions that anybody can work out from public positions: all issues weigh the same.

    Args:
        scenario: The case.
        delegations: Keys, A of them.
        capability: `[A]`.
        decides: Who has a say, `[A]`.
        places: Where everybody seems to stand, `[T, A, I]`.
        platform: As for `formed_coalitions`.
        seed: Of the negotiation.
    """
    found = detect_sessions(places, np.ones_like(places), Streams(seed).generator("detect", 0))
    return name_coalitions(
        track(found.reshape(len(places), len(delegations)), capability, decides),
        scenario,
        delegations=delegations,
        capability=capability,
        position=places,
        weight=np.full(places.shape[2], 1.0 / places.shape[2]),
        platform=platform,
    )


def formed_coalitions(
    scenario: Scenario, platform: IntArray, capability: FloatArray
) -> tuple[CoalitionHistory, ...]:
    """Return, issue by issue, the coalitions for its wordings; it takes two delegations to make one.

    A coalition is its wording: one that falls apart and gathers again is the same, and has two foundings.

    Args:
        scenario: The case.
        platform: Option whose coalition each delegation belongs to, `[T, A, I]`; -1: none.
        capability: `[A]`.
    """
    return tuple(
        _formed(issue, platform[:, :, number], capability) for number, issue in enumerate(scenario.issues)
    )


def _formed(issue: Issue, stands_for: IntArray, capability: FloatArray) -> CoalitionHistory:
    n_options = len(issue.options)
    together = np.stack([(stands_for == option).sum(axis=1) >= _PAIR for option in range(n_options)], axis=1)
    lives = np.flatnonzero(together.any(axis=0)).tolist()
    lives.sort(key=lambda option: (int(np.argmax(together[:, option])), option))
    label = np.full_like(stands_for, -1)
    names = short_names(issue)
    coalitions = []
    for index, option in enumerate(lives):
        label[(stands_for == option) & together[:, option, None]] = index
        held = np.flatnonzero(together[:, option])
        last = int(held[-1]) + 2
        coalitions.append(
            Coalition(
                slot=index,
                name=Said.verbatim(names[option]),
                text=issue.options[option].label,
                founded=int(held[0]) + 1,
                ended=last if last <= len(label) else None,
            )
        )
    events = events_of(label, capability)
    return CoalitionHistory(label=label, coalitions=tuple(coalitions), events=events)
