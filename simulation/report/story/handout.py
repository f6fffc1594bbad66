"""The handout of a run: its scenes on one page to print, each with its map, and room for notes."""

from simulation.report.axes import choose_axes, ends_of
from simulation.report.html import render, theme_css, told
from simulation.report.moments import Moment, draw_moment
from simulation.report.story.scene_told import made_line, scenes_told, title_of, upwards
from simulation.scenario.translations import language_told
from simulation.storage import Run
from simulation.words import Said, language, say

__all__ = ["render_handout"]


def render_handout(run: Run) -> str:
    """Return the handout of a run as one HTML page."""
    axes, ends, told_scenes = choose_axes(run), ends_of(run), scenes_told(run)
    groups = {group.letter: group for scene in told_scenes for group in scene.groups if group.letter}
    return render(
        "story.html.j2",
        language=language(),
        say=told,
        css=theme_css(),
        title=title_of(run),
        made=made_line(run),
        written=language_told(run.scenario),
        scenes=[
            (scene, draw_moment(f"map-{scene.session}", run, axes, Moment(session=scene.session, caption="")))
            for scene in told_scenes
        ],
        groups=[groups[letter] for letter in sorted(groups)],
        about=f"{say('film.map', low=ends.low, high=ends.high)} {upwards(axes, 'film.map.up')}".rstrip(),
        ended=str(
            Said.joined(run.gist.outcome, run.gist.ending) if run.manifest.asked else run.manifest.sentence
        ),
        command=run.manifest.command_line,
    )
