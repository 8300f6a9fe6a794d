"""Rebuilds after each burst of saves: files on the disk, or a page in the browser."""
