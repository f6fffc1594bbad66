"""Coalitions: those that form, those that are detected, what they can block or carry, and whether they would hold."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
