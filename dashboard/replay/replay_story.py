"""The story in sixty seconds below a replay: folded, since it tells the end; made when somebody asks for it."""

from collections.abc import Callable
from typing import Final

import streamlit as st

from dashboard.components.film import show_film
from dashboard.frame.escaping import escaped
from dashboard.frame.session_state import memory, words
from dashboard.replay.replay_contract import Replay
from dashboard.replay.story_files import Story
from simulation.scenario import Scenario, scenario_hash

__all__ = ["show_story", "show_words"]

_KEPT: Final = "replay.story"


def show_story(data: Replay, case: Scenario, make: Callable[[], Story]) -> None:
    """Offer the story of a run; show its film, and the files of it, once it was asked for.

    Args:
        data: The run.
        case: Its case.
        make: Makes its story.
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
            for kind, content, suffix, mime in (
                ("loop", story.loop, "svg", "image/svg+xml"),
                ("handout", story.handout, "html", "text/html"),
            ):
                st.download_button(
                    say(f"replay.story.{kind}"),
                    data=content,
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
