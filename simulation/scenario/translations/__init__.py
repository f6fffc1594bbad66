"""Texts of a case in other languages than its author's: read from its file, told, and written into it again."""
