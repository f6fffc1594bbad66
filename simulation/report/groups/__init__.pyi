from .chart import chart_css as chart_css
from .chart import pictures as pictures
from .groups_json import document_of as document_of
from .groups_page import groups_page as groups_page
from .groups_page import write_groups as write_groups

__all__ = [
    "chart_css",
    "document_of",
    "groups_page",
    "pictures",
    "write_groups",
]
