"""What stands on the disk: beside a source, in the output folder, in the cache."""
