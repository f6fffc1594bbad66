"""A seat on the terminal: what a person types, what it is shown, and how the play is kept."""
