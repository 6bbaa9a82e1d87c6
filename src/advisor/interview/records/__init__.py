"""The records of a session in, and its file; the answers so far out, and how a session is opened again."""
