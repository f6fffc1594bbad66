"""Reports of studies: many runs, told on one page with intervals."""

from simulation.report.study.study_page import study_page, write_study_report

__all__ = ["study_page", "write_study_report"]
