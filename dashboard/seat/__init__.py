"""Playing a seat: the game at hand, where it is kept, and what the page says of it."""
