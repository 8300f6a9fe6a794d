"""Source formats: ours, and those of other tools, each read into the native shape."""
