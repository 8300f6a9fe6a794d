"""A finished file → its text, links and images, read by libraries that did not write it."""
