from .calibration_told import told as told
from .calibration_told import told_progress as told_progress
from .candidates import candidates_named as candidates_named
from .fitted_sets import write_outcome as write_outcome
from .points import Progress as Progress
from .run_calibration import Plan as Plan
from .run_calibration import calibrate as calibrate
from .run_calibration import held_folder as held_folder
from .run_calibration import question_of as question_of

__all__ = [
    "Plan",
    "Progress",
    "calibrate",
    "candidates_named",
    "held_folder",
    "question_of",
    "told",
    "told_progress",
    "write_outcome",
]
