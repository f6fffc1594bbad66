from .pack_folder import write_pack as write_pack
from .pack_pages import INDEX as INDEX
from .pack_pages import SEATS as SEATS
from .pack_pages import Audience as Audience
from .pack_pages import pack_pages as pack_pages

__all__ = [
    "INDEX",
    "SEATS",
    "Audience",
    "pack_pages",
    "write_pack",
]
