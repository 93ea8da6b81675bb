"""Components draw: tidy rows in, picture out. They never fetch."""
