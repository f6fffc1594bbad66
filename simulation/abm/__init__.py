"""One live negotiation as a Mesa model. The only package that imports Mesa, so load it on first use."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
