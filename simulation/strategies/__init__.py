"""How delegations let go."""
