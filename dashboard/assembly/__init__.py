"""The page of an assembly."""
