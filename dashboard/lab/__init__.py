"""The what-if lab: its page, changes of a case, the studies that answer them, and what is shown of these."""
