"""Two games of one person side by side: what rose, what fell, what stayed, and what two games cannot show."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from simulation.training.rounds import MEASURES, Round
from simulation.training.survey import Survey, SurveyRow, survey_rows
from simulation.training.worths import signed
from simulation.words import NOTHING, Said, said

__all__ = ["Beside", "SideBySide"]

type Went = Literal["rose", "fell", "same", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """One line of the profile in both games."""

    key: str
    """One of `MEASURES`."""
    label: Said
    first: Said
    second: Said
    """With its unit; a dash where it is not known."""
    change: Said
    """With its sign; empty where one of the two is not known."""
    went: Went
    """It says nothing of good or bad: fewer hints are fewer, and fewer promises broken too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """The first game and the second one."""

    first: Round
    second: Round

    @property
    def heads(self) -> tuple[Said, Said]:
        """Which case and seat each of the two was."""
        first, second = self.first, self.second
        return (
            said("rounds.first", title=first.title, name=first.name),
            said("rounds.second", title=second.title, name=second.name),
        )

    @property
    def rows(self) -> tuple[Beside, ...]:
        """The lines that are known of one of the two at least."""
        known = {**self.first.measures, **self.second.measures}
        return tuple(_beside(name, self.first, self.second) for name in MEASURES if name in known)

    @property
    def sentences(self) -> tuple[Said, ...]:
        """What rose, what fell, what stayed; then what two games cannot show."""
        is_other = (self.first.case, self.first.instance) != (self.second.case, self.second.instance)
        return (*self._went(), *([said("rounds.points")] if is_other else []), said("rounds.chance"))

    @property
    def surveys(self) -> tuple[Survey, Survey, Survey]:
        """Before the first game, after it, and after the second one."""
        return self.first.before, self.first.after, self.second.after

    @property
    def survey_rows(self) -> tuple[SurveyRow, ...]:
        """The statements with their three ratings; nothing if none was ever rated."""
        return survey_rows(self.surveys)

    def _went(self) -> Iterator[Said]:
        for went in ("rose", "fell", "same"):
            found = [row for row in self.rows if row.went == went]
            if found:
                yield said(f"rounds.{went}", what=Said.listed(_told(row) for row in found))


def _beside(name: str, first: Round, second: Round) -> Beside:
    was, now = first.measures.get(name), second.measures.get(name)
    change = NOTHING
    went: Went = "unknown"
    if was is not None and now is not None:
        places = _places(name)
        by = round(now, places) - round(was, places)  # as the two are shown, so that the line adds up
        change = signed(by, places)
        went = "same" if not round(by, places) else "rose" if by > 0 else "fell"
    return Beside(
        key=name,
        label=said(f"rounds.{name}"),
        first=_shown(name, was),
        second=_shown(name, now),
        change=change,
        went=went,
    )


def _places(name: str) -> int:
    return 2 if MEASURES[name] == "share" else 0


def _shown(name: str, value: float | None) -> Said:
    return said("survey.unrated") if value is None else Said.decimal(value, f".{_places(name)}f")


def _told(row: Beside) -> Said:
    """Return a line within a sentence, without what its numbers run from and to."""
    what = said(f"rounds.{row.key}.within")
    return (
        what if row.went == "same" else said("rounds.from_to", what=what, first=row.first, second=row.second)
    )
