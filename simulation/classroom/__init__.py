"""Classes of people at tables: the room service below every user interface."""

from simulation.classroom import actions
from simulation.classroom.changes import Change, Changes
from simulation.classroom.errors import (
    ClassroomError,
    FullError,
    NotAllowedError,
    OtherClassVersionError,
    StaleError,
    TooManyTriesError,
    UnknownClassError,
)
from simulation.classroom.plan import Plan
from simulation.classroom.projector import ProjectorView
from simulation.classroom.service import Caller, ClassService, Joined, Opened
from simulation.classroom.state import Answer
from simulation.classroom.views import HostView, MySeat, TableRecord
from simulation.classroom.views_as_json import as_plain

__all__ = [
    "Answer",
    "Caller",
    "Change",
    "Changes",
    "ClassService",
    "ClassroomError",
    "FullError",
    "HostView",
    "Joined",
    "MySeat",
    "NotAllowedError",
    "Opened",
    "OtherClassVersionError",
    "Plan",
    "ProjectorView",
    "StaleError",
    "TableRecord",
    "TooManyTriesError",
    "UnknownClassError",
    "actions",
    "as_plain",
]
