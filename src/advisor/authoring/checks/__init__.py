"""A knowledge base in; every finding about it out: what reading found, what is unused, and what is proved of all answers."""
