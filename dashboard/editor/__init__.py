"""The case editor: its page in five steps, and the functions between a file, plain data, forms and grids."""
