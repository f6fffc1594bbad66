"""The exported debriefing of a seat: one HTML file that needs nothing else, neither network nor script."""

from simulation.report.debrief.page import debrief_page, write_debrief

__all__ = ["debrief_page", "write_debrief"]
