"""A class is rehearsed: simulated students and a host over real HTTP and push, to see that nothing is lost."""

from dashboard.classroom.rehearsal.rehearsal_told import Rehearsal
from dashboard.classroom.rehearsal.rehearse import rehearse

__all__ = ["Rehearsal", "rehearse"]
