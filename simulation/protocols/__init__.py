"""Protocols: what happens in a session, and how a negotiation ends."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
