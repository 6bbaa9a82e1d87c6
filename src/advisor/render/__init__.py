"""Explained values in, text, pictures and data out: the last stage, and the only one that knows how anything looks."""
