"""The story of a run for a page: its film for a screen and for a phone, its two files, and its words."""

from dataclasses import dataclass

from simulation.report.story import draw_film, render_handout, scenes_told
from simulation.storage import Run
from simulation.words import say, told_in

__all__ = ["Story", "story_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """All of a story, told in one language."""

    wide: str
    """The film for a page, which has the colours."""
    narrow: str
    """The same for a phone."""
    loop: str
    """The film as a file."""
    handout: str
    """A page to print."""
    scenes: tuple[str, ...]
    """Each in words."""


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
            loop=f"{draw_film(run)}\n",
            handout=render_handout(run),
            scenes=tuple(scenes),
        )
