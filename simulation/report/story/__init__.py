"""A run told in five scenes: a film of a minute that loops, and a page to print."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
