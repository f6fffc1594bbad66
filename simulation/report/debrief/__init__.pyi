from .debrief_page import debrief_page as debrief_page
from .debrief_page import write_debrief as write_debrief
from .profile_sheet import check_sheet as check_sheet
from .profile_sheet import profile_csv as profile_csv
from .profile_sheet import profile_json as profile_json
from .profile_sheet import write_sheet as write_sheet

__all__ = [
    "check_sheet",
    "debrief_page",
    "profile_csv",
    "profile_json",
    "write_debrief",
    "write_sheet",
]
