"""The documents of a class that was debriefed, and the tables for a gradebook; written as a folder."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
