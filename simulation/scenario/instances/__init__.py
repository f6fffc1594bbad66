"""Other instances of a training case: as hard as the case, so that answers found elsewhere do not fit."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
