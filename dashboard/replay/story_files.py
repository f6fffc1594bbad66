"""The story of a run for a page: its film for a screen and for a phone, its words, and its two files."""

from dataclasses import dataclass
from typing import Literal

from simulation.report.story import draw_film, render_handout, scenes_told
from simulation.storage import Run
from simulation.words import say, told_in

__all__ = ["Story", "StoryFile", "story_file", "story_of"]

type StoryFile = Literal["loop", "handout"]
"""The film as a file, or a page to print."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """All of a story, told in one language."""

    wide: str
    """The film for a page, which has the colours."""
    narrow: str
    """The same for a phone."""
    scenes: tuple[str, ...]
    """Each in words."""
    delegations: int
    """How many take part."""


def story_of(run: Run, language: str) -> Story:
    """Return the story of a run."""
    with told_in(language):
        scenes = []
        for scene in scenes_told(run):
            said = say("film.said", who=scene.speaker, words=scene.quotation) if scene.quotation else ""
            clause = f"{scene.clause}." if scene.clause else ""
            scenes.append(" ".join(filter(None, (str(scene.head), clause, said))))
        return Story(
            wide=str(draw_film(run, is_alone=False)),
            narrow=str(draw_film(run, "narrow", is_alone=False)),
            scenes=tuple(scenes),
            delegations=len(run.delegations),
        )


def story_file(run: Run, language: str, kind: StoryFile) -> str:
    """Return a file of the story of a run."""
    with told_in(language):
        return f"{draw_film(run)}\n" if kind == "loop" else render_handout(run)
