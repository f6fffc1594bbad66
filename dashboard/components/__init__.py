"""Parts of pages that draw in the browser: a wrapper in Python, its script and its style beside it."""
