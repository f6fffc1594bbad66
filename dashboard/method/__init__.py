"""The page on how it works."""
