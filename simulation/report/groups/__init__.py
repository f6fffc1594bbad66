"""The page of what groups of people made of a case, to print and to project."""

from simulation.report.groups.groups_page import groups_page, write_groups

__all__ = ["groups_page", "write_groups"]
