"""Small pictures of originals: made in a process of their own, kept as files in the home."""
