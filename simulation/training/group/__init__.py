"""What a group of people made of a case: what it is worth, what it left, beside agents and beside other groups."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
