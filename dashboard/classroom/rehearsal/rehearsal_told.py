"""What came of a rehearsal: figures as data, and in sentences for the teacher."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from dashboard.classroom.rehearsal.ledger import KINDS
from dashboard.frame.language import words_in

__all__ = ["Rehearsal", "Taken", "Told"]

_FORMAT: Final = "delegation-sim rehearsal 1"
"""The number grows when a field is renamed, removed or given another meaning, not when one is added."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """How long something took, in milliseconds."""

    n: int
    p50: float
    p95: float
    max: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """What came of it."""

    case: str
    students: int
    tables: int
    seed: int
    version: str
    seconds: float
    """That all of it took."""
    is_played: bool
    """To its end and its debriefing."""
    acknowledged: int
    """What the server said is kept: who came in, and all that people and host did."""
    lost: int
    """Of these, what is not in the log of the class."""
    doubled: int
    """What is in the log, and was sent once and is there twice, or was not sent at all."""
    kills: int
    restarted: float | None
    """Seconds after which a server that was killed answered again."""
    milliseconds: Mapping[str, Taken]
    """By kind, see `KINDS`."""
    memory_mib: float | None
    """The most that the server took; None: this system does not say."""
    refused: Mapping[str, int]
    """By reason: what had to be refused."""
    happened: Mapping[str, int]
    """What else there was, by name."""
    problems: Mapping[str, int]
    """What must not be, by a short description."""

    @property
    def is_sound(self) -> bool:
        """Whether the class can come: all was kept once, and it was played to its end without a fault."""
        return self.is_played and not (self.lost or self.doubled or self.problems)

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {"format": _FORMAT, **asdict(self), "is_sound": self.is_sound}

    def told(self, language: str) -> "Told":
        """Return it in words."""
        words = words_in(language)
        say = words.say
        key = "class.rehearsal.whole" if self.is_played else "class.rehearsal.not_whole"
        before = [
            say(key, n=self.students, tables=self.tables, case=self.case, seconds=round(self.seconds)),
            say("class.rehearsal.kept", n=self.acknowledged, lost=self.lost, doubled=self.doubled),
        ]
        if self.restarted is not None:
            before.append(say("class.rehearsal.killed", seconds=words.number(round(self.restarted, 1))))
        reasons = [
            say("class.rehearsal.times", what=say(f"class.rehearsal.refused.{kind}"), n=n)
            for kind, n in sorted(self.refused.items(), key=lambda one: (-one[1], one[0]))
        ]
        after = [say("class.rehearsal.refused", reasons=words.apart(reasons) or "–")]
        if self.memory_mib is not None:
            after.append(say("class.rehearsal.memory", mib=round(self.memory_mib)))
        after.append(say("class.rehearsal.seed", seed=self.seed, version=self.version))
        after += [say("class.rehearsal.problem", what=what, n=n) for what, n in self.problems.items()]
        after.append(say("class.rehearsal.sound" if self.is_sound else "class.rehearsal.unsound"))
        return Told(
            before=tuple(before),
            heads=("", *(say(f"class.rehearsal.column.{name}") for name in ("n", "p50", "p95"))),
            rows=tuple(
                _row(say(f"class.rehearsal.kind.{kind}"), self.milliseconds.get(kind)) for kind in KINDS
            ),
            after=tuple(after),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A rehearsal in words."""

    before: tuple[str, ...]
    """Sentences before the table."""
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """How long what took."""
    after: tuple[str, ...]


def _row(name: str, taken: Taken | None) -> tuple[str, ...]:
    if taken is None:
        return name, "–", "–", "–"
    return name, str(taken.n), f"{taken.p50:.0f} ms", f"{taken.p95:.0f} ms"
