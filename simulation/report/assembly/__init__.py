"""Pages about assemblies: one replication, or many."""

from simulation.report.assembly.page import render_assembly, write_assembly_report

__all__ = ["render_assembly", "write_assembly_report"]
