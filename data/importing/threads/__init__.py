"""Importing the golden thread: a file with one row a node, in place of the thread published."""
