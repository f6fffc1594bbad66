"""Statistics that studies, tests and trainings share: estimates with intervals, and resampling."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
