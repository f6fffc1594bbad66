"""The pages: each reads what the session remembers, calls services and places components."""
