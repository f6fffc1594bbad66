"""The papers of a training: public brief, role sheets, score sheet and the guide of the facilitator, to print."""

from simulation.report.pack.folder import AUDIENCES, write_pack
from simulation.report.pack.pack_pages import pack_pages

__all__ = ["AUDIENCES", "pack_pages", "write_pack"]
