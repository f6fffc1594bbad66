"""Training in a seat: what a person predicts, is told, is asked, and learns from it afterwards."""
