"""What film, handout and terminal say of each scene of a story: its sentence, its clause, who was quoted."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.drawing import theme
from simulation.reasons import ClauseTurn, excerpt, fewer_events
from simulation.report.axes import Axes
from simulation.report.delegations_shown import group_of
from simulation.storage import Run
from simulation.text import STATUS_WORDS, Piece
from simulation.words import Said, numbered, pole, say

__all__ = ["LONGEST", "ToldGroup", "ToldScene", "made_line", "scenes_told", "title_of", "upwards"]

LONGEST: Final = 300
"""Letters of a clause that a scene shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldGroup:
    """A group at the end of a scene; without a letter those who stood alone."""

    words: str
    """Letter, size and name."""
    tone: str
    letter: str = ""
    name: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldScene:
    """One scene in words. Empty fields are left out."""

    session: int
    head: Said
    """What is told of the session."""
    clause: str
    """Title of the clause that changed, and what it came to."""
    words: tuple[Piece, ...]
    """Its words, as an edit of those before."""
    speaker: str
    quotation: str
    """In quotation marks."""
    groups: tuple[ToldGroup, ...]
    """Who stood together after it, the largest group first; last how many stood alone."""

    def shorter(self, longest: int) -> str:
        """Return its sentence with as many whole events as so many letters hold."""
        return str(fewer_events(self.head, longest))


def scenes_told(run: Run) -> tuple[ToldScene, ...]:
    """Return the scenes of a run in the current language."""
    return tuple(
        ToldScene(
            session=scene.session,
            head=scene.sentence,
            clause=_clause(scene.clause) if scene.clause else "",
            words=excerpt(scene.clause.pieces, LONGEST) if scene.clause else (),
            speaker=run.log.roster.name(scene.quotation.delegation) if scene.quotation else "",
            quotation=say("list.quoted", text=scene.quotation.public_reason) if scene.quotation else "",
            groups=tuple(_groups(run, scene.session)),
        )
        for scene in run.scenes
    )


def _groups(run: Run, session: int) -> Iterator[ToldGroup]:
    label = run.history.label[session - 1]
    found, sizes = np.unique(label[label >= 0], return_counts=True)
    for place in np.lexsort((found, -sizes)).tolist():
        group = group_of(run, int(found[place]))
        values = {"letter": group.letter, "name": group.name}
        words, size = say("film.group", n=int(sizes[place]), **values), int(sizes[place])
        yield ToldGroup(words=words, tone=group.tone, size=size, **values)
    if alone := int((label < 0).sum()):
        yield ToldGroup(words=numbered("film.alone", alone), tone=theme.tone(-1))


def _clause(turn: ClauseTurn) -> str:
    title = turn.after.title or turn.after.reference
    before, after = (STATUS_WORDS[state.status] for state in (turn.before, turn.after))
    if before == after:
        return say("film.clause.reworded", title=title, status=after)
    return say("film.clause", title=title, before=before, after=after)


def title_of(run: Run) -> str:
    """Return the heading of a story."""
    return numbered("film.title", len(run.scenes), title=run.scenario.title)


def made_line(run: Run) -> str:
    """Return a line on the run: that it is a simulation, its seed, and its set of parameters, if any."""
    manifest = run.manifest
    key = "film.made.replication" if manifest.replication else "film.made"
    made = say(
        key,
        case=run.scenario.key,
        seed=manifest.seed,
        n=manifest.replication,
        version=manifest.versions["delegation-sim"],
    )
    return made if manifest.drawn is None else say("film.drawn", made=made, number=manifest.drawn.number)


def upwards(axes: Axes, key: str = "film.upwards") -> str:
    """Return what it means to stand higher; nothing where it means nothing."""
    if axes.issue is None:
        return ""
    return say(key, issue=axes.issue.name, high=pole(axes.issue.high))
