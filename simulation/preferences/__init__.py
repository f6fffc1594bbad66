"""What options are worth, and which are out of the question."""
