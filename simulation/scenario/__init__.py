"""The case: its schema, its files, and every check that a case has to pass."""
