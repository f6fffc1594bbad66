"""What a class finds out about itself once all is over: its tables beside each other, beside agents, beside history."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
