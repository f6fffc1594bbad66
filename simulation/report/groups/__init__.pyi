from .groups_json import document_of as document_of
from .groups_page import groups_page as groups_page
from .groups_page import write_groups as write_groups
from .spread_chart import chart_css as chart_css
from .spread_chart import pictures as pictures

__all__ = [
    "chart_css",
    "document_of",
    "groups_page",
    "pictures",
    "write_groups",
]
