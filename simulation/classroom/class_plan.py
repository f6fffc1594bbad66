"""What a host chooses before a class begins."""

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Final, Literal, Self, get_args

from simulation.classroom.errors import ClassroomError
from simulation.engine.simulate import MAX_SEED
from simulation.live import LEVELS, PHASES
from simulation.words import LANGUAGES, Said, listed

__all__ = ["MOST_PEOPLE_A_SEAT", "MOST_TABLES", "TIMED", "Dealing", "GoesOn", "Names", "Plan"]

TIMED: Final = PHASES[:-1]
"""Phases that have a deadline."""
MOST_TABLES: Final = 20
MOST_PEOPLE_A_SEAT: Final = 3
_MOST_MINUTES: Final = 60 * 24 * 31
_MOST_DAYS: Final = 366
_SEEDS: Final = 2**53
"""Of these one is drawn: too many to try, and each a whole number in a browser too."""

type GoesOn = Literal["when_done", "at_deadline"]
type Dealing = Literal["random", "chosen"]
type Names = Literal["real", "archetypes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The settings of a class. `minutes` of hours and days make it homework."""

    tables: int = 1
    people_a_seat: int = 1
    """One to three people in a delegation."""
    minutes: Mapping[str, float] = field(default_factory=dict)
    """Of each of `TIMED`; a phase that is left out has those of the phase before it."""
    goes_on: GoesOn = "when_done"
    """`at_deadline`: a phase lasts to its deadline though everybody is done, as in a silence procedure."""
    dealing: Dealing = "random"
    """`chosen`: people may name the table and seat that they want."""
    names: Names = "real"
    """`archetypes`: real delegations are called by kind and region, until the host opens who they were."""
    level: str = "standard"
    """How skilled agents are, one of `LEVELS`."""
    seed: int = field(default_factory=lambda: secrets.randbelow(_SEEDS))
    """By chance if the host names none: whoever knows it can play the class to its end at home."""
    language: str = "en"
    """In which the room speaks: reasons and answers of agents."""
    keep_days: int = 30
    """After so many days without an event the class is deleted."""

    def __post_init__(self) -> None:
        """Refuse what cannot be, all of it at once."""
        given = {phase: self.minutes.get(phase) for phase in TIMED}
        minutes, last = dict[str, float](), _USUAL
        for phase, value in given.items():
            last = minutes[phase] = last if value is None else value
        if wrong := self._wrong(minutes):
            told = Said.apart(f"{name} ({valid})" for name, valid in wrong)
            raise ClassroomError("classroom.plan", wrong=told)
        object.__setattr__(self, "minutes", minutes)

    def _wrong(self, minutes: Mapping[str, float]) -> list[tuple[str, str]]:
        numbers = {
            "tables": (1, MOST_TABLES),
            "people_a_seat": (1, MOST_PEOPLE_A_SEAT),
            "seed": (0, MAX_SEED),
            "keep_days": (1, _MOST_DAYS),
        }
        choices = {
            "goes_on": get_args(GoesOn.__value__),
            "dealing": get_args(Dealing.__value__),
            "names": get_args(Names.__value__),
            "level": LEVELS,
            "language": tuple(LANGUAGES),
        }
        wrong = [
            (name, f"{low}–{high}")
            for name, (low, high) in numbers.items()
            if type(getattr(self, name)) is not int or not low <= getattr(self, name) <= high
        ]
        wrong += [
            (name, listed(valid)) for name, valid in choices.items() if getattr(self, name) not in valid
        ]
        if not set(self.minutes) <= set(TIMED):
            wrong.append(("minutes", listed(TIMED)))
        if not all(0 < value <= _MOST_MINUTES for value in minutes.values()):
            wrong.append(("minutes", f"0–{_MOST_MINUTES}"))
        return wrong

    def seconds(self, phase: str) -> float:
        """Return the length of a phase in seconds."""
        return 60.0 * self.minutes[phase]

    def to_data(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Return the plan that `to_data` wrote."""
        known = {item.name for item in fields(cls)}
        return cls(**{name: value for name, value in data.items() if name in known})


_USUAL: Final = 5.0
"""Minutes of a phase where the plan names none."""
