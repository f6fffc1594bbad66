"""Reports: a run told on one page."""

from simulation.report.run_page import render_report, write_report

__all__ = ["render_report", "write_report"]
