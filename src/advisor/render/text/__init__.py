"""Explained values in; lines of text for a terminal out, in plain words and no wider than asked for."""
