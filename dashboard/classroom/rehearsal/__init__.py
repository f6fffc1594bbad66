"""A class is rehearsed: simulated students and a host over real HTTP and push, to see that nothing is lost."""

from dashboard.classroom.rehearsal.rehearse import rehearse
from dashboard.classroom.rehearsal.result import Rehearsal

__all__ = ["Rehearsal", "rehearse"]
