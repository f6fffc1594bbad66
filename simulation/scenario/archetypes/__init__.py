"""A case whose real delegations are called by what they are: the same numbers, and no real name."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
