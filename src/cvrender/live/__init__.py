"""What follows the author's typing: files on the disk, or a page in the browser."""
