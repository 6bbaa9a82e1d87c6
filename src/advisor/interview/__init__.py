"""A conversation: lines typed by a person in, an append-only log of answers and a recommendation out."""
