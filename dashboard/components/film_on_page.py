"""The film of a run on a page, with a button that stops it: built in the browser, element by element."""

from markupsafe import Markup

from dashboard.components import assets
from dashboard.components.drawing import tree
from dashboard.components.run_pictures import stamp
from dashboard.frame.session_state import words
from simulation.report.story import BEGUN, GLIDE, STAY

__all__ = ["show_film"]


def show_film(wide: str, narrow: str, *, scenes: int, key: str) -> None:
    """Show the film of a run, as `simulation.report.story` draws it for a page.

    Args:
        wide: For a screen.
        narrow: For a phone, or wherever there is no room.
        scenes: How many it has.
        key: Identity of the component on the page.
    """
    say = words().say
    data = {
        "wide": tree(Markup(wide)),  # noqa: S704 - drawn by the library, which escapes what it is given
        "narrow": tree(Markup(narrow)),  # noqa: S704
        "times": {"stay": STAY, "begun": BEGUN, "glide": GLIDE, "scenes": scenes},
        "words": {name: say(f"replay.story.{name}") for name in ("play", "pause", "next")},
    }
    show = assets.picture("cinema", assets.FILM)
    show(data={**data, "stamp": stamp(data)}, key=key)
