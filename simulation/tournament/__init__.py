"""A tournament: delegates take the same seats under the same chance, and a league table says how they fared."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
