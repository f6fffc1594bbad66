"""Protocols: what happens in a session, and how a negotiation ends."""
