"""What is known of how right the product is: one table of what was tested, against what, and how it came out."""
