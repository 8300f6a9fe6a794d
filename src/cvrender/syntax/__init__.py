"""Bytes → text → data, with the place of each value; and what a person did where that fails."""
