"""Cases from the tables that users of other tools have: what stands in them, and the case that follows."""
