"""What the published models say about one case, side by side, and where they disagree."""
