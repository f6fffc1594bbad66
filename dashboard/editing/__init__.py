"""Cases in the making: pure functions between a file, plain data, forms and grids."""
