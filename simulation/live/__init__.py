"""A negotiation with people, or agents of the user's own, in some of its seats: moves, answers, promises, the log."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
