"""The documents of a class that was debriefed, and the tables for a gradebook; written as a folder."""

from simulation.report.classroom.class_pages import (
    class_fragment,
    class_page,
    class_parts,
    notes_page,
    rubric_page,
    slides_page,
    student_page,
    table_page,
)
from simulation.report.classroom.class_told import ClassTold, told_class
from simulation.report.classroom.files import CSV, HTML, FileMade, class_files, write_class
from simulation.report.classroom.notes import Note, notes_told
from simulation.report.classroom.person import person_fragment
from simulation.report.classroom.sheets import gradebook_csv, measures_of, rubric_csv

__all__ = [
    "CSV",
    "HTML",
    "ClassTold",
    "FileMade",
    "Note",
    "class_files",
    "class_fragment",
    "class_page",
    "class_parts",
    "gradebook_csv",
    "measures_of",
    "notes_page",
    "notes_told",
    "person_fragment",
    "rubric_csv",
    "rubric_page",
    "slides_page",
    "student_page",
    "table_page",
    "told_class",
    "write_class",
]
