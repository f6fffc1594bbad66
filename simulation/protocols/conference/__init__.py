"""The conference protocol, one module for each mechanism."""
