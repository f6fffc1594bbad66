"""What stands around every page and what all of them use: shell, links, session, language, launch."""
