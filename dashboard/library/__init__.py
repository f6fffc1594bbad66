"""The cases, runs and studies there are, and their page."""
