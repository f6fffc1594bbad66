from .class_pages import class_fragment as class_fragment
from .class_pages import class_page as class_page
from .class_pages import class_parts as class_parts
from .class_pages import notes_page as notes_page
from .class_pages import rubric_page as rubric_page
from .class_pages import slides_page as slides_page
from .class_pages import student_page as student_page
from .class_pages import table_page as table_page
from .class_told import ClassTold as ClassTold
from .class_told import told_class as told_class
from .files import CSV as CSV
from .files import HTML as HTML
from .files import JSON_LINES as JSON_LINES
from .files import FileMade as FileMade
from .files import class_files as class_files
from .files import lines_of as lines_of
from .files import of_person as of_person
from .files import write_class as write_class
from .person import person_fragment as person_fragment
from .sheets import gradebook_csv as gradebook_csv
from .sheets import measures_of as measures_of
from .sheets import rubric_csv as rubric_csv
from .speaker_notes import Note as Note
from .speaker_notes import notes_told as notes_told

__all__ = [
    "CSV",
    "HTML",
    "JSON_LINES",
    "ClassTold",
    "FileMade",
    "Note",
    "class_files",
    "class_fragment",
    "class_page",
    "class_parts",
    "gradebook_csv",
    "lines_of",
    "measures_of",
    "notes_page",
    "notes_told",
    "of_person",
    "person_fragment",
    "rubric_csv",
    "rubric_page",
    "slides_page",
    "student_page",
    "table_page",
    "told_class",
    "write_class",
]
