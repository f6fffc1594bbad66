"""Many replications of an assembly: how often texts survive, and who signs with whom, with intervals."""
