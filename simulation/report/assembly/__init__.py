"""Pages about assemblies: one replication, or many."""

from simulation.report.assembly.assembly_page import render_assembly, write_assembly_report
from simulation.report.assembly.many import render_assembly_ensemble, write_assembly_ensemble_report

__all__ = [
    "render_assembly",
    "render_assembly_ensemble",
    "write_assembly_ensemble_report",
    "write_assembly_report",
]
