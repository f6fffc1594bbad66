"""The words of every sentence that the library generates: a catalogue file a language, and which one to tell in."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
