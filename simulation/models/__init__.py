"""The published models as formulas on arrays: they know no case, no room and no session."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
