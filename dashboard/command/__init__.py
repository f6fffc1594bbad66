"""The commands that serve pages: `class` and `dashboard`. The command line finds them as entry points."""
