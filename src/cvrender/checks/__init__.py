"""Data with places → a model, or every fault at once, in the author's words."""
