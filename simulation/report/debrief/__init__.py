"""The exported debriefing of a seat: one HTML file that needs nothing else, neither network nor script."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
