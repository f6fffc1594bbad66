"""All live pages of a class."""

from typing import Final

from dashboard.classroom.console import CONSOLE
from dashboard.classroom.debrief import DEBRIEF
from dashboard.classroom.projector import PROJECTOR
from dashboard.classroom.public_record import TABLE
from dashboard.classroom.screens import Screen
from dashboard.classroom.seat import SEAT

__all__ = ["SCREENS"]

SCREENS: Final[tuple[Screen, ...]] = (CONSOLE, PROJECTOR, SEAT, TABLE, DEBRIEF)
