"""Explained values in; the published JSON of the commands out."""
