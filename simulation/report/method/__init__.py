"""The pictures that explain the method, drawn from one run and from the rules it was played by."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
