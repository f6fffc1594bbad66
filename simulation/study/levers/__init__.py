"""Named levers: what a user changes in a case, each with its words."""
