"""The debriefing of a class: everybody's own page and the page of all, and files for the host to take along."""

from dashboard.classroom.debrief.debrief_page import DEBRIEF
from dashboard.classroom.debrief.exports import debrief_routes
from dashboard.classroom.debrief.works import works_of

__all__ = ["DEBRIEF", "debrief_routes", "works_of"]
