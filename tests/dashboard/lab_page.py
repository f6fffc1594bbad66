"""What tests of the lab on its page have in common: wait, press, read."""

from streamlit.testing.v1 import AppTest

from dashboard.lab.lab_state import Lab

__all__ = ["PATIENCE", "click", "finished", "lab_of", "played", "texts_of", "title_of"]

PATIENCE = 90.0


def lab_of(at: AppTest) -> Lab:
    """Return what the page keeps."""
    found: Lab = at.session_state["memory"].pages["lab"]
    return found


def finished(at: AppTest) -> AppTest:
    """Wait until the study under way is over, and draw the page again."""
    job = lab_of(at).job
    if job is not None:
        assert job.wait(PATIENCE).is_over
        at.run()
    assert not at.exception, at.exception[0].message
    assert lab_of(at).job is None
    return at


def played(at: AppTest) -> AppTest:
    """Run a quick look, unless what it shows is known already."""
    return at if lab_of(at).ran is not None else finished(click(at, "lab.quick"))


def texts_of(at: AppTest) -> str:
    """Return all that is written on the page."""
    parts = [*at.markdown, *at.caption, *at.title, *at.subheader, *at.warning]
    return "\n".join(str(part.value) for part in parts).replace("\\", "")


def title_of(at: AppTest) -> str:
    """Return the sentence at the top."""
    title: str = at.title[0].value
    return title.replace("\\", "")


def click(at: AppTest, key: str) -> AppTest:
    """Press a button, and draw the page again."""
    at.button(key=key).click().run()
    assert not at.exception, at.exception[0].message
    return at
