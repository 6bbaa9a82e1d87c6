"""A compiled program and what may be answered in; questions about all possible answers settled out.

The only importer of clingo.
"""
