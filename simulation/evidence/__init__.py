"""How right the product is: stylised facts, back-tests, ballots, calibration, and the table of all tests."""
