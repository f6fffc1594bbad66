"""Run folders and study folders: a manifest and Parquet tables, whole and verifiable."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
