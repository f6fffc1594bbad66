"""The live pages of a class: each is drawn on the server, and looks again when the stream says that something changed.

A page is a `Screen`: who may see it, what its template is given, and what its forms do. `screen_routes(desk, screens)`
makes the routes of it; scripts and styles are files beside, and no page needs a script to be read or to send a form.
"""

from dashboard.classroom.screens.screen import Screen, Sight
from dashboard.classroom.screens.screen_routes import screen_routes

__all__ = ["Screen", "Sight", "screen_routes"]
