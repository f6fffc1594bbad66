from .assembly_ensemble_page import render_assembly_ensemble as render_assembly_ensemble
from .assembly_ensemble_page import write_assembly_ensemble_report as write_assembly_ensemble_report
from .assembly_json import document_of as document_of
from .assembly_json import name_of as name_of
from .assembly_page import assembly_css as assembly_css
from .assembly_page import charts_of as charts_of
from .assembly_page import limits_of as limits_of
from .assembly_page import render_assembly as render_assembly
from .assembly_page import together_words as together_words
from .assembly_page import write_assembly_report as write_assembly_report
from .lists import lists_of as lists_of

__all__ = [
    "assembly_css",
    "charts_of",
    "document_of",
    "limits_of",
    "lists_of",
    "name_of",
    "render_assembly",
    "render_assembly_ensemble",
    "together_words",
    "write_assembly_ensemble_report",
    "write_assembly_report",
]
