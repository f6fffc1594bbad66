"""What it would have taken to bring a clause into the text: a bounded search for the smallest change."""
