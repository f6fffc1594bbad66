"""What keeps one visitor of a server from taking what is there for all."""
