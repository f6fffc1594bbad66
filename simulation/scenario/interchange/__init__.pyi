from .headings import COLUMNS as COLUMNS
from .headings import ROLES as ROLES
from .headings import Column as Column
from .headings import Role as Role
from .importing import Imported as Imported
from .importing import TableReading as TableReading
from .importing import import_table as import_table
from .importing import read_table as read_table
from .positions import LAYOUTS as LAYOUTS
from .positions import Layout as Layout
from .reading_guesses import role_told as role_told
from .scaling import parse_scale as parse_scale
from .workbook_writing import SheetTable as SheetTable
from .workbook_writing import workbook_of as workbook_of

__all__ = [
    "COLUMNS",
    "LAYOUTS",
    "ROLES",
    "Column",
    "Imported",
    "Layout",
    "Role",
    "SheetTable",
    "TableReading",
    "import_table",
    "parse_scale",
    "read_table",
    "role_told",
    "workbook_of",
]
