"""Why things happened: the log of moves with their reasons, and the sentences that tell it."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
