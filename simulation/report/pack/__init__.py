"""The papers of a training: public brief, role sheets, score sheet and the guide of the facilitator, to print."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
