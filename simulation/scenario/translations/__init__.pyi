from .mappings import own_language as own_language
from .mappings import texts_in as texts_in
from .mappings import with_mappings as with_mappings
from .mappings import without_mappings as without_mappings
from .telling import in_language as in_language
from .telling import language_of_texts as language_of_texts
from .telling import language_told as language_told
from .telling import own_case as own_case
from .telling import used as used
from .translatable import CODES as CODES

__all__ = [
    "CODES",
    "in_language",
    "language_of_texts",
    "language_told",
    "own_case",
    "own_language",
    "texts_in",
    "used",
    "with_mappings",
    "without_mappings",
]
