"""Parameters of the conference that may be fitted, with the range in which each is looked for and why.

A range says what a delegate would still call a conference, before any data are looked at; within it no value is
likelier than another. Whole numbers and switches are left out: they say how a body works, and a case says that. All
but what is a property of the Council can be drawn by replications (`DRAWABLE` of the parameter sets).
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass
from typing import Any, Final

from simulation.errors import StudyError
from simulation.protocols.conference.conference import Conference
from simulation.protocols.parameter_sets import sets
from simulation.scenario.schema import Scenario
from simulation.study.factor import Factor
from simulation.words import listed, meant, say

__all__ = [
    "CANDIDATES",
    "Candidate",
    "candidates_named",
    "check_candidates",
    "default_of",
    "of_conferences",
    "under",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One number of one mechanism, and where it is looked for."""

    key: str
    """Mechanism and field, such as `signal.isolation`."""
    low: float
    high: float
    reason: str
    """Why the range ends where it does."""
    is_of_council: bool = False
    """Whether it is a property of the Council and not of conferences: it is fitted with the others, and no part of the
    sets, for every other case has its own."""

    def at(self, unit: float) -> float:
        """Return the value at a place between 0 and 1, to the six digits that files hold.

        >>> Candidate(key="signal.isolation", low=0, high=1, reason="").at(1 / 3)
        0.333333
        """
        return float(f"{self.low + unit * (self.high - self.low):.6g}")

    def unit(self, value: float) -> float:
        """Return the place of a value between the ends of the range, 0 to 1."""
        return (value - self.low) / (self.high - self.low)

    @property
    def factor(self) -> Factor:
        """The candidate as a design knows it."""
        return Factor(key=self.key, kind="continuous", low=self.low, high=self.high)

    def to_plain(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return asdict(self)


def _candidate(key: str, low: float, high: float, reason: str, *, is_of_council: bool = False) -> Candidate:
    return Candidate(key=key, low=low, high=high, reason=reason, is_of_council=is_of_council)


CANDIDATES: Final = (
    _candidate(
        "clock.lead", 0, 6, "From an answer in the room to six slots, three days, of waiting for capital."
    ),
    _candidate("clock.urgency", 1, 3, "From time felt as it is to nobody hurrying until half of it is gone."),
    _candidate("clock.work", 0.5, 3, "From two clauses read in one go to three readings of each."),
    _candidate(
        "coalesce.cosign", 0.25, 0.75, "From a quarter, the least with which some bodies forward a text, up."
    ),
    _candidate(
        "coalesce.veto", 0, 1.5, "From own wishes alone to support that counts more than in proportion."
    ),
    _candidate("concede.pace", 0.05, 0.6, "From twenty slots until capital has released all to two."),
    _candidate(
        "concede.premium", 0, 0.5, "From nothing to half the axis: who waits for more never settles early."
    ),
    _candidate(
        "concede.priority", 0, 2, "From all issues alike to dear ones held twice as far as in proportion."
    ),
    _candidate(
        "concede.reluctance", 0, 0.8, "From indifference between all one could live with to almost refusal."
    ),
    _candidate("concede.shade", 0.1, 1, "From seeing only what is near to seeing the whole axis."),
    _candidate(
        "concede.temperature", 0, 0.3, "Beyond a rung and a half of five, moods would outweigh instructions."
    ),
    _candidate("concede.unevenness", 0, 1, "The whole range: from equal capitals to some that never answer."),
    _candidate("consult.learn", 0.05, 0.6, "From twenty talks until one is known to two."),
    _candidate("decide.outvoted", 0, 1, "The whole range: from unheard to heard as everybody is."),
    _candidate("decide.voice", 0.3, 5, "From a tie-breaker to weight that edits do not come up against."),
    _candidate("goodwill.worth", 0, 2, "From nothing to twice the axis if all the others have earned it."),
    _candidate(
        "persuade.strength", 0, 0.1, "Above a tenth of the distance a talk, persuaders would move everybody."
    ),
    _candidate(
        "programme.late", 0.4, 1.2, "From easy clauses that end in the middle to ones that end after it."
    ),
    _candidate("signal.fatigue", 0, 0.1, "From none to a price that doubles in ten sessions."),
    _candidate("signal.isolation", 0, 1, "The whole range: from free to the whole length of the axis."),
    _candidate("signal.size", 0, 1, "The whole range: from heads to capability in full."),
    _candidate("trade.step", 0.05, 0.5, "From a token to half of what one has to give."),
    _candidate("values.curve", 1, 2, "From every step alike to the square of spatial models of voting."),
    _candidate(
        "values.edit_price", 0, 0.2, "Above a fifth of the room for each edit, first drafts would always win."
    ),
    _candidate(
        "values.failure_cost",
        0,
        1,
        "From indifference to no act to what is worst on the axis; a body that meets on has more to lose.",
        is_of_council=True,
    ),
)
"""In the order of their keys."""

_SHOWN: Final = 60


def default_of(key: str) -> float | None:
    """Return the default of a parameter of the conference; None if there is no such number.

    >>> default_of("clock.lead"), default_of("clock.tide")
    (3.4, None)
    """
    group, _, name = key.partition(".")
    held = getattr(Conference(), group, None)
    value = getattr(held, name, None) if is_dataclass(held) else None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def check_candidates(candidates: Sequence[Candidate]) -> None:
    """Refuse candidates that the conference does not have, all at once.

    Raises:
        StudyError: if there are any; its text names each with what there is.
    """
    twice = {one.key for one in candidates if [other.key for other in candidates].count(one.key) > 1}
    problems = [
        say("calibration.problem.candidate", key=one.key, valid=listed(_numbers_of(one.key)))
        for one in candidates
        if default_of(one.key) is None
    ]
    problems += [say("calibration.problem.twice", key=key) for key in sorted(twice)]
    problems += [
        say("calibration.problem.range", key=one.key, low=f"{one.low:g}", high=f"{one.high:g}")
        for one in candidates
        if not one.low < one.high
    ]
    if problems:
        raise StudyError("\n".join(problems))


def _numbers_of(key: str) -> list[str]:
    """Return the parameters that a user may have meant: those of the mechanism, or the mechanisms."""
    group = key.partition(".")[0]
    held = getattr(Conference(), group, None)
    if not is_dataclass(held):
        return [each.name for each in fields(Conference)]
    names = [f"{group}.{each.name}" for each in fields(held)]
    return [name for name in names if default_of(name) is not None]


def candidates_named(keys: Sequence[str]) -> tuple[Candidate, ...]:
    """Return the candidates with these keys, in their order; all of them without keys.

    Raises:
        StudyError: if there is no such candidate; its text lists all that are wrong.
    """
    known = {one.key: one for one in CANDIDATES}
    wrong = [key for key in keys if key not in known]
    if wrong:
        valid = listed(known)
        told = ((key[:_SHOWN], meant(key[:_SHOWN], known)) for key in wrong)
        raise StudyError(
            "\n".join(
                say("calibration.problem.unknown", key=key, near=near, valid=valid) for key, near in told
            )
        )
    return tuple(one for one in CANDIDATES if not keys or one.key in keys)


def of_conferences(values: Mapping[str, float]) -> dict[str, float]:
    """Return the values without those that are properties of the Council."""
    council = {one.key for one in CANDIDATES if one.is_of_council}
    return {key: value for key, value in values.items() if key not in council}


def under(case: Scenario, values: Mapping[str, float]) -> Scenario:
    """Return the case under these parameters, but for those that it names itself and mechanisms that it switched off.

    So does a replication that draws them.
    """
    left = sets.free(case.protocol, tuple(values))
    return sets.under(case, {key: values[key] for key in left})
