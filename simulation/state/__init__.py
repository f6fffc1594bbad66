"""The arrays that a negotiation is played with."""
