"""Playing a seat: its page, the game at hand, where it is kept, and what is said of it."""
