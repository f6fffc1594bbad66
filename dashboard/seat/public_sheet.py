"""What everybody may read of a case before and during a game: nothing in it is of any delegation's own brief."""

from collections.abc import Mapping
from dataclasses import dataclass

from simulation.scenario import Scenario, resolve_forum
from simulation.text import clause_quoted
from simulation.words import Said

__all__ = ["ClausePlace", "Sheet", "sheet_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClausePlace:
    """A clause as it can be quoted, with all its wordings."""

    key: str
    reference: str
    """As delegates quote it: `noting c)`; its title, where the text has one heading only."""
    title: str
    issue: str
    texts: Mapping[str, str]
    """Wording by option of the issue; none: there would be no such clause."""

    def quoted(self, about: str) -> str:
        """Return how it is quoted, with what it is about; where it is quoted by its title, that alone."""
        return about if self.reference == self.title else f"{self.reference} {about}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The public sheet of a case."""

    key: str
    title: str
    summary: str
    nature: str
    forum: Said
    document: str
    """Title of the draft."""
    clauses: tuple[ClausePlace, ...]
    names: Mapping[str, str]
    """Short names of the delegations by key."""

    def clause(self, key: str) -> ClausePlace:
        """Return a clause by its key; the first one if there is none with it."""
        return next((clause for clause in self.clauses if clause.key == key), self.clauses[0])


def sheet_of(scenario: Scenario) -> Sheet:
    """Return the public sheet of a case."""
    return Sheet(
        key=scenario.key,
        title=scenario.title,
        summary=scenario.summary,
        nature=scenario.nature,
        forum=resolve_forum(scenario).named,
        document=scenario.document.title,
        clauses=tuple(
            ClausePlace(
                key=clause.key,
                reference=clause_quoted(
                    f"{section.heading} {clause.label}".strip(),
                    clause.title,
                    headings=len(scenario.document.sections),
                ),
                title=clause.title,
                issue=clause.issue,
                texts=dict(clause.wordings),
            )
            for section in scenario.document.sections
            for clause in section.clauses
        ),
        names={item.key: item.short or item.name for item in scenario.delegations},
    )
