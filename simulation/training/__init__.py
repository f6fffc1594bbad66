"""Training in a seat: what a person predicts, is told, is asked, and learns from it afterwards."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
