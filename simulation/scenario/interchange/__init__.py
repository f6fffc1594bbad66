"""Cases from the tables that users of other tools have: what stands in them, and the case that follows."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
