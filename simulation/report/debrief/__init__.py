"""The exported debriefing of a seat: one HTML file that needs nothing else, neither network nor script."""

from simulation.report.debrief.debrief_page import debrief_page, write_debrief
from simulation.report.debrief.profile_sheet import check_sheet, profile_csv, profile_json, write_sheet

__all__ = ["check_sheet", "debrief_page", "profile_csv", "profile_json", "write_debrief", "write_sheet"]
