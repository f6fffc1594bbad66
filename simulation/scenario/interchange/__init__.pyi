from .importing import import_table as import_table
from .importing import import_text as import_text
from .positions import LAYOUTS as LAYOUTS
from .positions import Layout as Layout
from .scaling import parse_scale as parse_scale

__all__ = [
    "LAYOUTS",
    "Layout",
    "import_table",
    "import_text",
    "parse_scale",
]
