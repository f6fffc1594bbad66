"""The story in sixty seconds below a replay: folded, since it tells the end; made when somebody asks for it."""

from collections.abc import Callable
from functools import partial
from typing import Final

import streamlit as st

from dashboard.components.film_on_page import show_film
from dashboard.frame.escaping import escaped
from dashboard.frame.session_state import memory, words
from dashboard.replay.replay_contract import Replay
from dashboard.replay.story_files import Story, StoryFile
from simulation.scenario import Scenario, scenario_hash

__all__ = ["show_story", "show_words"]

_KEPT: Final = "replay.story"
_FILES: Final[tuple[tuple[StoryFile, str, str], ...]] = (
    ("loop", "svg", "image/svg+xml"),
    ("handout", "html", "text/html"),
)
"""With the ending of each name, and its type."""


def show_story(
    data: Replay, case: Scenario, make: Callable[[], Story], file_of: Callable[[StoryFile], str]
) -> None:
    """Offer the story of a run; show its film, and the files of it, once it was asked for.

    Args:
        data: The run.
        case: Its case.
        make: Makes its story.
        file_of: Makes a file of it, when somebody takes it.
    """
    say, pages = words().say, memory().pages
    about = (scenario_hash(case), data["seed"], data["run"], words().language)
    asked, story = pages.get(_KEPT, (None, None))
    with st.expander(say("replay.story"), key="replay.story.fold", expanded=asked == about):
        if asked != about:
            st.markdown(say("replay.story.about"))
            if st.button(say("replay.story.make"), key="replay.story.make"):
                pages[_KEPT] = (about, make())
                st.rerun()
            return
        show_film(story.wide, story.narrow, scenes=len(story.scenes), key="replay.story.film")
        name = f"{data['case']}-{data['seed']}-story"
        with st.container(horizontal=True):
            for kind, suffix, mime in _FILES:
                st.download_button(
                    say(f"replay.story.{kind}"),
                    data=partial(file_of, kind),
                    file_name=f"{name}.{suffix}",
                    mime=mime,
                    key=f"replay.story.{kind}",
                    help=say(f"replay.story.{kind}.about"),
                    on_click="ignore",
                )
        show_words(story)


def show_words(story: Story) -> None:
    """Show a story in words, for whoever reads rather than looks."""
    with st.popover(words().say("replay.story.words"), key="story.words"):
        st.markdown("\n".join(f"{at}. {escaped(told)}" for at, told in enumerate(story.scenes, start=1)))
