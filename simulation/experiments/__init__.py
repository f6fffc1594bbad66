"""What-if work: variants of a case, many replications of each, and what can be said of the difference."""
