"""Many replications of an assembly: how often texts survive, and who signs with whom, with intervals."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
