"""Holds the partnership's data: the contract, the workspace, the store and importing.

Imports nothing else of ours. `python -m data` is its command line.
"""
