"""Tells the browser what Streamlit leaves out of the page: its language, where one is, and what can be scrolled.

And hears from it when a file was not taken, of which Streamlit shows a number only.
"""

from dashboard.components import assets

__all__ = ["set_frame"]


def set_frame(language: str) -> bool:
    """Set the language of the page, such as `fr`, which is written from left to right.

    Return whether the server has just refused a file, for want of room or since it is too large.

    For screen readers, hyphenation and spelling. The link to the page that is open is marked as current, on a phone the
    navigation goes once a page is chosen, and tables that are wider than the screen can be scrolled by keyboard.
    """
    shown = assets.unseen("frame")(
        data={"lang": language, "dir": "ltr"}, key="frame", height=1, on_refused_change=assets.again
    )
    return bool(shown.get("refused"))
