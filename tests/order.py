"""In which order files of tests begin."""

from pathlib import Path

__all__ = ["HERE", "LONGEST", "turn"]

HERE = Path(__file__).parent
LONGEST = (
    "browser/test_seat.py",
    "browser/test_lab.py",
    "browser/test_class_journey.py",
    "browser/test_class_debrief.py",
    "browser/test_every_page.py",
    "browser/test_training.py",
    "browser/test_replay_text.py",
    "browser/test_editor.py",
    "browser/test_models.py",
    "browser/test_class_console.py",
    "browser/test_replay_component.py",
    "browser/test_replay_from_right.py",
    "browser/test_replay_stage.py",
    "browser/test_pack_print.py",
    "browser/test_journeys.py",
    "browser/test_map_stacks.py",
    "browser/test_replay_picture.py",
    "browser/test_headers.py",
)
"""Files that take longest, in this order: begun first, so that no worker is at one when the others have none left."""


def turn(file: Path) -> int:
    """Return the turn of a file of tests: that of the longest comes first, all that are short come together."""
    name = file.relative_to(HERE).as_posix() if file.is_relative_to(HERE) else ""
    return LONGEST.index(name) if name in LONGEST else len(LONGEST)
