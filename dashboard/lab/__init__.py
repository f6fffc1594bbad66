"""What the what-if lab is made of: workers, changes, studies, sentences, and the parts of its page."""
