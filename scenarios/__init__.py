"""The cases that come with the library, as data."""
