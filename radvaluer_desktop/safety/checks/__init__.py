"""The checks, one kind a file: each takes the two readings side by side and yields issues."""
