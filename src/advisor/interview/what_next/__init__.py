"""The answers so far in; what each decision still needs, and which question to ask next, out."""
